import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { shareTruck } from "#app/modules/shipments/share-truck.server.ts";
import type { TestDatabase } from "./database.ts";
import { type Deal, freeVillage } from "./loads.ts";
import { drawnUp } from "./rounds.ts";
import type { ContractWish } from "./world.ts";

/** Another call-off of the same trade center, for another buyer, shared by some of its koperasi and one more; shares fixed. */
export async function lockedBeside(
  database: TestDatabase,
  { town, hub, koperasi }: Deal,
  packs: number,
  { deliveryDay, ...wish }: ContractWish & { readonly deliveryDay?: string } = {},
): Promise<Deal> {
  const buyer = await town.bumd();
  const contractId = await town.contract(hub, buyer, wish);
  const callOffId = await town.callOff(hub, contractId, {
    packs: packs * 2,
    ...(deliveryDay ? { deliveryDay } : {}),
  });
  const sharers = [...koperasi.slice(0, 1), await town.koperasi({ regionCode: await freeVillage(database) })];
  for (const one of sharers) await town.sharer(hub, callOffId, one, { packsMax: packs, weight: 1 });
  const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
  await publishAllotment(town.callOf(hub.head), { roundId });
  for (const one of sharers) {
    const { rows } = await sharesToAnswer(one.id, { limit: 1 });
    const share = rows[0]?.allotment;
    if (share)
      await answerAllotment(town.callOf(one.chair), { allotmentId: share.id, acceptedPacks: share.packs });
  }
  await lockCallOff(town.callOf(hub.logistics), { callOffId });
  return { town, hub, buyer, contractId, callOffId, koperasi: sharers };
}

/** What the truck of these tests costs. */
export const TRUCK_TERMS = { costRupiahPerKm: 6_000n, costRupiahMin: 0n };

export async function truckOf(deal: Deal, payloadGrams = "8000000"): Promise<string> {
  const { vehicleId } = await addVehicle(deal.town.callOf(deal.hub.logistics), {
    kind: "Fuso",
    plate: `AG ${payloadGrams.length} ${deal.hub.shortName}`,
    payloadGrams,
    costRupiahPerKm: TRUCK_TERMS.costRupiahPerKm.toString(),
    costRupiahMin: TRUCK_TERMS.costRupiahMin.toString(),
  });
  return vehicleId;
}

/** Puts a trip into the vehicle of another one. */
export const trucksTogether = (deal: Deal, tripId: string, withTripId: string) =>
  shareTruck(deal.town.callOf(deal.hub.logistics), { tripId, withTripId });
