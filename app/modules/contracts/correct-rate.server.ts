import { eq } from "drizzle-orm";
import { Conflict, Invalid, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractRates } from "#db/schema/contracts.ts";
import { correcting } from "#db/written-once.ts";
import { mayKeepRates } from "./contract.policy.ts";
import { CorrectRate } from "./contract.schema.ts";
import { permittedContract } from "./permitted-contract.server.ts";

async function rateRow(tx: Transaction, rateId: string) {
  const [row] = await tx.select().from(contractRates).where(eq(contractRates.id, rateId));
  if (!row) throw new Missing("contracts.rateMissing");
  return row;
}

/**
 * Answers a wrong rate with the right one, from the same day on, with a reason; or annuls it, so that the one before holds.
 * The wrong row stays on record. Statements that were made keep their figures. Refuses a row that was corrected already.
 */
export const correctRate = command({
  name: "contracts.correctRate",
  input: CorrectRate,
  permit: async (tx, call, { rateId }) => {
    const wrong = await rateRow(tx, rateId);
    await permittedContract(tx, call.actor, wrong.contractId, mayKeepRates);
  },
  run: async (tx, call, { rateId, reason, annuls, legalBasis, ...asked }) => {
    const wrong = await rateRow(tx, rateId);
    if (wrong.annuls) throw new Conflict("contracts.rateCorrected");
    if (wrong.kind === "levy" && (asked.basisPoints > 0 || asked.rupiahPerUnit > 0n) && !legalBasis)
      throw new Invalid({ legalBasis: ["contracts.levyNeedsBasis"] });
    const written = await tx
      .insert(contractRates)
      .values({
        ...asked,
        id: newId("contractRate"),
        contractId: wrong.contractId,
        kind: wrong.kind,
        fromOn: wrong.fromOn,
        legalBasis: legalBasis ?? null,
        ...correcting(call, wrong, { reason, annuls: annuls === "true" }),
      })
      .onConflictDoNothing({ target: contractRates.correctsId })
      .returning({ id: contractRates.id });
    const [right] = written;
    if (!right) throw new Conflict("contracts.rateCorrected");
    return { rateId: right.id };
  },
});
