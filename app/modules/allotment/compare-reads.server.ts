import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Actor } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import { type CallOffFacts, callOffFacts, capacitiesOf } from "../contracts/call-off-reads.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import { freightMilliPer1000Km } from "../matching/freight.ts";
import { roadMetresBetween } from "../regions/distance.ts";
import { mayProposeAllotment } from "./allotment.policy.ts";
import { type RuleTried, tryRules } from "./compare.ts";
import type { Exclusion } from "./exclusion.ts";
import type { AllotmentKey, KeyParts } from "./key.ts";
import { keyParts, planFor } from "./plan-for.server.ts";
import type { RoundPlan } from "./round.ts";

export type RulesCompared = {
  readonly key: AllotmentKey;
  /** Percent of the standard key in force today. */
  readonly keyParts: KeyParts;
  readonly packs: number;
  readonly rows: readonly {
    readonly koperasiId: string;
    readonly koperasiName: string;
    readonly weight: number;
    readonly cap: number;
    readonly past: number;
  }[];
  readonly excluded: readonly {
    readonly koperasiId: string;
    readonly koperasiName: string;
    /** Of which wave; null when it shares in none. */
    readonly deliveryDay: BusinessDay | null;
    readonly why: Exclusion;
  }[];
  readonly rules: readonly RuleTried[];
};

/**
 * What each of the four rules would give in the next round of a call-off, before any is chosen: worked out from the facts
 * of this moment, and kept nowhere. For who draws up the shares; Missing for anyone else.
 */
export async function rulesCompared(
  of: { readonly actor: Actor; readonly callOffId: string; readonly key: AllotmentKey; readonly at: Date },
  on: Executor = db(),
): Promise<RulesCompared> {
  const callOff = await callOffFacts(of.callOffId, on);
  if (!callOff || !mayProposeAllotment(of.actor, callOff)) throw new Missing("contracts.callOffMissing");
  const hub = await organisationById(callOff.hubId, on);
  if (!hub) throw new Missing("contracts.callOffMissing");
  const [capacity, history, equal] = await keyParts(
    { regionCode: hub.regionCode, day: dayOf(of.at, await clockOf(callOff.hubId, on)) },
    on,
  );
  const { plan, waves } = await planFor(on, of.at, callOff.scheduleId, of.key);
  const names = new Map(
    (
      await capacitiesOf(
        waves.map((wave) => wave.id),
        on,
      )
    ).map((one) => [one.koperasiId, one.koperasiName]),
  );
  const nameOf = (koperasiId: string) => names.get(koperasiId) ?? koperasiId;
  return {
    key: of.key,
    keyParts: { capacity, history, equal },
    packs: plan.packs,
    rows: plan.members
      .map(({ id, weight, cap, past }) => ({ koperasiId: id, koperasiName: nameOf(id), weight, cap, past }))
      .sort((a, b) => b.weight - a.weight || (a.koperasiId < b.koperasiId ? -1 : 1)),
    excluded: plan.excluded.map(({ koperasiId, callOffId, why }) => ({
      koperasiId,
      koperasiName: nameOf(koperasiId),
      deliveryDay: waves.find((wave) => wave.id === callOffId)?.deliveryDay ?? null,
      why,
    })),
    rules: tryRules(plan, await carryOf(callOff, plan, on)),
  };
}

/**
 * Rupiah that a pack of each koperasi costs to be fetched to the gate by truck, as planning guesses it: by road distance.
 * Null for goods that are not weighed, and where a place is not known.
 */
async function carryOf(
  callOff: CallOffFacts,
  plan: RoundPlan,
  on: Executor,
): Promise<Map<string, bigint> | null> {
  const goods = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, on);
  if (goods?.baseUnit !== "g") return null;
  const places = await placesOf([callOff.hubId, ...plan.members.map(({ id }) => id)], on);
  const gate = places.get(callOff.hubId);
  if (!gate) return null;
  const carry = new Map<string, bigint>();
  for (const { id } of plan.members) {
    const place = places.get(id);
    if (!place) return null;
    const metres = BigInt(roadMetresBetween(place, gate));
    // Milli-rupiah a base unit over 1,000 km.
    carry.set(id, (callOff.basePerPack * BigInt(freightMilliPer1000Km("truck")) * metres) / 1_000_000_000n);
  }
  return carry;
}
