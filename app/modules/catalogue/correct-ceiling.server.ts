import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { priceCeilings } from "#db/schema/catalogue.ts";
import { correcting } from "#db/written-once.ts";
import { mayKeepCeilings } from "./catalogue.policy.ts";
import { CorrectCeiling } from "./catalogue.schema.ts";
import { ceilingRow, recordedCeiling } from "./price-reads.server.ts";

/**
 * Answers a wrong legal price with the right one, and a reason: for the same rule and period, at another price or from
 * another source; without a price the wrong row holds no more and the one before it does. The wrong row stays on record.
 * Refuses a row that was corrected already.
 */
export const correctCeiling = command({
  name: "catalogue.correctCeiling",
  input: CorrectCeiling,
  permit: async (tx, call, { ceilingId }) => {
    if (!mayKeepCeilings(call.actor)) throw new Forbidden("catalogue.forbidden");
    if (!(await ceilingRow(ceilingId, tx))) throw new Missing("catalogue.ceilingMissing");
  },
  run: async (tx, call, input) => {
    const wrong = await recordedCeiling(input.ceilingId, tx);
    if (!wrong) throw new Missing("catalogue.ceilingMissing");
    if (wrong.correctedBy !== null) throw new Conflict("catalogue.ceilingCorrected");
    const ceilingId = newId("ceiling");
    await tx.insert(priceCeilings).values({
      ...wrong.ceiling,
      id: ceilingId,
      priceRupiah: input.priceRupiah ?? wrong.ceiling.priceRupiah,
      source: input.source,
      needsChecking: input.needsChecking === "true",
      ...correcting(call, wrong.ceiling, { reason: input.reason, annuls: input.priceRupiah === undefined }),
    });
    return { ceilingId };
  },
});
