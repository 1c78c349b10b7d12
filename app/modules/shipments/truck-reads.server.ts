import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { trips } from "#db/schema/shipments.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { type TripFacts, tripFacts, tripsOfTruck, vehicleRow } from "./shipment-facts-reads.server.ts";
import { type TripShown, tripById } from "./trip-reads.server.ts";
import { plannedTruck, type TruckMember, truckMember } from "./truck-ground-reads.server.ts";

/** The trips of other call-offs in the vehicle of a trip, by id. For the trade center that planned them; none for others. */
export async function truckMates(hubId: string, tripId: string, on: Executor = db()): Promise<TripShown[]> {
  const others = (await tripsOfTruck(tripId, on)).filter(
    (trip) => trip.id !== tripId && trip.hubId === hubId,
  );
  const shown = await Promise.all(others.map((trip) => tripById(hubId, trip.id, on)));
  return shown.filter((trip) => trip !== null);
}

/** A vehicle of another call-off in which a trip could go along, and what that would save. */
export type TruckOffer = {
  readonly tripId: string;
  readonly own: TripShown;
  readonly other: TripShown;
  /** Everything on the vehicle, in grams. */
  readonly base: bigint;
  readonly apartRupiah: Rupiah;
  readonly togetherRupiah: Rupiah;
};

/**
 * For each planned trip of a call-off the vehicles of other call-offs that go the same way on that day and have room for it, what
 * saves most first. For the trade center; none for others. What is offered changes nothing: `shareTruck` does.
 */
export async function truckOffers(
  hubId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<TruckOffer[]> {
  const callOff = await callOffFacts(callOffId, on);
  if (callOff?.hubId !== hubId || callOff.state !== "locked") return [];
  const planned = and(eq(trips.hubId, hubId), eq(trips.state, "planned"), isNull(trips.leadId));
  const onDay = and(planned, eq(trips.plannedFor, callOff.deliveryDay));
  const own = await on
    .select({ id: trips.id })
    .from(trips)
    .where(and(onDay, eq(trips.callOffId, callOffId)));
  const hosts = await on
    .select({ id: trips.id })
    .from(trips)
    .where(and(onDay, ne(trips.callOffId, callOffId), isNotNull(trips.vehicleId)))
    .limit(HOSTS_MAX);
  const offers: TruckOffer[] = [];
  for (const { id } of own)
    for (const host of hosts) {
      const offer = await offerFor(hubId, { tripId: id, hostId: host.id }, on);
      if (offer) offers.push(offer);
    }
  return offers.sort((a, b) => {
    const more = a.apartRupiah - a.togetherRupiah - (b.apartRupiah - b.togetherRupiah);
    if (more !== 0n) return more > 0n ? -1 : 1;
    return a.other.trip.id < b.other.trip.id ? -1 : 1;
  });
}

/** So many vehicles of a day are looked at. */
const HOSTS_MAX = 40;

async function offerFor(
  hubId: string,
  { tripId, hostId }: { readonly tripId: string; readonly hostId: string },
  on: Executor,
): Promise<TruckOffer | null> {
  const aboard = await tripsOfTruck(hostId, on);
  if ((await tripsOfTruck(tripId, on)).length > 1) return null;
  const joining = await tripFacts(tripId, on);
  const members = await membersOf([...aboard, ...(joining ? [joining] : [])], on);
  const vehicleId = aboard[0]?.vehicleId ?? null;
  const vehicle = vehicleId === null ? null : await vehicleRow(vehicleId, on);
  const [own, other] = [await tripById(hubId, tripId, on), await tripById(hubId, hostId, on)];
  if (!vehicle || !own || !other || members === null) return null;
  try {
    const { plan } = await plannedTruck(members, vehicle, on);
    const apart = members.reduce((sum, { trip }) => sum + trip.costRupiah, 0n);
    const base = members.flatMap(({ shares }) => shares).reduce((sum, share) => sum + share.base, 0n);
    return { tripId, own, other, base, apartRupiah: apart, togetherRupiah: plan.costRupiah };
  } catch (error) {
    if (error instanceof RuleBroken) return null;
    throw error;
  }
}

/** These trips with what they carry, by id; null where one of their call-offs is not locked any more. */
async function membersOf(all: readonly TripFacts[], on: Executor): Promise<TruckMember[] | null> {
  const members: TruckMember[] = [];
  for (const trip of [...all].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const callOff = await callOffFacts(trip.callOffId, on);
    if (callOff?.state !== "locked") return null;
    members.push(await truckMember(trip, callOff, on));
  }
  return members;
}
