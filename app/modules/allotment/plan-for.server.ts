import { dayOf } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import {
  type CallOffFacts,
  type Capacity,
  capacitiesOf,
  scheduleLimitsOf,
  waveFacts,
} from "../contracts/call-off-reads.server.ts";
import { isShareable } from "../contracts/schedule.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter, type ParameterScope, parameterOn } from "../regions/parameter-reads.server.ts";
import { givenByCallOff } from "./allotment-reads.server.ts";
import { unfitFor } from "./exclusion.ts";
import { fitnessOf } from "./fitness-reads.server.ts";
import { type AllotmentKey, standardWeights } from "./key.ts";
import { historyOf, type Planned, rememberedFor } from "./memory-reads.server.ts";
import {
  type Given,
  pastOf,
  planRound,
  type RoundPlan,
  type Sharer,
  takenPacks,
  type WaveStanding,
} from "./round.ts";

/** A plan, the call-offs that it shares out in the order of their days, and where each of them stands. */
export type Planning = {
  readonly plan: RoundPlan;
  readonly waves: readonly CallOffFacts[];
  readonly standings: readonly WaveStanding[];
};

/**
 * The next round of a schedule by a key: what is left of each wave, who may be asked for it, and why the others may not. Of a
 * wave whose shares are fixed only what somebody gave back is left. A command holds the call-off first. Refuses a
 * standard key whose parts add up to nothing.
 */
export async function planFor(
  on: Executor,
  at: Date,
  scheduleId: string,
  key: AllotmentKey,
): Promise<Planning> {
  const all = await waveFacts(scheduleId, on);
  const given = await givenByCallOff(
    all.map((wave) => wave.id),
    on,
  );
  const waves = all.filter(isShareable);
  const [first] = waves;
  if (!first) return { plan: planRound([]), waves, standings: [] };
  const hub = await organisationById(first.hubId, on);
  invariant(hub, "a call-off has a trade center");
  const scope = { regionCode: hub.regionCode, day: dayOf(at, hub.timeZone) };
  const memoryDays = await numberParameter(on, "allotment.memory_days", scope);
  const planned = { callOff: first, besides: waves.map((wave) => wave.id) };
  const capacities = await capacitiesOf(planned.besides, on);
  const weights = key === "agreed" ? null : await keyOf(capacities, { planned, memoryDays, scope }, on);
  const past = pastOf(await rememberedFor(planned, memoryDays, on));
  const standings: WaveStanding[] = [];
  for (const wave of waves) {
    const asked = capacities.filter(({ callOffId }) => callOffId === wave.id);
    const fitness = await fitnessOf(wave, asked, hub, on);
    const sharers = asked.map((one): Sharer => {
      const known = fitness.get(one.koperasiId);
      invariant(known, "who was asked is known");
      return {
        koperasiId: one.koperasiId,
        unfit: unfitFor(wave.cooling, known),
        packsMax: one.packsMax,
        weight: weights?.get(one.koperasiId) ?? one.weight,
        floorPacks: one.floorPacks,
        past: past.get(one.koperasiId) ?? 0,
      };
    });
    // While it is open all of it is drawn; later what is still to come of it.
    const packs = Number(wave.drawnBase / wave.basePerPack);
    standings.push({ id: wave.id, packs, sharers, given: given.get(wave.id) ?? [] });
  }
  return { plan: planRound(standings, await stillWanted(scheduleId, given, on)), waves, standings };
}

/** What each koperasi that set a limit still wants of the whole schedule, waves that have left included. */
async function stillWanted(
  scheduleId: string,
  given: ReadonlyMap<string, readonly Given[]>,
  on: Executor,
): Promise<Map<string, number>> {
  const limits = await scheduleLimitsOf(scheduleId, on);
  const all = [...given.values()].flat();
  return new Map(
    [...limits].map(([koperasiId, most]) => {
      const own = all.filter((one) => one.koperasiId === koperasiId);
      return [koperasiId, most - own.reduce((sum, one) => sum + takenPacks(one), 0)];
    }),
  );
}

async function keyOf(
  capacities: readonly Capacity[],
  of: { readonly planned: Planned; readonly memoryDays: number; readonly scope: ParameterScope },
  on: Executor,
): Promise<Map<string, number>> {
  const [capacity, history, equal] = await keyParts(of.scope, on);
  const histories = await historyOf(of.planned, of.memoryDays, on);
  // What a koperasi can bring a day is the same figure on every day it can.
  const perDay = new Map(capacities.map((one) => [one.koperasiId, one.weight]));
  const sharers = [...perDay].map(([koperasiId, weight]) => ({
    koperasiId,
    capacity: weight,
    history: histories.get(koperasiId) ?? null,
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
