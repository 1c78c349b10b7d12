import { actorName } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { priceCeilings } from "#db/schema/catalogue.ts";
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
    if (wrong.correctedBy !== null || wrong.ceiling.annuls) throw new Conflict("catalogue.ceilingCorrected");
    const ceilingId = newId("ceiling");
    const written = await tx
      .insert(priceCeilings)
      .values({
        ...wrong.ceiling,
        id: ceilingId,
        priceRupiah: input.priceRupiah ?? wrong.ceiling.priceRupiah,
        source: input.source,
        needsChecking: input.needsChecking === "true",
        recordedAt: call.at,
        recordedBy: actorName(call.actor),
        correctsId: input.ceilingId,
        reason: input.reason,
        annuls: input.priceRupiah === undefined,
      })
      .onConflictDoNothing({ target: priceCeilings.correctsId })
      .returning({ id: priceCeilings.id });
    if (written.length === 0) throw new Conflict("catalogue.ceilingCorrected");
    return { ceilingId };
  },
});
