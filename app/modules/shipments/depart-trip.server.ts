import { and, eq } from "drizzle-orm";
import { weight } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { trips } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { givenIn } from "../allotment/allotment-reads.server.ts";
import { promisedOf } from "../allotment/round.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { drawLess } from "../contracts/draw-less.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { type HeldTrip, holdTruck } from "./hold-truck.server.ts";
import { leaveBehind } from "./leave-behind.server.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { bringHome } from "./named-lots.server.ts";
import { openDriverLink } from "./open-driver-link.server.ts";
import { truckCosts } from "./shared-truck.ts";
import { mayDepartTrip, mayKnowTrip } from "./shipment.policy.ts";
import { DepartTrip } from "./shipment.schema.ts";
import {
  linesOfShipments,
  type ShipmentFacts,
  type ShipmentLineRow,
  shipmentsOfCallOff,
  stillComing,
  tripFacts,
  vehicleRow,
} from "./shipment-facts-reads.server.ts";
import { tripDeparted } from "./shipments.events.ts";
import { manifestFactsOf } from "./trip-paper-reads.server.ts";
import { loadedParts } from "./truck-loads-reads.server.ts";

type Loaded = { readonly shipment: ShipmentFacts; readonly rows: readonly ShipmentLineRow[] };

/**
 * The truck leaves the gate with everything that was weighed in, under one seal, with a manifest for each call-off on it. Every
 * koperasi that was not weighed must be named as left behind: its share is broken, and nobody is broken by mistake. What cannot
 * come any more is free again in the month of the contract. Trips that go in one vehicle leave together, and its cost is shared
 * anew by what was loaded. What the gate sent home is back in the lots that it was named from. Refuses an empty truck, a call-off of which nothing is on it, and a load above the vehicle's payload.
 */
export const departTrip = command({
  name: "shipments.departTrip",
  input: DepartTrip,
  isolation: "read committed",
  permit: async (tx, call, { tripId }) => {
    const trip = await tripFacts(tripId, tx);
    if (!trip || !mayKnowTrip(call.actor, trip)) throw new Missing("shipments.tripMissing");
    if (!mayDepartTrip(call.actor, trip)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, input) => {
    const aboard = await holdTruck(tx, [input.tripId]);
    if (aboard.some(({ trip }) => trip.state !== "planned")) throw new Conflict("shipments.tripMoved");
    const planned = await plannedOn(tx, aboard);
    const { loaded, left } = await sortOut(tx, planned, input.leaveBehind);
    await leaveBehind(tx, call, left);
    await bringHome(
      tx,
      call,
      loaded.map((share) => ({ ...share, leaves: true })),
    );
    const vehicleId = aboard[0]?.trip.vehicleId ?? null;
    const vehicle = vehicleId === null ? null : await vehicleRow(vehicleId, tx);
    checkPayload(loaded, vehicle);
    const vehiclePlate = input.vehiclePlate ?? vehicle?.plate;
    if (vehiclePlate === undefined) throw new Invalid({ vehiclePlate: ["shipments.plateRequired"] });
    const driver = { driverName: input.driverName, driverPhone: input.driverPhone ?? null, vehiclePlate };
    const leaving = aboard.map((held) => ({
      ...held,
      loaded: loaded.filter(({ shipment }) => shipment.tripId === held.trip.id),
    }));
    const empty = leaving.find((one) => one.loaded.length === 0);
    if (empty) throw new RuleBroken("shipments.nothingWeighedOf", { number: empty.callOff.number });
    const costs = await costsByLoad(tx, leaving);
    let documentId = "";
    for (const [at, one] of leaving.entries()) {
      const paper = await departOne(tx, call, one, {
        driver,
        vehicle,
        sealNumber: input.sealNumber,
        costRupiah: costs[at] ?? one.trip.costRupiah,
        isShared: leaving.length > 1,
      });
      if (one.trip.id === input.tripId) documentId = paper.documentId;
    }
    return { tripId: input.tripId, documentId };
  },
});

type Leaving = HeldTrip & { readonly loaded: readonly Loaded[] };

async function plannedOn(tx: Transaction, aboard: readonly HeldTrip[]): Promise<ShipmentFacts[]> {
  const planned: ShipmentFacts[] = [];
  for (const { trip, callOff } of aboard)
    planned.push(...(await shipmentsOfCallOff(callOff.id, tx)).filter((one) => one.tripId === trip.id));
  return planned;
}

/** What each trip on the truck bears of its cost, now that it is known what was loaded; their sum stays the same. */
async function costsByLoad(tx: Transaction, leaving: readonly Leaving[]): Promise<bigint[]> {
  if (leaving.length === 1) return leaving.map(({ trip }) => trip.costRupiah);
  const parts = await loadedParts(
    leaving.map(({ trip }) => trip.id),
    tx,
  );
  return truckCosts(sumOf(leaving.map(({ trip }) => trip.costRupiah)), parts);
}

/** One call-off's goods leave: manifest, shipments, what its month still draws, and the trip itself. */
async function departOne(
  tx: LatestTransaction,
  call: Call,
  { trip, callOff, loaded }: Leaving,
  truck: {
    readonly driver: {
      readonly driverName: string;
      readonly driverPhone: string | null;
      readonly vehiclePlate: string;
    };
    readonly vehicle: { readonly kind: string; readonly payloadGrams: bigint } | null;
    readonly sealNumber: string;
    readonly costRupiah: bigint;
    readonly isShared: boolean;
  },
): Promise<{ readonly documentId: string }> {
  invariant(call.actor.kind === "member", "permitted above");
  const { driver, sealNumber, costRupiah } = truck;
  const loads = loaded.flatMap(({ shipment, rows }) =>
    rows.filter((row) => row.loadedBase > 0n).map((row) => ({ shipment, row })),
  );
  const manifest = { ...truck, tripId: trip.id, callOff, loads, ordererId: call.actor.personId, at: call.at };
  const paper = await issueDocument(tx, call, {
    organisationId: callOff.hubId,
    kind: "SPK",
    subjectId: trip.id,
    facts: await manifestFactsOf(manifest, tx),
    on: dayOf(call.at, await clockOf(callOff.hubId, tx)),
    readers: [callOff.buyerId, ...loaded.map(({ shipment }) => shipment.sellerId)],
  });
  for (const { shipment } of loaded)
    await moveShipment(tx, shipment, "dispatch", {
      ...driver,
      number: paper.number,
      dispatchedBy: call.actor.personId,
      dispatchedAt: call.at,
    });
  await drawLess(tx, callOff, {
    state: callOff.state,
    comingBase: await comingOf(tx, callOff),
    leftAt: callOff.leftAt ?? call.at,
  });
  await tx
    .update(trips)
    .set({
      state: "departed",
      costRupiah,
      sealNumber,
      driverName: driver.driverName,
      departedAt: call.at,
      version: trip.version + 1,
    })
    .where(and(eq(trips.id, trip.id), eq(trips.state, "planned")));
  await openDriverLink(tx, call, { subjectId: trip.id, ownerId: callOff.hubId });
  await announce(tx, call, tripDeparted, { tripId: trip.id });
  return { documentId: paper.documentId };
}

/** What can still come, and no more than koperasi took: what was given back and not taken on is free again. */
async function comingOf(tx: Transaction, callOff: CallOffFacts): Promise<bigint> {
  const takenBase = BigInt(promisedOf(await givenIn(callOff.id, tx))) * callOff.basePerPack;
  const coming = await stillComing(callOff.id, tx);
  return coming < takenBase ? coming : takenBase;
}

/** Who goes and who stays: those with something weighed in go; the others stay, and must have been named unless the gate sent all of theirs home. */
async function sortOut(
  tx: Transaction,
  planned: readonly ShipmentFacts[],
  leaveBehind: readonly string[],
): Promise<{ readonly loaded: Loaded[]; readonly left: Loaded[] }> {
  const lines = await linesOfShipments(
    planned.map((shipment) => shipment.id),
    tx,
  );
  const all = planned.map((shipment) => ({
    shipment,
    rows: lines.filter((line) => line.shipmentId === shipment.id),
  }));
  const unweighed = all.filter(({ shipment }) => shipment.weighedInAt === null);
  const isUnweighed = new Set(unweighed.map(({ shipment }) => shipment.id));
  if (leaveBehind.some((id) => !isUnweighed.has(id))) throw new RuleBroken("shipments.notOnTrip");
  const unnamed = unweighed.filter(({ shipment }) => !leaveBehind.includes(shipment.id));
  if (unnamed.length > 0) throw new RuleBroken("shipments.notWeighedIn", { count: unnamed.length });
  const isLoaded = ({ rows }: Loaded) => rows.some((row) => row.loadedBase > 0n);
  const loaded = all.filter((one) => !isUnweighed.has(one.shipment.id) && isLoaded(one));
  if (loaded.length === 0) throw new RuleBroken("shipments.nothingWeighed");
  return { loaded, left: all.filter((one) => !loaded.includes(one)) };
}

function checkPayload(loaded: readonly Loaded[], vehicle: { readonly payloadGrams: bigint } | null): void {
  const load = sumOf(loaded.flatMap(({ rows }) => rows.map((row) => row.loadedBase)));
  if (vehicle && load > vehicle.payloadGrams)
    throw new RuleBroken("shipments.overPayload", {
      load: weight(load),
      payload: weight(vehicle.payloadGrams),
    });
}
