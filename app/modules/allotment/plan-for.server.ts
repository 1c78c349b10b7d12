import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { type CallOffFacts, capacitiesOf } from "../contracts/call-off-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { givenIn, rememberedFor } from "./allotment-reads.server.ts";
import { pastOf, planRound, type RoundPlan } from "./round.ts";

/** The next round of a call-off that the caller holds: what is left, and who may be asked for it. */
export async function planFor(tx: Transaction, call: Call, callOff: CallOffFacts): Promise<RoundPlan> {
  const hub = await organisationById(callOff.hubId, tx);
  invariant(hub, "a call-off has a trade center");
  const scope = { regionCode: hub.regionCode, day: dayOf(call.at, hub.timeZone) };
  const memoryDays = await numberParameter(tx, "allotment.memory_days", scope);
  const past = pastOf(await rememberedFor(callOff, memoryDays, tx));
  const sharers = (await capacitiesOf(callOff.id, tx)).map((capacity) => ({
    ...capacity,
    past: past.get(capacity.koperasiId) ?? 0,
  }));
  return planRound(callOff.packs, sharers, await givenIn(callOff.id, tx));
}
