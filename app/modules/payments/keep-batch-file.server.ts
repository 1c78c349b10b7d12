import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { keepFile, sha256Of } from "#app/platform/files.server.ts";
import { type payoutBatches, payoutBatchFiles } from "#db/schema/payments-batches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { BatchFileKind } from "./batch-file.ts";

type NewBatchFile = {
  readonly kind: BatchFileKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly counts?: Pick<typeof payoutBatchFiles.$inferInsert, "paid" | "failed" | "returned" | "faults">;
};

/**
 * Keeps a file of a bank at a batch that the caller holds, in the caller's transaction; the same bytes again are the file that is there.
 * Refuses a proof that shows another batch, also one that is being kept at this moment.
 */
export async function keepBatchFile(
  tx: LatestTransaction,
  call: Call,
  batch: Pick<typeof payoutBatches.$inferSelect, "id" | "payerId">,
  { kind, fileName, bytes, counts }: NewBatchFile,
): Promise<{ readonly fileId: string; readonly isKnown: boolean }> {
  invariant(call.actor.kind === "member", "a person brings what the bank gave back");
  const sha256 = sha256Of(bytes);
  const [known] = await tx
    .select({ fileId: payoutBatchFiles.fileId })
    .from(payoutBatchFiles)
    .where(and(eq(payoutBatchFiles.batchId, batch.id), eq(payoutBatchFiles.sha256, sha256)));
  if (known) return { fileId: known.fileId, isKnown: true };
  const fileId = await keepFile(tx, call, {
    ownerId: batch.payerId,
    purpose: kind === "proof" ? "payment_proof" : "bank_outcomes",
    fileName,
    bytes,
    isSheet: kind === "outcomes",
  });
  const kept = await tx
    .insert(payoutBatchFiles)
    .values({
      ...counts,
      fileId,
      batchId: batch.id,
      payerId: batch.payerId,
      kind,
      sha256,
      broughtBy: call.actor.personId,
      broughtAt: call.at,
    })
    .onConflictDoNothing()
    .returning({ fileId: payoutBatchFiles.fileId });
  if (kept.length === 0) throw new Conflict("payments.proofUsed", { field: "proof" });
  return { fileId, isKnown: false };
}
