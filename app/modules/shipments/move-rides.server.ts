import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { fixHeldRide, holdRide, movePlace, moveRide } from "./fix-ride.server.ts";
import { carrierParts } from "./ride.ts";
import { fatesOf, placesOfRide, type RideRow, ridesToMove } from "./ride-loads-reads.server.ts";
import { rideEntries } from "./ride-postings.ts";
import { MoveRides } from "./shipment.schema.ts";
import { vehicleRow } from "./shipment-facts-reads.server.ts";
import { rideSettled } from "./shipments.events.ts";

/**
 * Fixes rides whose time to answer has run out, and settles those of which everything has arrived or been called off: each
 * passenger whose goods arrived owes the carrier its part, in both books. Whose goods did not come pays nothing, and the
 * carrier bears it. Answers how many of each.
 */
export const moveRides = command({
  name: "shipments.moveRides",
  input: MoveRides,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const { toFix, toSettle } = await ridesToMove(call.at, tx);
    let [fixed, settled] = [0, 0];
    // In the order of their ids, as everyone holds rides who holds several.
    for (const rideId of [...toFix, ...toSettle].sort()) {
      const ride = await holdRide(tx, rideId);
      if (ride.state === "asked" && call.at > ride.answerBy) {
        await fixHeldRide(tx, call, ride);
        fixed += 1;
      } else if (ride.state === "fixed") {
        await settleRide(tx, call, ride);
        settled += 1;
      }
    }
    return { fixed, settled };
  },
});

async function settleRide(tx: LatestTransaction, call: Call, ride: RideRow): Promise<void> {
  const places = (await placesOfRide(ride.id, tx)).filter((place) => place.state === "accepted");
  const fates = await fatesOf(
    places.map((place) => place.shipmentId),
    tx,
  );
  const hasArrived = (shipmentId: string) => fates.get(shipmentId) === "received";
  const paidBy = places.map((place) => ({
    place,
    payRupiah: hasArrived(place.shipmentId) ? (place.payRupiah ?? 0n) : 0n,
    isOwn: place.koperasiId === ride.carrierId,
  }));
  const borne = sumOf(paidBy.flatMap((one) => (one.isOwn ? [] : [one.payRupiah])));
  const own = carrierParts(
    ride.costRupiah - borne,
    paidBy.flatMap(({ place, isOwn }) => (isOwn ? [place] : [])),
  );
  const vehicle = await vehicleRow(ride.vehicleId, tx);
  invariant(vehicle, "a ride has a vehicle");
  for (const { place, payRupiah, isOwn } of paidBy) {
    const pays = isOwn ? (own.get(place.shipmentId) ?? 0n) : payRupiah;
    await movePlace(tx, place, hasArrived(place.shipmentId) ? "carry" : "drop", { payRupiah: pays });
    if (isOwn || pays === 0n) continue;
    const part = {
      ridePlaceId: place.id,
      carrierId: ride.carrierId,
      koperasiId: place.koperasiId,
      amountRupiah: pays,
      on: ride.deliveryDay,
      narration: vehicle.plate,
    };
    for (const entry of rideEntries(part)) await postEntry(tx, call, entry);
  }
  await moveRide(tx, ride, "settle", {});
  await announce(tx, call, rideSettled, { rideId: ride.id });
}
