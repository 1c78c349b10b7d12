import { asc, eq, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { isAmong } from "#db/among.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { type VatRule, vatOnPaper } from "../catalogue/vat.ts";
import { standingPaperNumbers } from "../documents/document-reads.server.ts";
import { formalRupiah } from "../documents/formal.ts";
import { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import { InvoiceFacts, type TaxFacts } from "../documents/papers/invoice-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { collectionsOf } from "./collection-facts-reads.server.ts";
import { handoversOfLines } from "./line-handover-reads.server.ts";
import { vatRulesOfLines } from "./line-vat-reads.server.ts";

type InvoiceRow = typeof invoices.$inferSelect;

/** More numbers than this do not fit on the paper. */
const HANDOVERS_MAX = 40;
const UNTAXED = "Tidak terutang PPN: barang kebutuhan pokok yang dibebaskan, atau penjual bukan PKP.";
const NO_DELIVERY = "Denda bukan penyerahan barang, tidak terutang PPN.";
const OF_APPEAL = "Susulan atas banding koperasi yang dikabulkan dapur untuk berita acara tersebut.";

/** The lines as the papers show them, each with the base of its trading unit, by invoice. */
async function paperLinesOf(invoiceIds: readonly string[], on: Executor) {
  const base = sql<
    "g" | "ml" | "piece"
  >`coalesce(${commodities.baseUnit}, (select c.base_unit from call_offs o join contract_lines k on k.id = o.contract_line_id join commodities c on c.code = k.commodity_code where o.id = ${invoices.callOffId}), 'piece')`;
  const rows = await on
    .select({ line: invoiceLines, base })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .leftJoin(shipmentLines, eq(shipmentLines.id, invoiceLines.shipmentLineId))
    .leftJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .leftJoin(listings, eq(listings.id, commitments.listingId))
    .leftJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(isAmong(invoiceLines.invoiceId, invoiceIds))
    .orderBy(asc(invoiceLines.invoiceId), asc(invoiceLines.position));
  const handovers = await handoversOfLines(invoiceIds, on);
  return groupedBy(
    rows.map(({ line, base: unitBase }) => ({
      id: line.id,
      invoiceId: line.invoiceId,
      description: line.description,
      specification: null,
      handover: handovers.get(line.id) ?? null,
      unit: { name: line.unit, base: unitBase, size: line.basePerUnit },
      quantityBase: line.quantityBase,
      priceRupiah: line.priceRupiah,
      amountRupiah: line.amountRupiah,
      taxClass: line.taxClass,
    })),
    (line) => line.invoiceId,
  );
}

function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** The taxes as the paper shows them, by the rule of the day on which the goods were taken over: one day, of one delivery. */
function taxesOf(
  invoice: InvoiceRow,
  lines: readonly { id: string; taxClass: string; amountRupiah: bigint }[],
  rules: ReadonlyMap<string, VatRule>,
): TaxFacts[] {
  const rule = lines.flatMap((line) => rules.get(line.id) ?? [])[0];
  if (invoice.taxRupiah === 0n || !rule) return [];
  const taxed = lines.reduce(
    (sum, line) => (line.taxClass === "standard" ? sum + line.amountRupiah : sum),
    0n,
  );
  const told = vatOnPaper(invoice.taxRupiah, taxed, rule);
  return told ? [told] : [];
}

/** What the invoices stand on, by number: the orders, the handovers, or the contracts and their call-offs. */
async function basesOf(rows: readonly InvoiceRow[], on: Executor) {
  const shipmentIds = rows.flatMap((row) => row.shipmentId ?? []);
  const callOffIds = rows.flatMap((row) => row.callOffId ?? []);
  const handovers = await on
    .select({
      number: receipts.number,
      receivedAt: receipts.receivedAt,
      shipmentId: shipments.id,
      callOffId: shipments.callOffId,
    })
    .from(receipts)
    .innerJoin(shipments, eq(shipments.id, receipts.shipmentId))
    .where(or(isAmong(shipments.id, shipmentIds), isAmong(shipments.callOffId, callOffIds)))
    .orderBy(asc(receipts.number));
  const byShipment = groupedBy(handovers, (row) => row.shipmentId);
  const byCallOff = groupedBy(handovers, (row) => row.callOffId);
  const orderNumbers = await standingPaperNumbers(shipmentIds, "SP", on);
  const asked =
    callOffIds.length === 0
      ? []
      : await on
          .select({ id: callOffs.id, number: callOffs.number, contract: contracts.number })
          .from(callOffs)
          .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
          .where(isAmong(callOffs.id, callOffIds));
  const called = new Map(asked.map((row) => [row.id, row]));
  return (invoice: InvoiceRow) => {
    const callOff = called.get(invoice.callOffId ?? "");
    const own = invoice.shipmentId
      ? byShipment.get(invoice.shipmentId)
      : byCallOff.get(invoice.callOffId ?? "");
    return {
      handovers: (own ?? []).slice(0, HANDOVERS_MAX),
      orderNumber: orderNumbers.get(invoice.shipmentId ?? "") ?? null,
      callOffNumber: callOff?.number ?? null,
      contractNumber: callOff?.contract ?? null,
    };
  };
}

/** Everything that the paper of this invoice says, as JSON. */
export async function invoiceFacts(
  on: Executor,
  invoice: InvoiceRow,
  issuedOn: BusinessDay,
  issuedBy: string | null,
): Promise<Record<string, unknown>> {
  const facts = await invoicesFacts(on, [invoice], { issuedOn, taxedOn: () => issuedOn }, issuedBy);
  return facts.get(invoice.id) ?? {};
}

/**
 * As `invoiceFacts`, for several invoices that one person issues on one day, by invoice: in as many questions as one takes. A tax invoice
 * that bears another day says so on the paper.
 */
export async function invoicesFacts(
  on: Executor,
  rows: readonly InvoiceRow[],
  {
    issuedOn,
    taxedOn,
  }: { readonly issuedOn: BusinessDay; readonly taxedOn: (invoiceId: string) => BusinessDay },
  issuedBy: string | null,
): Promise<Map<string, Record<string, unknown>>> {
  const parties = await paperPartiesOf(
    rows.flatMap((row) => [row.sellerId, row.buyerId]),
    on,
  );
  const lines = await paperLinesOf(
    rows.map((row) => row.id),
    on,
  );
  const basisOf = await basesOf(rows, on);
  const rules = await vatRulesOfLines(
    rows.filter((row) => row.taxRupiah > 0n).map((row) => row.id),
    on,
  );
  const signatory = await signatoryName(issuedBy, on);
  const collections = await collectionsOf(rows, on);
  return new Map(
    rows.map((invoice) => {
      const seller = parties.get(invoice.sellerId);
      const buyer = parties.get(invoice.buyerId);
      invariant(seller && buyer, "an invoice has two parties");
      const own = lines.get(invoice.id) ?? [];
      const basis = basisOf(invoice);
      const collection = collections.get(invoice.id);
      const delivered = basis.handovers[0];
      const facts = z.encode(InvoiceFacts, {
        issuer: seller.party,
        place: seller.place,
        issuedOn,
        ...(taxedOn(invoice.id) === issuedOn ? {} : { taxedOn: taxedOn(invoice.id) }),
        buyer: buyer.party,
        orderNumber: basis.orderNumber,
        handoverNumbers: basis.handovers.map((handover) => handover.number),
        period: collection?.period ?? null,
        handovers: collection?.handovers ?? null,
        contractNumber: basis.contractNumber,
        callOffNumber: basis.callOffNumber,
        deliveredOn: delivered ? dayOf(delivered.receivedAt, buyer.timeZone) : null,
        lines: own,
        goodsRupiah: invoice.goodsRupiah,
        charges: chargesOf(invoice),
        taxes: collection ? collection.taxes : taxesOf(invoice, own, rules),
        isVatKept: buyer.hasTreasurer && invoice.taxRupiah > 0n,
        taxNote: taxNoteOf(invoice, own),
        totalRupiah: invoice.totalRupiah - invoice.advanceRupiah,
        dueOn: invoice.dueOn,
        account: seller.bank,
        paymentReference: null,
        note: invoice.appealId ? OF_APPEAL : null,
        issuedBy: { name: signatory, role: "Penjual" },
      });
      return [invoice.id, facts];
    }),
  );
}

/** Why nothing of an invoice is taxed, or which part of it is not. */
function taxNoteOf(
  invoice: InvoiceRow,
  lines: readonly { taxClass: string; amountRupiah: bigint }[],
): string | null {
  if (invoice.taxRupiah === 0n) return invoice.kind === "lateFee" ? NO_DELIVERY : UNTAXED;
  const exempt = lines.filter((line) => line.taxClass === "exempt");
  if (exempt.length === 0) return null;
  return `PPN dibebaskan atas barang kebutuhan pokok senilai ${formalRupiah(sumOf(exempt.map((line) => line.amountRupiah)))}.`;
}

function chargesOf(invoice: InvoiceRow) {
  return [
    ...(invoice.freightRupiah > 0n ? [{ label: "Ongkos kirim", amountRupiah: invoice.freightRupiah }] : []),
    ...(invoice.advanceRupiah > 0n
      ? [{ label: "Uang muka yang sudah dibayar", amountRupiah: -invoice.advanceRupiah }]
      : []),
  ];
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
  const lines = (await paperLinesOf([invoice.id], on)).get(invoice.id) ?? [];
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
    taxes:
      (await collectionsOf([invoice], on)).get(invoice.id)?.taxes ??
      taxesOf(invoice, lines, await vatRulesOfLines([invoice.id], on)),
    totalRupiah: invoice.totalRupiah,
    note: null,
    issuedBy: { name: await signatoryName(credit.issuedBy, on), role: "Penjual" },
  });
}
