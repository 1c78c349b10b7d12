import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold, takeFree } from "#db/hold.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { orderState } from "../orders/order-reads.server.ts";
import { CancelOrderCommitments, LapseCommitments } from "./commitment.schema.ts";
import type { CommitmentState } from "./commitment-lifecycle.ts";
import { commitmentCancelled, commitmentLapsed } from "./commitments.events.ts";
import { voidConfirmations } from "./confirm-order.server.ts";
import { letGo } from "./let-go.server.ts";
import { voidPurchaseNotes } from "./void-purchase-notes.server.ts";

/** Lapsed in one go; more wait for the next run, so that no transaction holds half the market. */
const LAPSES_MAX = 200;

async function permitSystem(_tx: Transaction, call: Call): Promise<void> {
  if (call.actor.kind !== "system") throw new Forbidden("commitments.forbidden");
}

type Standing = typeof commitments.$inferSelect;

/** Ends these commitments and gives back what they held. */
async function end(tx: Transaction, rows: readonly Standing[], state: CommitmentState): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .update(commitments)
    .set({ state, version: sql`${commitments.version} + 1` })
    .where(
      inArray(
        commitments.id,
        rows.map((row) => row.id),
      ),
    );
  await letGo(
    tx,
    rows.map((row) => ({ ...row, base: row.acceptedBase ?? row.offeredBase })),
  );
}

/** Ends every offer whose time to answer has passed; its goods are free again, and its line may be matched again. */
export const lapseCommitments = command({
  name: "commitments.lapse",
  input: LapseCommitments,
  isolation: "read committed",
  permit: permitSystem,
  run: async (tx, call) => {
    const isOverdue = and(eq(commitments.state, "offered"), lt(commitments.answerBy, call.at));
    const overdue = await takeFree(tx, commitments, isOverdue, {
      by: [commitments.answerBy],
      limit: LAPSES_MAX,
    });
    await end(tx, overdue, "lapsed");
    await announceAll(
      tx,
      call,
      commitmentLapsed,
      overdue.map((row) => ({ commitmentId: row.id, orderId: row.orderId })),
    );
    return { lapsed: overdue.length };
  },
});

/**
 * Ends whatever still stands for an order that was cancelled or has expired; nothing of it has left yet. An order that
 * stands keeps its commitments.
 */
export const cancelOrderCommitments = command({
  name: "commitments.cancelForOrder",
  input: CancelOrderCommitments,
  isolation: "read committed",
  permit: permitSystem,
  run: async (tx, call, { orderId }) => {
    const state = await orderState(orderId, tx);
    if (state !== "cancelled" && state !== "expired") return { orderId, cancelled: 0 };
    const standing = await hold(
      tx,
      commitments,
      and(eq(commitments.orderId, orderId), inArray(commitments.state, ["offered", "accepted"])),
      asc(commitments.lotId),
    );
    await end(tx, standing, "cancelled");
    await voidPurchaseNotes(
      tx,
      call,
      standing.map((row) => row.id),
    );
    await voidConfirmations(tx, call, orderId);
    await announceAll(
      tx,
      call,
      commitmentCancelled,
      standing.map((row) => ({ commitmentId: row.id, orderId })),
    );
    return { orderId, cancelled: standing.length };
  },
});
