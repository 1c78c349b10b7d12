import { and, eq, inArray, sql } from "drizzle-orm";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { invoices, koperasiStatements } from "#db/schema/invoicing.ts";

/**
 * Adds a verified amount to what an invoice has been paid, in the caller's transaction, and settles it when nothing is
 * left. Refuses an invoice that does not claim (draft, credited) and more than is open.
 */
export async function recordPaid(tx: Transaction, invoiceId: string, amountRupiah: Rupiah): Promise<void> {
  const paid = await tx
    .update(invoices)
    .set({
      paidRupiah: sql`${invoices.paidRupiah} + ${amountRupiah}`,
      state: sql`case when ${invoices.paidRupiah} + ${amountRupiah} = ${invoices.totalRupiah} then 'settled' else ${invoices.state} end`,
      version: sql`${invoices.version} + 1`,
    })
    .where(
      and(
        eq(invoices.id, invoiceId),
        inArray(invoices.state, ["issued"]),
        sql`${invoices.paidRupiah} + ${amountRupiah} <= ${invoices.totalRupiah}`,
      ),
    )
    .returning({ id: invoices.id });
  if (paid.length !== 1) throw new RuleBroken("invoicing.notOpen", { amount: amountRupiah.toString() });
}

/** Adds a confirmed payout to what a koperasi's statement has been paid. Refuses more than its net. */
export async function recordStatementPaid(
  tx: Transaction,
  statementId: string,
  amountRupiah: Rupiah,
): Promise<void> {
  const paid = await tx
    .update(koperasiStatements)
    .set({ paidRupiah: sql`${koperasiStatements.paidRupiah} + ${amountRupiah}` })
    .where(
      and(
        eq(koperasiStatements.id, statementId),
        sql`${koperasiStatements.paidRupiah} + ${amountRupiah} <= ${koperasiStatements.netRupiah}`,
      ),
    )
    .returning({ id: koperasiStatements.id });
  if (paid.length !== 1) throw new RuleBroken("invoicing.statementPaid");
}
