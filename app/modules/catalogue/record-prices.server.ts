import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { writtenBy } from "#db/written-once.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { mayRecordPrices } from "./catalogue.policy.ts";
import { RecordPrices } from "./catalogue.schema.ts";
import { commodityByCode, gradedCommodity } from "./commodity-reads.server.ts";
import { isOwnArea } from "./own-area-reads.server.ts";
import { pricesOfSurvey, type ReferencePrice } from "./survey-reads.server.ts";

/**
 * Writes down surveyed prices of one place and day. An agency enters those of its own city, an operator those of anywhere.
 * What stands is never overwritten: the same figure sent again writes nothing, another figure of the same survey and day is
 * refused, because a wrong one is corrected with a reason. Refuses a day that has not come and goods named twice.
 */
export const recordPrices = command({
  name: "catalogue.recordPrices",
  input: RecordPrices,
  permit: async (tx, call, input) => {
    if (!mayRecordPrices(call.actor) || !(await isOwnArea(tx, call, input.regionCode)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { prices, ...survey }) => {
    if (survey.onDay > dayOf(call.at, await timeZoneOf(survey.regionCode, tx)))
      throw new RuleBroken("catalogue.dayNotCome", { day: survey.onDay });
    const rows = prices.map((price) => ({ ...price, gradeCode: price.gradeCode ?? null }));
    const written = await pricesOfSurvey(survey, tx);
    const added: typeof rows = [];
    for (const [at, row] of rows.entries()) {
      const commodity = await commodityNamed(tx, row);
      if (!isWritten(row, written, { field: `prices[${at}].priceRupiah`, commodity })) added.push(row);
    }
    if (added.length > 0)
      await tx
        .insert(referencePrices)
        .values(added.map((row) => ({ id: newId("referencePrice"), ...row, ...survey, ...writtenBy(call) })));
    return { recorded: added.length };
  },
});

type Figure = Pick<ReferencePrice, "commodityCode" | "gradeCode" | "priceRupiah" | "basePerUnit">;

/** True when the figure stands already; refuses when the survey says something else of the same goods that day. */
function isWritten(
  figure: Figure,
  written: readonly ReferencePrice[],
  told: { readonly field: string; readonly commodity: string },
): boolean {
  const before = written.find(
    (row) => row.commodityCode === figure.commodityCode && row.gradeCode === figure.gradeCode,
  );
  if (!before) return false;
  const isSame =
    !before.annuls && before.priceRupiah === figure.priceRupiah && before.basePerUnit === figure.basePerUnit;
  if (isSame) return true;
  throw new Conflict("catalogue.priceThatDay", { ...told, day: before.onDay });
}

async function commodityNamed(
  tx: Transaction,
  price: { readonly commodityCode: string; readonly gradeCode: string | null },
): Promise<string> {
  const found =
    price.gradeCode === null
      ? await commodityByCode(price.commodityCode, tx)
      : await gradedCommodity(price.commodityCode, price.gradeCode, tx);
  if (!found) throw new Missing("catalogue.unknownGrade", { commodity: price.commodityCode });
  return found.name;
}
