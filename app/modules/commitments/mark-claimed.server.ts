import { isAmong } from "#db/among.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";

/**
 * Says of promises, in the caller's transaction, since when an invoice claims their goods; null when it was taken back and they are to be
 * claimed anew. What is claimed counts as owed by the books, and no longer as promised.
 */
export async function markClaimed(
  tx: Transaction,
  commitmentIds: readonly string[],
  claimedAt: Date | null,
): Promise<void> {
  if (commitmentIds.length === 0) return;
  await tx.update(commitments).set({ claimedAt }).where(isAmong(commitments.id, commitmentIds));
}
