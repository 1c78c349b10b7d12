import { asc, inArray } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import type { invoices } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import type { IssuedInvoice } from "./invoice-postings.ts";

/** What is booked of an invoice for one delivery: the whole of it, or its part. Its id is what the entries are about. */
export type BookedPart = IssuedInvoice & {
  readonly invoiceId: string;
  readonly shipmentId: string;
  readonly appealId: string | null;
};

type Issued = Pick<typeof invoices.$inferSelect, "shipmentId" | "appealId" | "termsId"> & IssuedInvoice;

/** Invoices over shipments, delivery by delivery in the order in which they are listed; an invoice of one delivery is its own only part. */
export async function bookedParts(issued: readonly Issued[], on: Executor): Promise<BookedPart[]> {
  const over = issued.filter((invoice) => invoice.termsId !== null).map((invoice) => invoice.id);
  const rows =
    over.length === 0
      ? []
      : await on
          .select()
          .from(invoiceParts)
          .where(inArray(invoiceParts.invoiceId, over))
          .orderBy(asc(invoiceParts.id));
  const parts = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) {
    const own = parts.get(row.invoiceId);
    if (own) own.push(row);
    else parts.set(row.invoiceId, [row]);
  }
  return issued.flatMap((invoice): BookedPart[] => {
    const { appealId } = invoice;
    if (invoice.termsId === null) {
      invariant(invoice.shipmentId !== null, "an invoice of one delivery names it");
      return [{ ...invoice, invoiceId: invoice.id, shipmentId: invoice.shipmentId, appealId }];
    }
    return (parts.get(invoice.id) ?? []).map(({ id, shipmentId, goodsRupiah, taxRupiah }) => ({
      ...invoice,
      id,
      invoiceId: invoice.id,
      shipmentId,
      appealId,
      goodsRupiah,
      taxRupiah,
      freightRupiah: 0n,
      advanceRupiah: 0n,
      totalRupiah: goodsRupiah + taxRupiah,
    }));
  });
}
