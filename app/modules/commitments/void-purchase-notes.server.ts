import { inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { purchaseNotes } from "#db/schema/commitments.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { voidStandingDocuments } from "../documents/issue-document.server.ts";

/**
 * Voids the Nota Beli of promises that end unkept, in the caller's transaction: nothing is bought for them any more, and whoever scans a
 * note reads so. Promises without a note are passed over; doing it again changes nothing.
 */
export async function voidPurchaseNotes(
  tx: Transaction,
  call: Call,
  commitmentIds: readonly string[],
): Promise<void> {
  if (commitmentIds.length === 0) return;
  const notes = await tx
    .select({ id: purchaseNotes.id })
    .from(purchaseNotes)
    .where(inArray(purchaseNotes.commitmentId, [...commitmentIds]));
  await voidStandingDocuments(tx, call, {
    kind: "NB",
    subjectIds: notes.map(({ id }) => id),
    reason: voidReasonWords.promiseOver,
  });
}
