import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { mayKnowContract } from "../contracts/contract.policy.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { isShareable } from "../contracts/schedule.ts";
import { allotmentAsked } from "./allotment.events.ts";
import { mayProposeAllotment } from "./allotment.policy.ts";
import { ProposeAllotment } from "./allotment.schema.ts";
import { pendingRounds } from "./allotment-reads.server.ts";
import { planFor } from "./plan-for.server.ts";
import { rulesFor } from "./round.ts";
import { openRound } from "./write-round.server.ts";

/**
 * Asks for the shares of a call-off, and of all waves of its schedule, by a rule, for the head to publish. The worker draws
 * them up (`drawUpRound`); other proposals stay beside it, so that two rules can be compared. Asking again for what is
 * being drawn up answers the same round. Refuses when everything is already shared out, nobody has room for what is
 * left, or the rule cannot share out several waves.
 */
export const proposeAllotment = command({
  name: "allotment.propose",
  input: ProposeAllotment,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const callOff = await callOffFacts(callOffId, tx);
    if (!callOff || !mayKnowContract(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
    if (!mayProposeAllotment(call.actor, callOff)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { callOffId, rule, key, note }) => {
    const callOff = await holdCallOff(tx, callOffId);
    if (!isShareable(callOff)) throw new RuleBroken("contracts.callOffNotOpen");
    const { plan } = await planFor(tx, call.at, callOff.scheduleId, key);
    if (plan.packs === 0) throw new RuleBroken("allotment.nothingLeft");
    if (plan.members.length === 0) throw new RuleBroken("allotment.nobodyHasRoom", { packs: plan.packs });
    if (!rulesFor(plan.waves.length).includes(rule)) throw new RuleBroken("allotment.ruleOneWave");
    const pending = await pendingRounds(callOff.scheduleId, tx);
    const same = pending.find((one) => one.state === "asked" && one.rule === rule && one.key === key);
    if (same) return { roundId: same.id };
    const roundId = await openRound(tx, call, callOff.scheduleId, { rule, key, note: note ?? null });
    await announce(tx, call, allotmentAsked, { roundId });
    return { roundId };
  },
});
