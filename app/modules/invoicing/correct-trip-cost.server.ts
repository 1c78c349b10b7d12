import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { keepTripCost } from "../shipments/keep-trip-cost.server.ts";
import { mayDepartTrip, mayKnowTrip } from "../shipments/shipment.policy.ts";
import { tripFacts } from "../shipments/shipment-facts-reads.server.ts";
import { billableCallOff } from "./billable-reads.server.ts";
import { writeCallOffDraft } from "./draft-invoice.server.ts";
import { CorrectTripCost } from "./invoice.schema.ts";
import { invoiceLifecycle } from "./invoice-lifecycle.ts";

async function knownTrip(tx: Transaction, call: Call, tripId: string) {
  const trip = await tripFacts(tripId, tx);
  if (!trip || !mayKnowTrip(call.actor, trip)) throw new Missing("shipments.tripMissing");
  return trip;
}

/**
 * Says what a trip cost in truth after it was handed over. A drafted invoice is discarded and drawn up anew with the right
 * freight, so that neither the buyer nor a koperasi ever pays for the wrong one. Refuses a trip that is still on its way, the
 * same cost again, and a call-off whose invoice was issued: it is taken back by a credit note first.
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
    const known = await knownTrip(tx, call, tripId);
    await holdCallOff(tx, known.callOffId);
    const trip = await knownTrip(tx, call, tripId);
    if (trip.state !== "delivered") throw new RuleBroken("invoicing.costBeforeHandover");
    if (trip.costRupiah === costRupiah) throw new RuleBroken("invoicing.costSame");
    const drafted = await discardDraft(tx, trip.callOffId, reason);
    await keepTripCost(tx, call, trip, { costRupiah, reason });
    if (!drafted) return { tripId, invoiceId: null };
    const billable = await billableCallOff(trip.callOffId, tx);
    invariant(billable, "an invoice is drafted once everything is handed over");
    return { tripId, invoiceId: await writeCallOffDraft(tx, call, billable) };
  },
});

/** Discards the drafted invoice of a call-off, if there is one; refuses when it was issued meanwhile. */
async function discardDraft(tx: LatestTransaction, callOffId: string, reason: string): Promise<boolean> {
  const found = await hold(
    tx,
    invoices,
    and(eq(invoices.callOffId, callOffId), eq(invoices.kind, "delivery")),
  );
  const draft = found.find((invoice) => invoice.state === "draft");
  if (found.some((invoice) => invoice.state === "issued" || invoice.state === "settled"))
    throw new RuleBroken("invoicing.costInvoiced");
  if (!draft) return false;
  await tx
    .update(invoices)
    .set({
      state: nextState(invoiceLifecycle, draft.state, "discard", "invoicing.moved"),
      stateReason: reason,
      version: draft.version + 1,
    })
    .where(eq(invoices.id, draft.id));
  return true;
}
