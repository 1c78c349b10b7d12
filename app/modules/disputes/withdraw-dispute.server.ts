import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { liftDispute } from "../allotment/keep-dispute.server.ts";
import { mayOpenDispute } from "./dispute.policy.ts";
import { WithdrawDispute } from "./dispute.schema.ts";
import { disputeWithdrawn } from "./disputes.events.ts";
import { heldDispute, moveDispute, writeWord } from "./hold-dispute.server.ts";

/** The buyer takes back a claim that nobody has decided yet, and says why; its money waits no longer. */
export const withdrawDispute = command({
  name: "disputes.withdraw",
  input: WithdrawDispute,
  isolation: "read committed",
  permit: async (tx, call, { disputeId }) => {
    if (!mayOpenDispute(call.actor, await heldDispute(tx, call, disputeId)))
      throw new Forbidden("disputes.forbidden");
  },
  run: async (tx, call, { disputeId, note }) => {
    const dispute = await heldDispute(tx, call, disputeId);
    await moveDispute(tx, dispute, "withdraw");
    await liftDispute(tx, call, disputeId);
    await writeWord(tx, call, { disputeId, party: "buyer", deed: "withdrawn", words: note });
    await announce(tx, call, disputeWithdrawn, { disputeId });
    return { disputeId };
  },
});
