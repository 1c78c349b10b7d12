import { Forbidden, Invalid, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { bearerOf, type Terms } from "./bearing.ts";
import { concludeDispute, type LineVerdict } from "./conclude-dispute.server.ts";
import { mayDecideDispute } from "./dispute.policy.ts";
import { DecideDispute } from "./dispute.schema.ts";
import { grantedRupiahOf } from "./dispute.ts";
import { disputeLinesOf, handoverGround, type LineWithGoods } from "./dispute-facts-reads.server.ts";
import { disputeLifecycle } from "./dispute-lifecycle.ts";
import { heldDispute } from "./hold-dispute.server.ts";

/** Every line of the claim once, in its order, with what of it is granted and who bears it. */
function verdictsOf(
  lines: readonly LineWithGoods[],
  decided: DecideDispute["lines"],
  terms: Terms,
): LineVerdict[] {
  const byId = new Map(decided.map((one, at) => [one.lineId, { one, at }]));
  if (byId.size !== decided.length || decided.length !== lines.length)
    throw new RuleBroken("disputes.linesDiffer");
  return lines.map((line) => {
    const found = byId.get(line.id);
    if (!found) throw new RuleBroken("disputes.linesDiffer");
    const { grantedBase, stage } = found.one;
    if (grantedBase > line.askedBase)
      throw new Invalid({ [`lines[${found.at}].grantedBase`]: ["disputes.moreThanAsked"] });
    const verdict = { lineId: line.id, askedBase: line.askedBase, grantedBase };
    if (grantedBase === 0n) return { ...verdict, grantedRupiah: 0n, stage: null, bearer: null };
    if (!stage) throw new Invalid({ [`lines[${found.at}].stage`]: ["disputes.stageNeeded"] });
    const bearer = bearerOf(line.cause, terms, stage);
    if (bearer === "buyer") throw new RuleBroken("disputes.buyerBears");
    return { ...verdict, grantedRupiah: grantedRupiahOf(line, line, grantedBase), stage, bearer };
  });
}

/**
 * The trade center decides a claim: grants it whole or in part, saying where it happened, or refuses it with a reason. Who bears
 * it follows from the table of `bearing.ts`. Refuses what the buyer itself bears, more than was asked, a koperasi that would bear
 * something and was not heard, and whoever comes second.
 */
export const decideDispute = command({
  name: "disputes.decide",
  input: DecideDispute,
  isolation: "read committed",
  permit: async (tx, call, { disputeId }) => {
    if (!mayDecideDispute(call.actor, await heldDispute(tx, call, disputeId)))
      throw new Forbidden("disputes.forbidden");
  },
  run: async (tx, call, { disputeId, note, lines: decided }) => {
    const dispute = await heldDispute(tx, call, disputeId);
    // Before anything is weighed: a second decision is told that it comes second.
    nextState(disputeLifecycle, dispute.state, "refuse", "disputes.moved");
    const ground = await handoverGround(dispute.shipmentId, tx);
    invariant(ground, "a claim is about a handover");
    const verdicts = verdictsOf(await disputeLinesOf(disputeId, tx), decided, ground.terms);
    if (dispute.state === "open" && verdicts.some((one) => one.bearer === "koperasi"))
      throw new RuleBroken("disputes.hearFirst");
    return { disputeId, ...(await concludeDispute(tx, call, dispute, { verdicts, words: note })) };
  },
});
