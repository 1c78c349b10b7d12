import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { mayKnowContract } from "../contracts/contract.policy.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { mayProposeAllotment } from "./allotment.policy.ts";
import { ProposeAllotment } from "./allotment.schema.ts";
import { planFor } from "./plan-for.server.ts";
import { writeRound } from "./write-round.server.ts";

/**
 * Draws up the shares of an open call-off by a rule, for the head to publish. Other proposals stay beside it, so that two
 * rules can be compared. Refuses when everything is already shared out, or nobody has room for what is left.
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
    if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
    const plan = await planFor(tx, call.at, callOff, key);
    if (plan.packs === 0) throw new RuleBroken("allotment.nothingLeft");
    const roundId = await writeRound(tx, call, callOff, plan, { rule, key, note: note ?? null });
    if (roundId === null) throw new RuleBroken("allotment.nobodyHasRoom", { packs: plan.packs });
    return { roundId };
  },
});
