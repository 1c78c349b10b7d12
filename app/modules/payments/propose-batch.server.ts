import { Forbidden, invariant, Refusal, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { orRefusal } from "#db/savepoint.server.ts";
import { payoutBatches } from "#db/schema/payments-batches.ts";
import { askPayout } from "./ask-payout.server.ts";
import { mayRequestPayout } from "./payment.policy.ts";
import { BATCH_MAX, ProposeBatch } from "./payment.schema.ts";

/**
 * Asks for many payouts at once, for a second person to decide about together. One that is no longer owed, or on its way already, is
 * left out and counted; the others stand. Refuses when none is left, with the reason of the first, and more than a batch holds: none of
 * them is asked for then.
 */
export const proposeBatch = command({
  name: "payments.proposeBatch",
  input: ProposeBatch,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || !mayRequestPayout(call.actor, call.actor.organisationId))
      throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { dueUntil, payouts }) => {
    const { actor } = call;
    invariant(actor.kind === "member", "permitted above");
    if (payouts.length > BATCH_MAX)
      throw new RuleBroken("payments.batchTooLong", { max: BATCH_MAX.toString() });
    const batchId = newId("payoutBatch");
    await tx.insert(payoutBatches).values({
      id: batchId,
      payerId: actor.organisationId,
      dueUntil,
      state: "requested",
      requestedBy: actor.personId,
      requestedAt: call.at,
    });
    let [asked, first] = [0, null as Refusal | null];
    for (const wish of payouts) {
      const done = await orRefusal(tx, () => askPayout(tx, call, actor.organisationId, wish, batchId));
      if (done instanceof Refusal) first ??= done;
      else asked += 1;
    }
    if (asked === 0 && first) throw first;
    return { batchId, asked, leftOut: payouts.length - asked };
  },
});
