import { asc, inArray } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { invoiceLines } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { consignedAmong } from "../consignment/consigned-line-reads.server.ts";
import type { ConsignedSale, RecoveredLoss } from "../consignment/consignment-postings.ts";
import { type InvoicedLine, recordConsignedSales } from "../consignment/record-consigned-sales.server.ts";
import { chargedLosses } from "../consignment/recovered-losses.server.ts";
import { costsOfGranted } from "../shipments/appeal.ts";
import { appealLinesOf } from "../shipments/appeal-facts-reads.server.ts";

type Issued = {
  readonly id: string;
  readonly sellerId: string;
  readonly appealId: string | null;
  readonly number: string;
  readonly issuedOn: BusinessDay;
};

/** What of an invoice is goods in its seller's custody: sold for their owners, or, by an appeal, lost before and paid for. */
export type InCustody = {
  readonly sales?: readonly ConsignedSale[];
  readonly recovered?: RecoveredLoss;
};

/**
 * Whose each rupiah of goods in custody is, written down in the caller's transaction, invoice by invoice for the few that sold any.
 * What an appeal brought was charged to its keeper when it was lost: nothing is owed for it once more.
 */
export async function bookCustody(
  tx: LatestTransaction,
  call: Call,
  issued: readonly Issued[],
): Promise<Map<string, InCustody>> {
  const lines = await custodyLinesOf(
    tx,
    issued.map((invoice) => invoice.id),
  );
  const booked = new Map<string, InCustody>();
  for (const { id, sellerId, appealId, number, issuedOn } of issued) {
    const own = lines.get(id);
    if (!own) continue;
    const claim = { keeperId: sellerId, invoiceId: id, on: issuedOn, narration: number };
    booked.set(
      id,
      appealId === null
        ? { sales: await recordConsignedSales(tx, call, claim, own) }
        : { recovered: await recoveredBy(tx, call, appealId, own) },
    );
  }
  return booked;
}

/** The lines of these invoices over goods in custody, by invoice. */
async function custodyLinesOf(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<Map<string, InvoicedLine[]>> {
  const rows = await tx
    .select({
      invoiceId: invoiceLines.invoiceId,
      shipmentLineId: invoiceLines.shipmentLineId,
      amountRupiah: invoiceLines.amountRupiah,
    })
    .from(invoiceLines)
    .where(inArray(invoiceLines.invoiceId, [...invoiceIds]))
    .orderBy(asc(invoiceLines.invoiceId), asc(invoiceLines.position));
  const found = await consignedAmong(
    rows.flatMap((row) => row.shipmentLineId ?? []),
    tx,
  );
  const isConsigned = new Set(found.map(({ line }) => line.id));
  const byInvoice = new Map<string, InvoicedLine[]>();
  for (const { invoiceId, shipmentLineId, amountRupiah } of rows) {
    if (shipmentLineId === null || !isConsigned.has(shipmentLineId)) continue;
    byInvoice.set(invoiceId, [...(byInvoice.get(invoiceId) ?? []), { shipmentLineId, amountRupiah }]);
  }
  return byInvoice;
}

/** What an appeal's invoice claims of goods in custody, and what their keeper had been charged for them. */
async function recoveredBy(
  tx: LatestTransaction,
  call: Call,
  appealId: string,
  lines: readonly InvoicedLine[],
): Promise<RecoveredLoss> {
  const ids = [...new Set(lines.map((line) => line.shipmentLineId))];
  const charged = await chargedLosses(tx, call, ids);
  const granted = (await appealLinesOf(appealId, tx)).map(({ grantedBase, ...line }) => ({
    ...line,
    grantedBase: grantedBase ?? 0n,
  }));
  return {
    grossRupiah: sumOf(lines.map((line) => line.amountRupiah)),
    chargedRupiah: sumOf(costsOfGranted(granted, charged).map((line) => line.costRupiah)),
  };
}
