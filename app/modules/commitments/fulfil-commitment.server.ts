import { and, eq, inArray, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { raiseHold } from "../orders/agree-hold.server.ts";
import { endConfirmation } from "./confirm-order.server.ts";
import { letGo } from "./let-go.server.ts";
import { voidPurchaseNotes } from "./void-purchase-notes.server.ts";

/** Marks promises as kept, in the caller's transaction: their goods were handed over. Refuses any that does not stand accepted. */
export async function fulfilCommitments(tx: Transaction, commitmentIds: readonly string[]): Promise<void> {
  if (commitmentIds.length === 0) return;
  const kept = await tx
    .update(commitments)
    .set({ state: "fulfilled", version: sql`${commitments.version} + 1` })
    .where(and(inArray(commitments.id, [...commitmentIds]), eq(commitments.state, "accepted")))
    .returning({ id: commitments.id });
  if (kept.length !== new Set(commitmentIds).size) throw new Conflict("commitments.moved");
}

/**
 * Marks a promise as broken, in the caller's transaction: the goods will not come. They go back, the line is open again,
 * and the budget holds its ceiling again.
 */
export async function breakCommitment(
  tx: LatestTransaction,
  call: Call,
  commitmentId: string,
  reason: string,
): Promise<void> {
  const [broken] = await tx
    .update(commitments)
    .set({ state: "broken", reason, version: sql`${commitments.version} + 1` })
    .where(and(eq(commitments.id, commitmentId), eq(commitments.state, "accepted")))
    .returning();
  if (!broken) throw new Conflict("commitments.moved");
  await voidPurchaseNotes(tx, call, [commitmentId]);
  await raiseHold(tx, call, { ...broken, commitmentId });
  await endConfirmation(tx, call, broken);
  await letGo(tx, [{ ...broken, base: broken.acceptedBase ?? broken.offeredBase }]);
}
