import { and, eq } from "drizzle-orm";
import { weight } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { trips } from "#db/schema/shipments.ts";
import { givenIn } from "../allotment/allotment-reads.server.ts";
import { promisedOf } from "../allotment/round.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { drawLess } from "../contracts/draw-less.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { leaveBehind } from "./leave-behind.server.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { openDriverLink } from "./open-driver-link.server.ts";
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

type Loaded = { readonly shipment: ShipmentFacts; readonly rows: readonly ShipmentLineRow[] };

/**
 * The truck leaves the gate with everything that was weighed in, under seal and manifest. Every koperasi that was not
 * weighed must be named as left behind: its share is broken, and nobody is broken by mistake. What cannot come any more is
 * free again in the month of the contract. Refuses an empty truck,
 * and a load above the vehicle's payload.
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
    invariant(call.actor.kind === "member", "permitted above");
    const known = await tripFacts(input.tripId, tx);
    invariant(known, "permitted above");
    const callOff = await holdCallOff(tx, known.callOffId);
    const trip = await tripFacts(input.tripId, tx);
    if (trip?.state !== "planned") throw new Conflict("shipments.tripMoved");
    const planned = (await shipmentsOfCallOff(callOff.id, tx)).filter((one) => one.tripId === trip.id);
    const { loaded, left } = await sortOut(tx, planned, input.leaveBehind);
    await leaveBehind(tx, call, left);
    const vehicle = trip.vehicleId === null ? null : await vehicleRow(trip.vehicleId, tx);
    checkPayload(loaded, vehicle);
    const vehiclePlate = input.vehiclePlate ?? vehicle?.plate;
    if (vehiclePlate === undefined) throw new Invalid({ vehiclePlate: ["shipments.plateRequired"] });
    const loads = loaded.flatMap(({ shipment, rows }) =>
      rows.filter((row) => row.loadedBase > 0n).map((row) => ({ shipment, row })),
    );
    const driver = { driverName: input.driverName, driverPhone: input.driverPhone ?? null, vehiclePlate };
    const manifest = { tripId: trip.id, callOff, vehicle, driver, sealNumber: input.sealNumber, loads };
    const paper = await issueDocument(tx, call, {
      organisationId: callOff.hubId,
      kind: "SPK",
      subjectId: trip.id,
      facts: await manifestFactsOf({ ...manifest, ordererId: call.actor.personId, at: call.at }, tx),
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
        sealNumber: input.sealNumber,
        driverName: input.driverName,
        departedAt: call.at,
        version: trip.version + 1,
      })
      .where(and(eq(trips.id, trip.id), eq(trips.state, "planned")));
    await openDriverLink(tx, call, { tripId: trip.id, hubId: callOff.hubId });
    await announce(tx, call, tripDeparted, { tripId: trip.id });
    return { tripId: trip.id, documentId: paper.documentId };
  },
});

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
