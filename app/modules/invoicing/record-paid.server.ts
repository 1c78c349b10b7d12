import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { advanceUses, invoices, refunds } from "#db/schema/invoicing.ts";

/**
 * Notes on an invoice, in the caller's transaction, that its buyer says to have paid this much of it. Until that is
 * verified or rejected the invoice cannot be credited. Refuses an invoice that does not claim and more than is asked for: what is
 * held by objections to its lines is not.
 */
export async function recordReported(
  tx: Transaction,
  invoiceId: string,
  amountRupiah: Rupiah,
): Promise<void> {
  const reported = await tx
    .update(invoices)
    .set({ reportedRupiah: sql`${invoices.reportedRupiah} + ${amountRupiah}` })
    .where(
      and(
        eq(invoices.id, invoiceId),
        eq(invoices.state, "issued"),
        sql`${invoices.paidRupiah} + ${invoices.reportedRupiah} + ${invoices.advanceRupiah} + ${invoices.creditedRupiah} + ${invoices.heldRupiah} + ${amountRupiah} <= ${invoices.totalRupiah}`,
      ),
    )
    .returning({ id: invoices.id });
  if (reported.length !== 1) throw new RuleBroken("invoicing.notOpen", { amount: amountRupiah.toString() });
}

/** Takes a report off an invoice again, in the caller's transaction: no such money came. */
export async function withdrawReported(
  tx: Transaction,
  invoiceId: string,
  amountRupiah: Rupiah,
): Promise<void> {
  const withdrawn = await tx
    .update(invoices)
    .set({ reportedRupiah: sql`${invoices.reportedRupiah} - ${amountRupiah}` })
    .where(and(eq(invoices.id, invoiceId), gte(invoices.reportedRupiah, amountRupiah)))
    .returning({ id: invoices.id });
  invariant(withdrawn.length === 1, "no more is taken off an invoice than was reported on it");
}

/** An invoice of which so much can be taken off what is paid: no later deed stands on that it was. */
function unpayable(invoiceId: string, amountRupiah: Rupiah) {
  return and(
    eq(invoices.id, invoiceId),
    inArray(invoices.state, ["issued", "settled"]),
    eq(invoices.creditedRupiah, 0n),
    gte(invoices.paidRupiah, amountRupiah),
    sql`not exists (select 1 from ${refunds} where ${refunds.invoiceId} = ${invoices.id})`,
    sql`not exists (select 1 from ${advanceUses} where ${advanceUses.advanceId} = ${invoices.id})`,
  );
}

/** Whether `recordUnpaid` would take it, for whoever asks before it is decided. */
export async function mayBeUnpaid(
  tx: Transaction,
  invoiceId: string,
  amountRupiah: Rupiah,
): Promise<boolean> {
  const found = await tx.select({ id: invoices.id }).from(invoices).where(unpayable(invoiceId, amountRupiah));
  return found.length === 1;
}

/**
 * Takes a paid amount off an invoice again, in the caller's transaction: such money did not come after all. A settled invoice claims
 * anew. Refuses an advance of which more was used than would be left, and an invoice of which something was given back or credited.
 */
export async function recordUnpaid(tx: Transaction, invoiceId: string, amountRupiah: Rupiah): Promise<void> {
  const taken = await tx
    .update(invoices)
    .set({
      paidRupiah: sql`${invoices.paidRupiah} - ${amountRupiah}`,
      state: "issued",
      version: sql`${invoices.version} + 1`,
    })
    .where(unpayable(invoiceId, amountRupiah))
    .returning({ id: invoices.id });
  if (taken.length !== 1) throw new RuleBroken("invoicing.paidStays", { amount: amountRupiah.toString() });
}

/**
 * Turns a reported amount of an invoice into a paid one, in the caller's transaction, and settles it when nothing is
 * left. Refuses an invoice that does not claim (draft, credited) and more than was reported on it.
 */
export async function recordPaid(tx: Transaction, invoiceId: string, amountRupiah: Rupiah): Promise<void> {
  const paid = await tx
    .update(invoices)
    .set({
      paidRupiah: sql`${invoices.paidRupiah} + ${amountRupiah}`,
      reportedRupiah: sql`${invoices.reportedRupiah} - ${amountRupiah}`,
      state: sql`case when ${invoices.paidRupiah} + ${invoices.advanceRupiah} + ${invoices.creditedRupiah} + ${amountRupiah} = ${invoices.totalRupiah} then 'settled' else ${invoices.state} end`,
      version: sql`${invoices.version} + 1`,
    })
    .where(
      and(
        eq(invoices.id, invoiceId),
        eq(invoices.state, "issued"),
        gte(invoices.reportedRupiah, amountRupiah),
      ),
    )
    .returning({ id: invoices.id });
  if (paid.length !== 1) throw new RuleBroken("invoicing.notOpen", { amount: amountRupiah.toString() });
}
