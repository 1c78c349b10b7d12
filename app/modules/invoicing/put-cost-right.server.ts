import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { hold } from "#db/hold.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { keepTripCost } from "../shipments/keep-trip-cost.server.ts";
import type { TripFacts } from "../shipments/shipment-facts-reads.server.ts";
import { billableCallOff } from "./billable-reads.server.ts";
import { correctFreight } from "./correct-freight.server.ts";
import { writeCallOffDraft } from "./draft-invoice.server.ts";
import { invoiceLifecycle } from "./invoice-lifecycle.ts";

/**
 * Writes down, in the caller's transaction, what one trip cost in truth, and puts right what follows from it: nothing before the
 * call-off is invoiced; a draft is discarded and drawn up anew; of an issued invoice the koperasi's freight is corrected by
 * entries. The caller holds the call-off. Answers the new draft, where there is one. Refuses a trip that is not handed over, and
 * the same cost again.
 */
export async function putCostRight(
  tx: LatestTransaction,
  call: Call,
  trip: TripFacts,
  right: { readonly costRupiah: Rupiah; readonly reason: string },
): Promise<string | null> {
  if (trip.state !== "delivered") throw new RuleBroken("invoicing.costBeforeHandover");
  if (trip.costRupiah === right.costRupiah) throw new RuleBroken("invoicing.costSame");
  const [invoice] = await hold(
    tx,
    invoices,
    and(
      eq(invoices.callOffId, trip.callOffId),
      eq(invoices.kind, "delivery"),
      notInArray(invoices.state, ["discarded", "credited"]),
    ),
    sql`${invoices.id}`,
  );
  if (invoice?.state === "draft")
    await tx
      .update(invoices)
      .set({
        state: nextState(invoiceLifecycle, invoice.state, "discard", "invoicing.moved"),
        stateReason: right.reason,
        version: invoice.version + 1,
      })
      .where(eq(invoices.id, invoice.id));
  const correctionId = await keepTripCost(tx, call, trip, right);
  if (!invoice) return null;
  if (invoice.state !== "draft") {
    await correctFreight(tx, call, { invoice, correctionId });
    return null;
  }
  const billable = await billableCallOff(trip.callOffId, tx);
  invariant(billable, "an invoice is drafted once everything is handed over");
  return writeCallOffDraft(tx, call, billable);
}
