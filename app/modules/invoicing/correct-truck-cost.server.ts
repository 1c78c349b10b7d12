import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { holdTruck } from "../shipments/hold-truck.server.ts";
import { truckCosts } from "../shipments/shared-truck.ts";
import { mayDepartTrip } from "../shipments/shipment.policy.ts";
import { loadedParts } from "../shipments/truck-loads-reads.server.ts";
import { knownTrip } from "./correct-trip-cost.server.ts";
import { CorrectTripCost } from "./invoice.schema.ts";
import { putCostRight } from "./put-cost-right.server.ts";

/**
 * Says what a vehicle cost in truth that carried trips of several call-offs: the whole is shared anew over every share on it by
 * kg·km as it was loaded, exact to the rupiah, and each trip whose part changes is put right as `correctTripCost` does. All of them
 * or none. Refuses while one of them is still on its way, and the same cost again.
 */
export const correctTruckCost = command({
  name: "invoicing.correctTruckCost",
  input: CorrectTripCost,
  isolation: "read committed",
  permit: async (tx, call, { tripId }) => {
    if (!mayDepartTrip(call.actor, await knownTrip(tx, call, tripId)))
      throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { tripId, costRupiah, reason }) => {
    const aboard = (await holdTruck(tx, [tripId])).map(({ trip }) => trip);
    if (aboard.some((trip) => trip.state !== "delivered")) throw new RuleBroken("invoicing.truckOnItsWay");
    if (sumOf(aboard.map((trip) => trip.costRupiah)) === costRupiah)
      throw new RuleBroken("invoicing.costSame");
    const tripIds = aboard.map((trip) => trip.id);
    const parts = truckCosts(costRupiah, await loadedParts(tripIds, tx));
    let corrected = 0;
    for (const [at, trip] of aboard.entries()) {
      const part = parts[at] ?? 0n;
      if (part === trip.costRupiah) continue;
      await putCostRight(tx, call, trip, { costRupiah: part, reason });
      corrected += 1;
    }
    return { tripId, corrected };
  },
});
