import { and, eq } from "drizzle-orm";
import { quantity } from "#app/i18n/format.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { mayAnswerCommitment, mayKnowCommitment } from "./commitment.policy.ts";
import { AnswerCommitment } from "./commitment.schema.ts";
import { commitmentLifecycle } from "./commitment-lifecycle.ts";
import { commitmentAccepted, commitmentDeclined } from "./commitments.events.ts";
import { confirmOrder } from "./confirm-order.server.ts";
import { freeBudget } from "./free-budget.server.ts";
import { holdCredit } from "./hold-credit.server.ts";
import { letGo } from "./let-go.server.ts";

async function knownCommitment(tx: Transaction, call: Call, commitmentId: string) {
  const [commitment] = await tx.select().from(commitments).where(eq(commitments.id, commitmentId));
  if (!commitment || !mayKnowCommitment(call.actor, commitment)) throw new Missing("commitments.missing");
  return commitment;
}

/**
 * The seller's answer to an offer: all, a part, or nothing. What it takes on binds at the offered price; what it leaves
 * goes back to its lot and may be matched again, and the buyer's budget is free of what the ceiling was above that price.
 * What it takes on is confirmed to the buyer on paper. Refuses an answer after the time that was given, more than was
 * offered, more than the buyer may still owe, and a no without a reason.
 */
export const answerCommitment = command({
  name: "commitments.answer",
  input: AnswerCommitment,
  // Sellers of one order answer at the same moment; each waits for the order and then sees what it holds.
  isolation: "read committed",
  permit: async (tx, call, input) => {
    const commitment = await knownCommitment(tx, call, input.commitmentId);
    if (!mayAnswerCommitment(call.actor, commitment)) throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { commitmentId, acceptedBase, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const commitment = await knownCommitment(tx, call, commitmentId);
    const state = nextState(
      commitmentLifecycle,
      commitment.state,
      acceptedBase > 0n ? "accept" : "decline",
      "commitments.moved",
    );
    if (call.at > commitment.answerBy) throw new RuleBroken("commitments.tooLate");
    if (acceptedBase > commitment.offeredBase)
      throw new RuleBroken("commitments.moreThanOffered", {
        field: "acceptedBase",
        offered: quantity(commitment.offeredBase, commitment.unit, commitment.basePerUnit),
      });
    if (acceptedBase === 0n && !reason) throw new RuleBroken("commitments.reasonNeeded", { field: "reason" });
    if (acceptedBase > 0n) {
      const taken = { ...commitment, base: acceptedBase, commitmentId };
      await freeBudget(tx, call, taken);
      await holdCredit(tx, call, taken);
    } else {
      // Whoever takes something on waits for the order; one who declines does too, because both are told on one paper.
      await holdOrder(tx, commitment.orderId);
    }
    const moved = await tx
      .update(commitments)
      .set({
        state,
        acceptedBase: acceptedBase > 0n ? acceptedBase : null,
        answeredAt: call.at,
        answeredBy: call.actor.personId,
        reason: reason ?? null,
        version: commitment.version + 1,
      })
      .where(
        and(
          eq(commitments.id, commitmentId),
          eq(commitments.state, "offered"),
          eq(commitments.version, commitment.version),
        ),
      )
      .returning({ id: commitments.id });
    if (moved.length !== 1) throw new Conflict("commitments.moved");
    const left = commitment.offeredBase - acceptedBase;
    await letGo(tx, [{ ...commitment, base: left }]);
    await confirmOrder(tx, call, commitment);
    const subject = { commitmentId, orderId: commitment.orderId };
    if (acceptedBase > 0n) await announce(tx, call, commitmentAccepted, subject);
    if (left > 0n) await announce(tx, call, commitmentDeclined, subject);
    return { commitmentId };
  },
});
