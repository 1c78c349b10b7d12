import { inArray, sql } from "drizzle-orm";
import { momentOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { shipments, vehicles } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { type RidePlan, rideOffer, ridePlan } from "./ride.ts";
import { rideGround } from "./ride-ground-reads.server.ts";
import { deliveriesWithin, type WaitingDelivery, weighedOnes } from "./ride-loads-reads.server.ts";
import { mayDecideRide } from "./shipment.policy.ts";
import { OpenRide } from "./shipment.schema.ts";
import { rideOffered } from "./shipments.events.ts";
import { freeVehicles } from "./trip-loads-reads.server.ts";

const MINUTE_MS = 60_000;
/** Whoever is asked still has to load. */
const MINUTES_BEFORE_START = 60;

/**
 * A koperasi offers the room in its vehicle, beside its own deliveries of a day, to neighbours whose deliveries lie on the
 * way. The house finds them: it never tells the carrier who else delivers, only who said yes. Each of them is asked for at
 * most its part by kg·km, which is less than the same vehicle would cost it alone. Refuses where nothing of its own is to
 * be delivered that day, where its own do not fit or have no known weight, where nobody's would, and when it is too late to ask.
 */
export const openRide = command({
  name: "shipments.openRide",
  input: OpenRide,
  isolation: "read committed",
  permit: async (_tx, call) => {
    const isAllowed = call.actor.kind === "member" && mayDecideRide(call.actor, call.actor.organisationId);
    if (!isAllowed) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { vehicleId, deliveryDay }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const carrier = await organisationById(call.actor.organisationId, tx);
    invariant(carrier, "who acts is an organisation");
    const vehicle = await ownFreeVehicle(tx, carrier.id, { vehicleId, deliveryDay });
    const ground = await rideGround(carrier.id, vehicle, deliveryDay, tx);
    const goods = await heldDeliveries(tx, carrier.cityCode, deliveryDay);
    const mine = goods.filter((load) => load.koperasiId === carrier.id);
    if (mine.length === 0) throw new RuleBroken("shipments.rideNothingOwn");
    // The vehicle carries all of one's own: of what has no weight nobody knows what room it leaves.
    const unweighed = [...new Set(mine.flatMap((load) => load.unweighed))].sort();
    if (unweighed.length > 0) throw new RuleBroken("shipments.rideNoWeight", { goods: unweighed.join(", ") });
    const own = mine.flatMap(weighedOnes);
    if (ridePlan(ground, own) === null)
      throw new RuleBroken("shipments.rideOwnTooMuch", { plate: vehicle.plate });
    const plan = rideOffer(
      ground,
      own,
      goods.filter((load) => load.koperasiId !== carrier.id).flatMap(weighedOnes),
    );
    if (plan === null) throw new RuleBroken("shipments.rideNobody");
    const answerBy = await answerByOf(tx, call, { carrier, deliveryDay, plan });
    const rideId = await writeRide(tx, call, {
      carrierId: carrier.id,
      vehicleId,
      deliveryDay,
      answerBy,
      plan,
    });
    await announce(tx, call, rideOffered, { rideId });
    return { rideId, asked: plan.places.filter(({ load }) => load.koperasiId !== carrier.id).length };
  },
});

/** Two carriers who look for passengers at the same moment would both ask the same ones: the second waits, and sees who is asked. */
async function heldDeliveries(
  tx: LatestTransaction,
  cityCode: string,
  deliveryDay: OpenRide["deliveryDay"],
): Promise<WaitingDelivery[]> {
  const known = await deliveriesWithin(cityCode, deliveryDay, tx);
  if (known.length === 0) return [];
  await hold(
    tx,
    shipments,
    inArray(
      shipments.id,
      known.map((load) => load.shipmentId),
    ),
    sql`${shipments.id}`,
  );
  return deliveriesWithin(cityCode, deliveryDay, tx);
}

async function ownFreeVehicle(
  tx: LatestTransaction,
  carrierId: string,
  asked: Pick<OpenRide, "vehicleId" | "deliveryDay">,
) {
  const [held] = await hold(tx, vehicles, inArray(vehicles.id, [asked.vehicleId]));
  if (!held || held.organisationId !== carrierId || held.retiredAt !== null)
    throw new Missing("shipments.vehicleMissing");
  const free = await freeVehicles({ ownerIds: [carrierId], day: asked.deliveryDay, callOffId: null }, tx);
  if (!free.some((one) => one.id === held.id))
    throw new Conflict("shipments.vehicleBusy", { plate: held.plate });
  return held;
}

/** As long as any offer waits here, and no later than an hour before the vehicle leaves. */
async function answerByOf(
  tx: LatestTransaction,
  call: Call,
  ride: Pick<OpenRide, "deliveryDay"> & {
    readonly carrier: NonNullable<Awaited<ReturnType<typeof organisationById>>>;
    readonly plan: RidePlan;
  },
): Promise<Date> {
  const { carrier, deliveryDay, plan } = ride;
  const minutes = await numberParameter(tx, "market.answer_minutes", {
    regionCode: carrier.regionCode,
    day: deliveryDay,
  });
  const midnight = momentOf(deliveryDay, "00:00", carrier.timeZone).getTime();
  const latest = midnight + (plan.route.startMinute - MINUTES_BEFORE_START) * MINUTE_MS;
  const answerBy = Math.min(call.at.getTime() + minutes * MINUTE_MS, latest);
  if (answerBy <= call.at.getTime()) throw new RuleBroken("shipments.rideTooLate");
  return new Date(answerBy);
}

async function writeRide(
  tx: LatestTransaction,
  call: Call,
  ride: OpenRide & { readonly carrierId: string; readonly answerBy: Date; readonly plan: RidePlan },
): Promise<string> {
  invariant(call.actor.kind === "member", "permitted above");
  const { plan, carrierId } = ride;
  const rideId = newId("ride");
  await tx.insert(rides).values({
    id: rideId,
    carrierId,
    vehicleId: ride.vehicleId,
    state: "asked",
    deliveryDay: ride.deliveryDay,
    answerBy: ride.answerBy,
    startMinute: plan.route.startMinute,
    metres: plan.route.metres,
    costRupiah: plan.costRupiah,
    stops: plan.route.stops,
    openedBy: call.actor.personId,
    openedAt: call.at,
  });
  await tx.insert(ridePlaces).values(
    plan.places.map(({ load, distanceMetres, shareRupiah }) => ({
      id: newId("ridePlace"),
      rideId,
      shipmentId: load.shipmentId,
      koperasiId: load.koperasiId,
      state: load.koperasiId === carrierId ? ("accepted" as const) : ("offered" as const),
      base: load.base,
      distanceMetres,
      quotedRupiah: shareRupiah,
    })),
  );
  return rideId;
}
