import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { invoiceLines, type invoices } from "#db/schema/invoicing.ts";
import { receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { vatOnPaper } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { standingPaperNumber } from "../documents/document-reads.server.ts";
import { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import { InvoiceFacts, type TaxFacts } from "../documents/papers/invoice-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";

type InvoiceRow = typeof invoices.$inferSelect;

/** The lines as the paper shows them, each with the base of its trading unit. */
async function paperLinesOf(invoice: InvoiceRow, on: Executor) {
  const base = sql<
    "g" | "ml" | "piece"
  >`coalesce(${commodities.baseUnit}, (select c.base_unit from call_offs o join contract_lines k on k.id = o.contract_line_id join commodities c on c.code = k.commodity_code where o.id = ${invoice.callOffId}))`;
  const rows = await on
    .select({ line: invoiceLines, base })
    .from(invoiceLines)
    .leftJoin(shipmentLines, eq(shipmentLines.id, invoiceLines.shipmentLineId))
    .leftJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .leftJoin(listings, eq(listings.id, commitments.listingId))
    .leftJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(eq(invoiceLines.invoiceId, invoice.id))
    .orderBy(asc(invoiceLines.position));
  return rows.map(({ line, base: unitBase }) => ({
    description: line.description,
    specification: null,
    unit: { name: line.unit, base: unitBase, size: line.basePerUnit },
    quantityBase: line.quantityBase,
    priceRupiah: line.priceRupiah,
    amountRupiah: line.amountRupiah,
    taxClass: line.taxClass,
  }));
}

async function taxesOf(
  invoice: InvoiceRow,
  lines: readonly { taxClass: string; amountRupiah: bigint }[],
  on: BusinessDay,
  tx: Executor,
): Promise<TaxFacts[]> {
  if (invoice.taxRupiah === 0n) return [];
  const rule = await vatRuleOn(on, tx);
  const taxed = lines.reduce(
    (sum, line) => (line.taxClass === "standard" ? sum + line.amountRupiah : sum),
    0n,
  );
  const told = vatOnPaper(invoice.taxRupiah, taxed, rule);
  return told ? [told] : [];
}

/** What the invoice stands on, by number: the order, the handovers, or the contract and its call-off. */
async function basisOf(invoice: InvoiceRow, on: Executor) {
  const handovers = await on
    .select({ number: receipts.number, receivedAt: receipts.receivedAt })
    .from(receipts)
    .innerJoin(shipments, eq(shipments.id, receipts.shipmentId))
    .where(
      invoice.shipmentId
        ? eq(shipments.id, invoice.shipmentId)
        : eq(shipments.callOffId, invoice.callOffId ?? ""),
    )
    .orderBy(asc(receipts.number))
    .limit(40);
  const orderNumber = invoice.shipmentId ? await standingPaperNumber(invoice.shipmentId, "SP", on) : null;
  const [callOff] = invoice.callOffId
    ? await on
        .select({ number: callOffs.number, contract: contracts.number })
        .from(callOffs)
        .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
        .where(eq(callOffs.id, invoice.callOffId))
    : [];
  return {
    handovers,
    orderNumber,
    callOffNumber: callOff?.number ?? null,
    contractNumber: callOff?.contract ?? null,
  };
}

/** Everything that the paper of this invoice says, as JSON. */
export async function invoiceFacts(
  on: Executor,
  invoice: InvoiceRow,
  issuedOn: BusinessDay,
  issuedBy: string | null,
): Promise<Record<string, unknown>> {
  const parties = await paperPartiesOf([invoice.sellerId, invoice.buyerId], on);
  const seller = parties.get(invoice.sellerId);
  const buyer = parties.get(invoice.buyerId);
  invariant(seller && buyer, "an invoice has two parties");
  const lines = await paperLinesOf(invoice, on);
  const basis = await basisOf(invoice, on);
  const delivered = basis.handovers[0];
  return z.encode(InvoiceFacts, {
    issuer: seller.party,
    place: seller.place,
    issuedOn,
    buyer: buyer.party,
    orderNumber: basis.orderNumber,
    handoverNumbers: basis.handovers.map((handover) => handover.number),
    contractNumber: basis.contractNumber,
    callOffNumber: basis.callOffNumber,
    deliveredOn: delivered ? dayOf(delivered.receivedAt, buyer.timeZone) : null,
    lines,
    goodsRupiah: invoice.goodsRupiah,
    charges: [
      ...(invoice.freightRupiah > 0n ? [{ label: "Ongkos kirim", amountRupiah: invoice.freightRupiah }] : []),
      ...(invoice.advanceRupiah > 0n
        ? [{ label: "Uang muka yang sudah dibayar", amountRupiah: -invoice.advanceRupiah }]
        : []),
    ],
    taxes: await taxesOf(invoice, lines, issuedOn, on),
    taxNote:
      invoice.taxRupiah === 0n
        ? "Tidak terutang PPN: barang kebutuhan pokok yang dibebaskan, atau penjual bukan PKP."
        : null,
    totalRupiah: invoice.totalRupiah - invoice.advanceRupiah,
    dueOn: invoice.dueOn,
    account: seller.bank,
    paymentReference: null,
    note: invoice.appealId
      ? "Susulan atas banding koperasi yang dikabulkan dapur untuk berita acara tersebut."
      : null,
    issuedBy: { name: await signatoryName(issuedBy, on), role: "Penjual" },
  });
}

/** Everything that the credit note of this invoice says, as JSON. */
export async function creditFacts(
  on: Executor,
  invoice: InvoiceRow,
  issuedOn: BusinessDay,
  credit: { readonly reason: string; readonly issuedBy: string | null },
): Promise<Record<string, unknown>> {
  const parties = await paperPartiesOf([invoice.sellerId, invoice.buyerId], on);
  const seller = parties.get(invoice.sellerId);
  const buyer = parties.get(invoice.buyerId);
  invariant(seller && buyer && invoice.number && invoice.issuedAt, "only an issued invoice is credited");
  const lines = await paperLinesOf(invoice, on);
  return z.encode(CreditNoteFacts, {
    issuer: seller.party,
    place: seller.place,
    issuedOn,
    buyer: buyer.party,
    invoiceNumber: invoice.number,
    invoiceIssuedOn: dayOf(invoice.issuedAt, seller.timeZone),
    reason: credit.reason,
    lines,
    goodsRupiah: invoice.goodsRupiah,
    charges:
      invoice.freightRupiah > 0n ? [{ label: "Ongkos kirim", amountRupiah: invoice.freightRupiah }] : [],
    taxes: await taxesOf(invoice, lines, issuedOn, on),
    totalRupiah: invoice.totalRupiah,
    note: null,
    issuedBy: { name: await signatoryName(credit.issuedBy, on), role: "Penjual" },
  });
}
