import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { askedOf } from "../invoicing/invoice.ts";
import { recordReported } from "../invoicing/record-paid.server.ts";
import { railRules } from "./payment-rails.ts";
import type { OpenInvoice } from "./payment-reads.server.ts";
import { paymentReported } from "./payments.events.ts";

type Allocation = { readonly invoiceId: string; readonly amountRupiah: Rupiah };

/** Refuses to pay an invoice that does not claim, or more of it than is open, neither claimed by other reports nor held. */
export function refuseTooMuch(claims: readonly OpenInvoice[], allocations: readonly Allocation[]): void {
  for (const allocation of allocations) {
    const claim = claims.find((candidate) => candidate.id === allocation.invoiceId);
    if (claim?.state !== "issued") throw new RuleBroken("payments.notOpen", { number: claim?.number ?? "" });
    const open = askedOf(claim);
    if (allocation.amountRupiah > open)
      throw new RuleBroken("payments.tooMuch", { number: claim.number ?? "", open: open.toString() });
  }
}

/** What is paid of an invoice, and the VAT of it that the payer's treasurer keeps. */
type Report = Omit<typeof payments.$inferInsert, "id" | "state" | "reportedAt"> & {
  readonly allocations: readonly (Allocation & { readonly vatKeptRupiah?: Rupiah })[];
};

/**
 * Writes a payment that somebody reports, in the caller's transaction, and returns its id: so much of its invoices counts as reported
 * from now on. The one way in which a payment begins that a person will check, or that two organisations agreed on. Whoever calls reports it, unless the
 * report names somebody.
 */
export async function writeReport(
  tx: LatestTransaction,
  call: Call,
  { allocations, ...payment }: Report,
): Promise<string> {
  const paymentId = newId("payment");
  await tx.insert(payments).values({
    reportedBy: call.actor.kind === "member" ? call.actor.personId : null,
    ...payment,
    id: paymentId,
    state: "reported",
    reportedAt: call.at,
  });
  if (allocations.length > 0)
    await tx
      .insert(paymentAllocations)
      .values(allocations.map((allocation) => ({ paymentId, ...allocation })));
  for (const { invoiceId, amountRupiah } of allocations) await recordReported(tx, invoiceId, amountRupiah);
  // What both parties agreed to waits for nobody.
  if (railRules[payment.rail ?? "transfer"].confirmedBy !== "bothParties")
    await announce(tx, call, paymentReported, { paymentId });
  return paymentId;
}
