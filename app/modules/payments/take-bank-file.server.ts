import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { knownBatch, permitSecondOfBatch } from "./decide-batch.server.ts";
import { TakeBankFile } from "./payment.schema.ts";

/**
 * Says that somebody takes the file of an approved batch to the bank, in which account numbers stand whole: the audit trail keeps who
 * and when. The file itself is read afterwards (`bankFileOf`) and kept nowhere.
 */
export const takeBankFile = command({
  name: "payments.takeBankFile",
  input: TakeBankFile,
  isolation: "read committed",
  permit: permitSecondOfBatch,
  run: async (tx, call, { batchId, layout }) => {
    const batch = await knownBatch(tx, call, batchId);
    if (batch.state !== "approved") throw new RuleBroken("payments.batchNotApproved");
    return { batchId, layout };
  },
});
