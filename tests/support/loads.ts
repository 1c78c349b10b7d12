import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { tripById } from "#app/modules/shipments/trip-reads.server.ts";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import type { TestDatabase } from "./database.ts";
import { drawnUp } from "./rounds.ts";
import { type ContractWish, type Koperasi, type World, world } from "./world.ts";

/** A kelurahan or village beyond the three cities in which no koperasi stands yet. */
export async function freeVillage({ sql }: TestDatabase): Promise<string> {
  const [row] = await sql`
    select code from regions where level = 4 and code like '35.05.%'
      and not exists (select 1 from organisations o where o.region_code = regions.code) order by code limit 1`;
  return row?.["code"] as string;
}

/**
 * A call-off of so many crates that two koperasi (and more, if wished) have accepted; with `calledOff`, of more crates
 * than anybody takes; `at` another time than that of the usual world; `found` another way for a koperasi to come about.
 */
export async function accepted(
  database: TestDatabase,
  packs: readonly number[] = [400, 267],
  {
    calledOff,
    at,
    found = (town, regionCode) => town.koperasi({ regionCode }),
    ...wish
  }: ContractWish & {
    readonly calledOff?: number;
    readonly at?: Date;
    readonly found?: (town: World, regionCode: string) => Promise<Koperasi>;
  } = {},
) {
  const town = world(database, at);
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer, wish);
  const all = packs.reduce((sum, one) => sum + one, 0);
  const callOffId = await town.callOff(hub, contractId, { packs: calledOff ?? all });
  const koperasi: Koperasi[] = [];
  for (const most of packs) {
    const one = await found(town, await freeVillage(database));
    await town.sharer(hub, callOffId, one, { packsMax: most, weight: most });
    koperasi.push(one);
  }
  const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
  await publishAllotment(town.callOf(hub.head), { roundId });
  for (const one of koperasi) {
    const { rows } = await sharesToAnswer(one.id, { limit: 1 });
    const share = rows[0]?.allotment;
    if (share)
      await answerAllotment(town.callOf(one.chair), { allotmentId: share.id, acceptedPacks: share.packs });
  }
  return { town, hub, buyer, contractId, callOffId, koperasi };
}
export type Deal = Awaited<ReturnType<typeof accepted>>;

/** The same, with the shares fixed by the trade center. */
export async function locked(...wish: Parameters<typeof accepted>): Promise<Deal> {
  const deal = await accepted(...wish);
  await lockCallOff(deal.town.callOf(deal.hub.logistics), { callOffId: deal.callOffId });
  return deal;
}

/** What it takes to send a call-off on its way. */
type Leaving = Pick<Deal, "town" | "hub" | "callOffId">;

export async function trip(deal: Leaving) {
  const { tripId } = await planTrip(deal.town.systemCall(), { callOffId: deal.callOffId });
  const shown = await tripById(deal.hub.id, tripId);
  if (!shown) throw new Error("the trip is there");
  return shown;
}

export async function weigh(deal: Leaving, shipmentId: string, loadedBase: bigint, rejectedBase = 0n) {
  await weighIn(deal.town.callOf(deal.hub.logistics), {
    shipmentId,
    loadedBase: loadedBase.toString(),
    rejectedBase: rejectedBase.toString(),
    ...(rejectedBase > 0n ? { rejectReason: "cracked" as const } : {}),
  });
}

export function depart(deal: Leaving, tripId: string, wish: Partial<Parameters<typeof departTrip>[1]> = {}) {
  return departTrip(deal.town.callOf(deal.hub.logistics), {
    tripId,
    sealNumber: "SGL-1",
    driverName: "Pak Joko",
    vehiclePlate: "AG 0000 XG",
    ...wish,
  });
}

export async function departed(deal: Leaving) {
  const planned = await trip(deal);
  for (const share of planned.shares) await weigh(deal, share.shipmentId, share.promisedBase);
  await depart(deal, planned.trip.id);
  const shown = await tripById(deal.hub.id, planned.trip.id);
  if (!shown) throw new Error("the trip is there");
  return shown;
}
