import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { consignedAmong } from "../consignment/consigned-line-reads.server.ts";
import type { ConsignedSale, RecoveredLoss } from "../consignment/consignment-postings.ts";
import { type InvoicedLine, recordConsignedSales } from "../consignment/record-consigned-sales.server.ts";
import { chargedLosses } from "../consignment/recovered-losses.server.ts";
import { costsOfGranted } from "../shipments/appeal.ts";
import { appealLinesOf } from "../shipments/appeal-facts-reads.server.ts";
import { linesByPart } from "./stocked-reads.server.ts";

type Issued = {
  readonly id: string;
  readonly invoiceId: string;
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
 * Whose each rupiah of goods in custody is, written down in the caller's transaction, part by part for the few that sold any.
 * What an appeal brought was charged to its keeper when it was lost: nothing is owed for it once more.
 */
export async function bookCustody(
  tx: LatestTransaction,
  call: Call,
  issued: readonly Issued[],
): Promise<Map<string, InCustody>> {
  const lines = await custodyLinesOf(
    tx,
    issued.map((part) => part.invoiceId),
  );
  const booked = new Map<string, InCustody>();
  for (const { id, invoiceId, sellerId, appealId, number, issuedOn } of issued) {
    const own = lines.get(id);
    if (!own) continue;
    const claim = { keeperId: sellerId, invoiceId, subjectId: id, on: issuedOn, narration: number };
    booked.set(
      id,
      appealId === null
        ? { sales: await recordConsignedSales(tx, call, claim, own) }
        : { recovered: await recoveredBy(tx, call, appealId, own) },
    );
  }
  return booked;
}

/** The lines of these invoices over goods in custody, by invoice, or by part where it has parts. */
async function custodyLinesOf(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<Map<string, InvoicedLine[]>> {
  const rows = await linesByPart(invoiceIds, tx);
  const found = await consignedAmong(
    rows.flatMap((row) => row.shipmentLineId ?? []),
    tx,
  );
  const isConsigned = new Set(found.map(({ line }) => line.id));
  const byPart = new Map<string, InvoicedLine[]>();
  for (const { bookedAbout: part, shipmentLineId, amountRupiah } of rows) {
    if (shipmentLineId === null || !isConsigned.has(shipmentLineId)) continue;
    byPart.set(part, [...(byPart.get(part) ?? []), { shipmentLineId, amountRupiah }]);
  }
  return byPart;
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
