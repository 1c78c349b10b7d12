import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { heldNetting, moveNetting, spokenBy } from "./hold-netting.server.ts";
import { nettingEnded } from "./netting.events.ts";
import { mayAnswerNetting, mayWithdrawNetting } from "./netting.policy.ts";
import { EndNetting } from "./netting.schema.ts";

/** Somebody of the organisation that was asked says no, and why: nothing was paid, and another proposal may follow. */
export const declineNetting = command({
  name: "payments.declineNetting",
  input: EndNetting,
  isolation: "read committed",
  permit: async (tx, call, { nettingId }) => {
    if (!mayAnswerNetting(call.actor, await heldNetting(tx, call, nettingId)))
      throw new Forbidden("payments.nettingOtherSide");
  },
  run: async (tx, call, { nettingId, reason }) => {
    await moveNetting(tx, await heldNetting(tx, call, nettingId), "decline", { ...spokenBy(call), reason });
    await announce(tx, call, nettingEnded, { nettingId });
    return { nettingId };
  },
});

/** The organisation that proposed takes it back while nobody answered. */
export const withdrawNetting = command({
  name: "payments.withdrawNetting",
  input: EndNetting,
  isolation: "read committed",
  permit: async (tx, call, { nettingId }) => {
    if (!mayWithdrawNetting(call.actor, await heldNetting(tx, call, nettingId)))
      throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { nettingId, reason }) => {
    await moveNetting(tx, await heldNetting(tx, call, nettingId), "withdraw", { ...spokenBy(call), reason });
    await announce(tx, call, nettingEnded, { nettingId });
    return { nettingId };
  },
});
