import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { priceCeilings } from "#db/schema/catalogue.ts";
import { writtenBy } from "#db/written-once.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import { mayKeepCeilings } from "./catalogue.policy.ts";
import { RecordCeiling } from "./catalogue.schema.ts";
import { commodityByCode, gradedCommodity } from "./commodity-reads.server.ts";
import { ceilingHistory } from "./price-reads.server.ts";

/**
 * Writes down a legal price from a day on. Nothing is changed: of one rule (commodity, grade, kind, region) the row that
 * began last holds, so this one closes the one before. Refuses a day on which a row of the rule stands already; a wrong
 * row is corrected.
 */
export const recordCeiling = command({
  name: "catalogue.recordCeiling",
  input: RecordCeiling,
  permit: async (_tx, call) => {
    if (!mayKeepCeilings(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { needsChecking, ...ceiling }) => {
    const gradeCode = ceiling.gradeCode ?? null;
    const regionCode = ceiling.regionCode ?? null;
    await refuseUnknown(tx, ceiling.commodityCode, gradeCode, regionCode);
    const taken = (await ceilingHistory(ceiling.commodityCode, tx)).some(
      ({ ceiling: row, correctedBy }) =>
        row.gradeCode === gradeCode &&
        row.regionCode === regionCode &&
        row.kind === ceiling.kind &&
        row.validFrom === ceiling.validFrom &&
        correctedBy === null,
    );
    if (taken) throw new Conflict("catalogue.ceilingThatDay", { day: ceiling.validFrom });
    const ceilingId = newId("ceiling");
    await tx.insert(priceCeilings).values({
      ...ceiling,
      id: ceilingId,
      gradeCode,
      regionCode,
      validTo: ceiling.validTo ?? null,
      needsChecking: needsChecking === "true",
      ...writtenBy(call),
    });
    return { ceilingId };
  },
});

async function refuseUnknown(
  tx: Transaction,
  commodityCode: string,
  gradeCode: string | null,
  regionCode: string | null,
): Promise<void> {
  const found =
    gradeCode === null
      ? await commodityByCode(commodityCode, tx)
      : await gradedCommodity(commodityCode, gradeCode, tx);
  if (!found) throw new Missing("catalogue.unknownGrade", { commodity: commodityCode });
  if (regionCode !== null && !(await regionByCode(regionCode, tx)))
    throw new Missing("regions.missing", { code: regionCode });
}
