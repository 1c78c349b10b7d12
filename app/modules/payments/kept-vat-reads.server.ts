import { and, eq, gt, inArray, sum } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { standingPayments } from "./payment-lifecycle.ts";

/** The VAT that was kept of each of these invoices by payments that stand, reported or verified; none where nothing was. */
export async function vatKeptOf(
  invoiceIds: readonly string[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, Rupiah>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await on
    .select({ invoiceId: paymentAllocations.invoiceId, kept: sum(paymentAllocations.vatKeptRupiah) })
    .from(paymentAllocations)
    .innerJoin(payments, eq(payments.id, paymentAllocations.paymentId))
    .where(
      and(
        inArray(paymentAllocations.invoiceId, [...invoiceIds]),
        gt(paymentAllocations.vatKeptRupiah, 0n),
        inArray(payments.state, [...standingPayments]),
      ),
    )
    .groupBy(paymentAllocations.invoiceId);
  return new Map(rows.map(({ invoiceId, kept }) => [invoiceId, BigInt(kept ?? "0")]));
}
