import { sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { cityCodeOf } from "../regions/region.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { mayRecordPrices } from "./catalogue.policy.ts";
import { RecordPrices } from "./catalogue.schema.ts";
import { commodityByCode, gradedCommodity } from "./commodity-reads.server.ts";

/**
 * Enters surveyed prices of one place and day. An agency enters those of its own city, an operator those of anywhere.
 * The same survey entered again corrects itself; a day that has not come is refused.
 */
export const recordPrices = command({
  name: "catalogue.recordPrices",
  input: RecordPrices,
  permit: async (tx, call, input) => {
    if (!mayRecordPrices(call.actor) || !(await isOwnArea(tx, call, input.regionCode)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    if (input.onDay > dayOf(call.at, await timeZoneOf(input.regionCode, tx)))
      throw new RuleBroken("catalogue.dayNotCome", { day: input.onDay });
    for (const price of input.prices) await refuseUnknown(tx, price);
    await tx
      .insert(referencePrices)
      .values(
        input.prices.map((price) => ({
          id: newId("referencePrice"),
          ...price,
          gradeCode: price.gradeCode ?? null,
          regionCode: input.regionCode,
          onDay: input.onDay,
          source: input.source,
        })),
      )
      .onConflictDoUpdate({
        target: [
          referencePrices.commodityCode,
          referencePrices.gradeCode,
          referencePrices.regionCode,
          referencePrices.onDay,
          referencePrices.source,
        ],
        set: { priceRupiah: sql`excluded.price_rupiah`, basePerUnit: sql`excluded.base_per_unit` },
      });
    return { recorded: input.prices.length };
  },
});

async function isOwnArea(tx: Transaction, call: Call, regionCode: string): Promise<boolean> {
  if (call.actor.kind === "member" && call.actor.organisationKind === "operator") return true;
  const organisation = await organisationById(actingOrganisation(call.actor) ?? "", tx);
  return organisation !== null && cityCodeOf(regionCode) === organisation.cityCode;
}

async function refuseUnknown(
  tx: Transaction,
  price: { readonly commodityCode: string; readonly gradeCode?: string | undefined },
): Promise<void> {
  const found =
    price.gradeCode === undefined
      ? await commodityByCode(price.commodityCode, tx)
      : await gradedCommodity(price.commodityCode, price.gradeCode, tx);
  if (!found) throw new Missing("catalogue.unknownGrade", { commodity: price.commodityCode });
}
