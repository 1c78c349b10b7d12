import { and, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { columnOf } from "#app/kernel/column.ts";
import { Conflict } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { columnRows } from "#db/column-rows.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { raiseHold } from "../orders/agree-hold.server.ts";
import { endConfirmation } from "./confirm-order.server.ts";
import { letGo } from "./let-go.server.ts";
import { voidPurchaseNotes } from "./void-purchase-notes.server.ts";

type Kept = { readonly commitmentId: string; readonly receivedBase: bigint };

/**
 * Marks promises as kept, in the caller's transaction: their goods were handed over, and the buyer took so much of them (base units; parts
 * of one promise add up). Refuses any that does not stand accepted.
 */
export async function fulfilCommitments(tx: Transaction, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const received = new Map<string, bigint>();
  for (const { commitmentId, receivedBase } of kept)
    received.set(commitmentId, (received.get(commitmentId) ?? 0n) + receivedBase);
  const columns = columnRows(
    [columnOf([...received.keys()]), "text"],
    [columnOf([...received.values()]), "bigint"],
  );
  const marked = await tx.execute(sql`
    update ${commitments} set state = 'fulfilled', version = ${commitments.version} + 1, received_base = kept.base
    from (select * from ${columns} as kept (id, base)) kept
    where ${commitments.id} = kept.id and ${commitments.state} = 'accepted' returning 1`);
  if (marked.length !== received.size) throw new Conflict("commitments.moved");
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
