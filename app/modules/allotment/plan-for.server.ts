import { dayOf } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { type CallOffFacts, type Capacity, capacitiesOf } from "../contracts/call-off-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter, type ParameterScope, parameterOn } from "../regions/parameter-reads.server.ts";
import { givenIn } from "./allotment-reads.server.ts";
import { type AllotmentKey, standardWeights } from "./key.ts";
import { historyOf, rememberedFor } from "./memory-reads.server.ts";
import { pastOf, planRound, type RoundPlan } from "./round.ts";

/**
 * The next round of a call-off by a key: what is left, who may be asked for it, and why the others may not. A command
 * holds the call-off first. Refuses a standard key whose parts add up to nothing.
 */
export async function planFor(
  on: Executor,
  at: Date,
  callOff: CallOffFacts,
  key: AllotmentKey,
): Promise<RoundPlan> {
  const hub = await organisationById(callOff.hubId, on);
  invariant(hub, "a call-off has a trade center");
  const scope = { regionCode: hub.regionCode, day: dayOf(at, hub.timeZone) };
  const memoryDays = await numberParameter(on, "allotment.memory_days", scope);
  const capacities = await capacitiesOf(callOff.id, on);
  const weights = key === "agreed" ? null : await keyOf(capacities, { callOff, memoryDays, scope }, on);
  const past = pastOf(await rememberedFor(callOff, memoryDays, on));
  const sharers = capacities.map((capacity) => ({
    ...capacity,
    weight: weights?.get(capacity.koperasiId) ?? capacity.weight,
    past: past.get(capacity.koperasiId) ?? 0,
  }));
  return planRound(callOff.packs, sharers, await givenIn(callOff.id, on));
}

async function keyOf(
  capacities: readonly Capacity[],
  of: { readonly callOff: CallOffFacts; readonly memoryDays: number; readonly scope: ParameterScope },
  on: Executor,
): Promise<Map<string, number>> {
  const [capacity, history, equal] = await keyParts(of.scope, on);
  const histories = await historyOf(of.callOff, of.memoryDays, on);
  const sharers = capacities.map((one) => ({
    koperasiId: one.koperasiId,
    capacity: one.weight,
    history: histories.get(one.koperasiId) ?? null,
  }));
  const weights = standardWeights(sharers, { capacity, history, equal });
  if (weights === null) throw new RuleBroken("allotment.keyEmpty");
  return weights;
}

/** Percent of the standard key in force: by capacity, by history, for everyone alike. Refuses what is not three whole numbers. */
export async function keyParts(scope: ParameterScope, on: Executor): Promise<[number, number, number]> {
  const value = await parameterOn(on, "allotment.key_parts", scope);
  const parts = Array.isArray(value) ? value.map(Number) : [];
  const [capacity, history, equal] = parts;
  if (
    capacity === undefined ||
    history === undefined ||
    equal === undefined ||
    !parts.every(Number.isSafeInteger)
  )
    throw new RuleBroken("allotment.keyEmpty");
  return [capacity, history, equal];
}
