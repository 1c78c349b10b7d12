import { and, eq, inArray, sql } from "drizzle-orm";
import { weight } from "#app/i18n/format.ts";
import { actorName, type Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipments, tripStops, trips, type vehicles } from "#db/schema/shipments.ts";
import { type CallOffFacts, callOffFacts } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import { planShares } from "./plan-shares.server.ts";
import { mayDepartTrip, mayKnowTrip } from "./shipment.policy.ts";
import { PlanTrip } from "./shipment.schema.ts";
import {
  linesOfShipments,
  shipmentsOfCallOff,
  standingTrip,
  vehicleRow,
  vehiclesOfOwners,
} from "./shipment-facts-reads.server.ts";
import { tripPlanned } from "./shipments.events.ts";
import { type TripGround, tripGround } from "./trip-ground-reads.server.ts";
import { chooseVehicle, freightAtRate, type Pickup, type Route, routeOf, vehicleCost } from "./trips.ts";

type Vehicle = typeof vehicles.$inferSelect;
type Load = { readonly pickups: readonly Pickup[]; readonly base: bigint; readonly shipmentIds: string[] };

/**
 * Plans the one trip of a locked call-off: who is fetched in which order, in which vehicle, at what cost. Left to itself it
 * takes the cheapest vehicle of the trade center or of the koperasi that carries everything, and the contract's
 * freight rate where there is none. Planning again, with another vehicle, replaces the plan until the trip has left.
 */
export const planTrip = command({
  name: "shipments.planTrip",
  input: PlanTrip,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    if (call.actor.kind === "system") return;
    const callOff = await callOffFacts(callOffId, tx);
    if (!callOff || !mayKnowTrip(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
    if (!mayDepartTrip(call.actor, callOff)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { callOffId, vehicleId }) => {
    const callOff = await holdCallOff(tx, callOffId);
    if (callOff.state !== "locked") throw new RuleBroken("shipments.notLocked");
    const standing = await standingTrip(callOffId, tx);
    if (standing && standing.state !== "planned") throw new Conflict("shipments.tripMoved");
    await planShares(tx, call, callOff);
    const load = await loadOf(tx, callOff);
    const ground = await tripGround(callOff, callOff.deliveryDay, tx);
    const route = routeOf({
      ...ground,
      hubId: callOff.hubId,
      buyerId: callOff.buyerId,
      pickups: load.pickups,
    });
    const vehicle = await vehicleFor(tx, callOff, { load, ground, route, wanted: vehicleId ?? null });
    const costRupiah = vehicle
      ? vehicleCost(vehicle, route.metres)
      : ground.isWeighed
        ? freightAtRate(load.base, ground.freightRupiahPerTonne)
        : 0n;
    const plan = {
      vehicleId: vehicle?.id ?? null,
      driverName: vehicle?.driverName ?? null,
      costRupiah,
      plannedBy: actorName(call.actor),
    };
    const tripId = standing ? await replan(tx, standing.id, plan) : await openTrip(tx, call, callOff, plan);
    await writeStops(tx, tripId, route);
    await tx.update(shipments).set({ tripId }).where(inArray(shipments.id, load.shipmentIds));
    await announce(tx, call, tripPlanned, { tripId });
    return { tripId };
  },
});

async function loadOf(tx: Transaction, callOff: CallOffFacts): Promise<Load> {
  const planned = (await shipmentsOfCallOff(callOff.id, tx)).filter((one) => one.state === "planned");
  if (planned.length === 0) throw new RuleBroken("shipments.nothingToCarry");
  const shipmentIds = planned.map((one) => one.id);
  const lines = await linesOfShipments(shipmentIds, tx);
  const places = await placesOf(
    planned.map((one) => one.sellerId),
    tx,
  );
  const pickups = planned.map((shipment) => {
    const own = lines.filter((line) => line.shipmentId === shipment.id);
    const base = sumOf(own.map((line) => line.promisedBase));
    return {
      organisationId: shipment.sellerId,
      at: places.get(shipment.sellerId) ?? null,
      packs: Number(base / callOff.basePerPack),
    };
  });
  return { pickups, base: sumOf(lines.map((line) => line.promisedBase)), shipmentIds };
}

/** The vehicle that was asked for, or the cheapest that fits. Refuses one of strangers, and one that cannot carry the load. */
async function vehicleFor(
  tx: Transaction,
  callOff: CallOffFacts,
  plan: {
    readonly load: Load;
    readonly ground: TripGround;
    readonly route: Route;
    readonly wanted: string | null;
  },
): Promise<Vehicle | null> {
  const owners = [callOff.hubId, ...plan.load.pickups.map((pickup) => pickup.organisationId)];
  if (plan.wanted === null) {
    if (!plan.ground.isWeighed) return null;
    return chooseVehicle(await vehiclesOfOwners(owners, tx), plan.load.base, plan.route.metres);
  }
  const vehicle = await vehicleRow(plan.wanted, tx);
  if (!vehicle || vehicle.retiredAt || !owners.includes(vehicle.organisationId))
    throw new Missing("shipments.vehicleMissing");
  if (plan.ground.isWeighed && vehicle.payloadGrams < plan.load.base)
    throw new RuleBroken("shipments.overPayload", {
      load: weight(plan.load.base),
      payload: weight(vehicle.payloadGrams),
    });
  return vehicle;
}

type Plan = Pick<typeof trips.$inferInsert, "vehicleId" | "driverName" | "costRupiah" | "plannedBy">;

async function replan(tx: Transaction, tripId: string, plan: Plan): Promise<string> {
  await tx
    .update(trips)
    .set({ ...plan, version: sql`${trips.version} + 1` })
    .where(and(eq(trips.id, tripId), eq(trips.state, "planned")));
  await tx.delete(tripStops).where(eq(tripStops.tripId, tripId));
  return tripId;
}

async function openTrip(tx: Transaction, call: Call, callOff: CallOffFacts, plan: Plan): Promise<string> {
  const tripId = newId("trip");
  await tx.insert(trips).values({
    ...plan,
    id: tripId,
    hubId: callOff.hubId,
    callOffId: callOff.id,
    state: "planned",
    plannedFor: callOff.deliveryDay,
    createdAt: call.at,
  });
  return tripId;
}

async function writeStops(tx: Transaction, tripId: string, route: Route): Promise<void> {
  await tx
    .insert(tripStops)
    .values(route.stops.map((stop, at) => ({ ...stop, id: newId("stop"), tripId, position: at + 1 })));
}
