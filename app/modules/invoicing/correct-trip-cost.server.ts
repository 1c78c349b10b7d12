import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { mayDepartTrip, mayKnowTrip } from "../shipments/shipment.policy.ts";
import { tripFacts } from "../shipments/shipment-facts-reads.server.ts";
import { CorrectTripCost } from "./invoice.schema.ts";
import { putCostRight } from "./put-cost-right.server.ts";

/** The trip, if the caller may know of it. Missing otherwise. */
export async function knownTrip(tx: Transaction, call: Call, tripId: string) {
  const trip = await tripFacts(tripId, tx);
  if (!trip || !mayKnowTrip(call.actor, trip)) throw new Missing("shipments.tripMissing");
  return trip;
}

/**
 * Says what a trip cost in truth after it was handed over. A drafted invoice is drawn up anew with the right freight; once it was
 * issued, paid or not, what each koperasi bears more or less is booked as an entry of its own. Of a trip that shares its vehicle
 * this is its own part; `correctTruckCost` puts the whole right. Refuses a trip that is still on its way, the same cost again,
 * freight that the buyer was invoiced, and more than a koperasi has of its statement.
 */
export const correctTripCost = command({
  name: "invoicing.correctTripCost",
  input: CorrectTripCost,
  isolation: "read committed",
  permit: async (tx, call, { tripId }) => {
    if (!mayDepartTrip(call.actor, await knownTrip(tx, call, tripId)))
      throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { tripId, costRupiah, reason }) => {
    await holdCallOff(tx, (await knownTrip(tx, call, tripId)).callOffId);
    const trip = await knownTrip(tx, call, tripId);
    return { tripId, invoiceId: await putCostRight(tx, call, trip, { costRupiah, reason }) };
  },
});
