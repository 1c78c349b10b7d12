import { asc, eq, inArray, sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { paymentTerms } from "#db/schema/commitments-terms.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoiceLines, type invoices } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { vatOnPaper } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { type CollectedPeriod, periodAround, withinMonth } from "../commitments/collection.ts";
import { standingPaperNumbers } from "../documents/document-reads.server.ts";
import type { TaxFacts } from "../documents/papers/invoice-paper.ts";

type InvoiceRow = Pick<typeof invoices.$inferSelect, "id" | "termsId" | "periodThrough">;

export type CollectedHandover = {
  readonly shipmentId: string;
  readonly number: string;
  readonly day: BusinessDay;
  readonly orderNumber: string | null;
  readonly amountRupiah: Rupiah;
};

/** What an invoice over a period says beside its lines. */
export type InvoiceCollection = {
  readonly period: CollectedPeriod;
  /** Every handover that it claims, in the order of its lines. */
  readonly handovers: CollectedHandover[];
  /** Its taxes, apart where the rule changed within the period. */
  readonly taxes: TaxFacts[];
};

/** What of these invoices collects the deliveries of a period, by invoice; all others are left out. */
export async function collectionsOf(
  rows: readonly InvoiceRow[],
  on: Executor = db(),
): Promise<Map<string, InvoiceCollection>> {
  const collecting = rows.flatMap(({ id, termsId, periodThrough }) =>
    termsId && periodThrough ? [{ id, termsId, periodThrough }] : [],
  );
  if (collecting.length === 0) return new Map();
  const terms = await on
    .select({
      id: paymentTerms.id,
      collection: paymentTerms.collection,
      isVatRegistered: organisations.isVatRegistered,
    })
    .from(paymentTerms)
    .innerJoin(organisations, eq(organisations.id, paymentTerms.sellerId))
    .where(
      inArray(
        paymentTerms.id,
        collecting.map((row) => row.termsId),
      ),
    );
  const termsOf = new Map(terms.map((row) => [row.id, row]));
  const parts = await partsOf(
    collecting.map((row) => row.id),
    on,
  );
  const orderNumbers = await standingPaperNumbers(
    parts.map((part) => part.shipmentId),
    "SP",
    on,
  );
  const found = new Map<string, InvoiceCollection>();
  for (const { id, termsId, periodThrough } of collecting) {
    const { collection, isVatRegistered } = termsOf.get(termsId) ?? {};
    invariant(collection && collection !== "each", "deliveries are collected as was agreed");
    const period = periodAround(periodThrough, collection);
    const own = parts.filter((part) => part.invoiceId === id);
    const handovers = own.map(({ shipmentId, number, day, goodsRupiah, taxRupiah }) => ({
      shipmentId,
      number,
      day,
      orderNumber: orderNumbers.get(shipmentId) ?? null,
      amountRupiah: goodsRupiah + taxRupiah,
    }));
    found.set(id, {
      period: isVatRegistered ? withinMonth(period, periodThrough) : period,
      handovers,
      taxes: await taxesOf(own, on),
    });
  }
  return found;
}

async function partsOf(invoiceIds: readonly string[], on: Executor) {
  const taxed = sql<string>`coalesce((select sum(x.amount_rupiah) from ${invoiceLines} x
    join ${shipmentLines} l on l.id = x.shipment_line_id
    where x.invoice_id = ${invoiceParts.invoiceId} and l.shipment_id = ${invoiceParts.shipmentId} and x.tax_class = 'standard'), 0)::text`;
  const rows = await on
    .select({
      invoiceId: invoiceParts.invoiceId,
      shipmentId: invoiceParts.shipmentId,
      goodsRupiah: invoiceParts.goodsRupiah,
      taxRupiah: invoiceParts.taxRupiah,
      taxed,
      number: receipts.number,
      receivedAt: receipts.receivedAt,
      timeZone: regions.timeZone,
    })
    .from(invoiceParts)
    .innerJoin(receipts, eq(receipts.shipmentId, invoiceParts.shipmentId))
    .innerJoin(shipments, eq(shipments.id, invoiceParts.shipmentId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(regions, eq(regions.code, orders.cityCode))
    .where(inArray(invoiceParts.invoiceId, [...invoiceIds]))
    .orderBy(asc(receipts.receivedAt), asc(invoiceParts.shipmentId));
  return rows.map(({ taxed: taxedText, ...row }) => ({
    ...row,
    taxedRupiah: BigInt(taxedText),
    day: dayOf(row.receivedAt, row.timeZone),
  }));
}

/** The tax of the parts by the rule of the day on which each was taken over, one line for every rule. */
async function taxesOf(parts: Awaited<ReturnType<typeof partsOf>>, on: Executor): Promise<TaxFacts[]> {
  const rules = new Map<string, Awaited<ReturnType<typeof vatRuleOn>>>();
  const told = new Map<string, { tax: Rupiah; taxed: Rupiah; day: BusinessDay }>();
  for (const { day, taxRupiah, taxedRupiah } of parts) {
    if (taxRupiah === 0n) continue;
    const rule = rules.get(day) ?? (await vatRuleOn(day, on));
    rules.set(day, rule);
    const key = `${rule.rateBasisPoints} ${rule.baseNumerator}/${rule.baseDenominator}`;
    const sofar = told.get(key) ?? { tax: 0n, taxed: 0n, day };
    told.set(key, { ...sofar, tax: sofar.tax + taxRupiah, taxed: sofar.taxed + taxedRupiah });
  }
  return [...told.values()].flatMap(({ tax, taxed, day }) => {
    const rule = rules.get(day);
    return (rule && vatOnPaper(tax, taxed, rule)) ?? [];
  });
}
