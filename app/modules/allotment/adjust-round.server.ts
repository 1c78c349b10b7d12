import { Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { mayProposeAllotment } from "./allotment.policy.ts";
import { AdjustRound } from "./allotment.schema.ts";
import { roundRow, sharesOf } from "./allotment-reads.server.ts";
import { planFor } from "./plan-for.server.ts";
import type { RoundPlan } from "./round.ts";
import { type Adjusted, adjustedTable, faultOf } from "./share-out.ts";
import { standingTable } from "./standing-table.ts";
import { keepRound } from "./write-round.server.ts";

/**
 * The trade center gives other shares than the rule of a proposed table, with a reason that everyone will read. It becomes
 * another proposal; the rule's own stays beside it, and the head publishes one of them. Refuses more than there is to
 * share, more than a koperasi can bring, a koperasi that does not share in the round, and a table whose facts
 * have changed.
 */
export const adjustRound = command({
  name: "allotment.adjust",
  input: AdjustRound,
  isolation: "read committed",
  permit: async (tx, call, { roundId }) => {
    const round = await roundRow(roundId, tx);
    const callOff = round ? await callOffFacts(round.callOffId, tx) : null;
    const isHub = call.actor.kind === "member" && call.actor.organisationId === callOff?.hubId;
    if (!callOff || !isHub) throw new Missing("allotment.missing");
    if (!mayProposeAllotment(call.actor, callOff)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { roundId, shares, reason }) => {
    const before = await roundRow(roundId, tx);
    invariant(before, "permitted above");
    const callOff = await holdCallOff(tx, before.callOffId);
    const round = await roundRow(roundId, tx);
    invariant(round, "permitted above");
    if (round.state !== "proposed") throw new RuleBroken("allotment.moved");
    const planning = await planFor(tx, call.at, round.callOffId, round.key);
    const { plan } = planning;
    const stranger = shares.find((share) => !sharesIn(plan, share));
    if (stranger) throw new Invalid({ shares: ["allotment.notInRound"] }, "allotment.notInRound");
    const standing = standingTable(round, await sharesOf(round.id, tx), plan);
    const table = adjustedTable(plan, standing, shares);
    if (table.shares.every((share, at) => share.packs === standing.shares[at]?.packs))
      throw new RuleBroken("allotment.nothingAdjusted");
    const fault = faultOf(plan, table);
    if (fault?.code === "moreThanRound")
      throw new RuleBroken("allotment.moreThanRound", {
        packs: fault.packs,
        round: plan.waves.find((wave) => wave.id === fault.callOffId)?.packs ?? plan.packs,
      });
    if (fault) {
      const koperasi = await organisationById(fault.koperasiId, tx);
      throw new RuleBroken("allotment.aboveCap", { koperasi: koperasi?.name ?? "", cap: fault.packs });
    }
    const terms = { rule: round.rule, key: round.key, note: round.note, adjustedBecause: reason };
    const adjustedId = await keepRound(tx, call, planning, { table, terms });
    if (adjustedId === null) throw new RuleBroken("allotment.nothingGiven");
    return { roundId: adjustedId, callOffId: callOff.id };
  },
});

/** Whether a koperasi shares in the wave that was named, or in the only one. */
function sharesIn(plan: RoundPlan, { koperasiId, callOffId }: Adjusted): boolean {
  const waveId = callOffId ?? (plan.waves.length === 1 ? plan.waves[0]?.id : undefined);
  const member = plan.members.find((one) => one.id === koperasiId);
  return waveId !== undefined && member?.perWave[waveId] !== undefined;
}
