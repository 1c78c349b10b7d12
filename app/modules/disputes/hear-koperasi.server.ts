import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { raiseDispute } from "../allotment/keep-dispute.server.ts";
import { dueAfter } from "./deadline-reads.server.ts";
import { mayDecideDispute } from "./dispute.policy.ts";
import { HearKoperasi } from "./dispute.schema.ts";
import { disputeHeard } from "./disputes.events.ts";
import { heldDispute, moveDispute, writeWord } from "./hold-dispute.server.ts";

/**
 * The trade center lays the cause at the koperasi's door and asks what it has to say. Until the claim is decided the koperasi
 * shares in no further round of this trade center; a claim alone leaves nobody out.
 */
export const hearKoperasi = command({
  name: "disputes.hear",
  input: HearKoperasi,
  isolation: "read committed",
  permit: async (tx, call, { disputeId }) => {
    if (!mayDecideDispute(call.actor, await heldDispute(tx, call, disputeId)))
      throw new Forbidden("disputes.forbidden");
  },
  run: async (tx, call, { disputeId, note }) => {
    const dispute = await heldDispute(tx, call, disputeId);
    const { hubId, koperasiId } = dispute;
    const dueAt = await dueAfter("disputes.hearing_hours", { hubId, at: call.at }, tx);
    await moveDispute(tx, dispute, "hear", { dueAt });
    await raiseDispute(tx, call, { subjectId: disputeId, hubId, koperasiId });
    await writeWord(tx, call, { disputeId, party: "trade_center", deed: "heard", words: note });
    await announce(tx, call, disputeHeard, { disputeId });
    return { disputeId };
  },
});
