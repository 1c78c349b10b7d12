import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { dueAfter } from "./deadline-reads.server.ts";
import { mayAnswerDispute } from "./dispute.policy.ts";
import { AnswerDispute } from "./dispute.schema.ts";
import { disputeAnswered } from "./disputes.events.ts";
import { heldDispute, moveDispute, writeWord } from "./hold-dispute.server.ts";

/** The koperasi takes a claim on its goods upon itself or contests it, in its own words. The trade center decides. Refuses late. */
export const answerDispute = command({
  name: "disputes.answer",
  input: AnswerDispute,
  isolation: "read committed",
  permit: async (tx, call, { disputeId }) => {
    if (!mayAnswerDispute(call.actor, await heldDispute(tx, call, disputeId)))
      throw new Forbidden("disputes.forbidden");
  },
  run: async (tx, call, { disputeId, isAccepted, note }) => {
    const dispute = await heldDispute(tx, call, disputeId);
    if (dispute.state === "hearing" && call.at > dispute.dueAt) throw new RuleBroken("disputes.tooLate");
    const dueAt = await dueAfter("disputes.decision_hours", { hubId: dispute.hubId, at: call.at }, tx);
    await moveDispute(tx, dispute, "answer", { dueAt });
    await writeWord(tx, call, {
      disputeId,
      party: "koperasi",
      deed: isAccepted ? "accepted" : "contested",
      words: note,
    });
    await announce(tx, call, disputeAnswered, { disputeId });
    return { disputeId };
  },
});
