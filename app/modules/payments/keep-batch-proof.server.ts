import { Conflict, Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { sha256Of } from "#app/platform/files.server.ts";
import { showsOtherBatch, showsPayoutBeside } from "./batch-file-reads.server.ts";
import { knownBatch } from "./decide-batch.server.ts";
import { keepBatchFile } from "./keep-batch-file.server.ts";
import { mayKeepBatchProof } from "./payment.policy.ts";
import { KeepBatchProof } from "./payment.schema.ts";

/**
 * Keeps what shows that the bank carried out the file of an approved batch, a photo or a PDF, with its hash. It speaks for each payout of
 * the batch that was made; more than one may be kept, and the newest is shown. The same bytes at the same batch are the same proof.
 * Refuses a batch that was not approved, no file, and bytes that show another batch or another payout of the payer already.
 */
export const keepBatchProof = command({
  name: "payments.keepBatchProof",
  input: KeepBatchProof,
  secret: ["bytes"],
  isolation: "read committed",
  permit: async (tx, call, { batchId }) => {
    if (!mayKeepBatchProof(call.actor, await knownBatch(tx, call, batchId)))
      throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { batchId, fileName, bytes }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const batch = await knownBatch(tx, call, batchId);
    if (batch.state !== "approved") throw new RuleBroken("payments.batchNotApproved");
    if (bytes.length === 0) throw new RuleBroken("payments.proofNeeded", { field: "proof" });
    const sha256 = sha256Of(bytes);
    const isUsed =
      (await showsOtherBatch(tx, batch.payerId, sha256, batchId)) ||
      (await showsPayoutBeside(tx, batch.payerId, sha256, batchId));
    if (isUsed) throw new Conflict("payments.proofUsed", { field: "proof" });
    return keepBatchFile(tx, call, batch, { kind: "proof", fileName, bytes });
  },
});
