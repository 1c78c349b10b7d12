import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { askPayout, payableOf } from "./ask-payout.server.ts";
import { mayRequestPayout } from "./payment.policy.ts";
import { RequestPayout } from "./payment.schema.ts";
import { payoutRequested } from "./payments.events.ts";

/**
 * Asks for money to be paid on: to a producer, at most what the ledger owes; what is left of a koperasi's share of a call-off,
 * less what a claim on its goods still asks, or its part of a neighbour's ride; to a consignor,
 * what was settled for a period; what a buyer paid too much, back to it, also of its deposit; or what a carrier owes of a claim.
 * Somebody else must approve it. Nothing is booked before the transfer is confirmed.
 */
export const requestPayout = command({
  name: "payments.requestPayout",
  input: RequestPayout,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    // First who asks, then how much is due: the sum is not for everybody in the house.
    if (!mayRequestPayout(call.actor, call.actor.organisationId)) throw new Forbidden("payments.forbidden");
    await payableOf(tx, call.actor.organisationId, input);
  },
  run: async (tx, call, input) => {
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    const payoutId = await askPayout(tx, call, call.actor.organisationId, input, null);
    await announce(tx, call, payoutRequested, { payoutId });
    return { payoutId };
  },
});
