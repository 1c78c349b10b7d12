import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { invoiceLines, type invoices } from "#db/schema/invoicing.ts";
import { shipments, trips, vehicles } from "#db/schema/shipments.ts";
import { vatOnPaper } from "../catalogue/vat.ts";
import {
  type DisputeRow,
  disputeLinesOf,
  handoverGround,
  type LineWithGoods,
} from "../disputes/dispute-facts-reads.server.ts";
import { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { vatRulesOfLines } from "./line-vat-reads.server.ts";

export type CreditedLine = LineWithGoods & {
  readonly grantedBase: bigint;
  readonly grantedRupiah: Rupiah;
  readonly bearer: NonNullable<LineWithGoods["bearer"]>;
  readonly taxRupiah: Rupiah;
  readonly taxClass: string;
};

/** What earlier credit notes took off each line of the invoice, by shipment line. */
async function creditedBefore(invoiceId: string, on: Executor): Promise<Map<string, Rupiah>> {
  const rows = await on
    .select({
      shipmentLineId: disputeLines.shipmentLineId,
      rupiah: sql<string>`sum(${disputeLines.grantedRupiah})::text`,
    })
    .from(disputeLines)
    .innerJoin(disputes, eq(disputes.id, disputeLines.disputeId))
    .innerJoin(invoiceLines, eq(invoiceLines.shipmentLineId, disputeLines.shipmentLineId))
    .where(and(eq(invoiceLines.invoiceId, invoiceId), eq(disputes.state, "settled")))
    .groupBy(disputeLines.shipmentLineId);
  return new Map(rows.map((row) => [row.shipmentLineId, BigInt(row.rupiah)]));
}

/**
 * The lines of a claim that were granted, each with the VAT that goes with it: the part of the invoiced tax, reckoned over
 * everything that was ever taken off the line, so that a line taken off whole in parts gives back its whole tax.
 */
export async function creditedLines(
  invoiceId: string,
  disputeId: string,
  on: Executor,
): Promise<CreditedLine[]> {
  const invoiced = await on.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId));
  const before = await creditedBefore(invoiceId, on);
  const lines: CreditedLine[] = [];
  for (const line of await disputeLinesOf(disputeId, on)) {
    const { grantedBase, grantedRupiah, bearer } = line;
    if (!grantedBase || grantedRupiah === null || !bearer) continue;
    const claimed = invoiced.find((one) => one.shipmentLineId === line.shipmentLineId);
    invariant(claimed && claimed.amountRupiah > 0n, "what is credited was invoiced");
    const sofar = before.get(line.shipmentLineId) ?? 0n;
    const taxOn = (amount: Rupiah) => divideHalfUp(claimed.taxRupiah * amount, claimed.amountRupiah);
    before.set(line.shipmentLineId, sofar + grantedRupiah);
    lines.push({
      ...line,
      grantedBase,
      grantedRupiah,
      bearer,
      taxRupiah: taxOn(sofar + grantedRupiah) - taxOn(sofar),
      taxClass: claimed.taxClass,
    });
  }
  return lines;
}

/** Whose vehicle carried a share to the buyer; null for a hired one that nobody here owns. */
export async function carrierOf(shipmentId: string, on: Executor): Promise<string | null> {
  const [row] = await on
    .select({ ownerId: vehicles.organisationId })
    .from(shipments)
    .innerJoin(trips, eq(trips.id, shipments.tripId))
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .where(eq(shipments.id, shipmentId));
  return row?.ownerId ?? null;
}

/** Everything that the credit note of a granted claim says, as JSON. */
export async function disputeCreditFacts(
  credit: {
    readonly invoice: typeof invoices.$inferSelect;
    readonly dispute: DisputeRow;
    readonly lines: readonly CreditedLine[];
    readonly goodsRupiah: Rupiah;
    readonly taxRupiah: Rupiah;
    readonly on: BusinessDay;
  },
  on: Executor,
): Promise<Record<string, unknown>> {
  const { invoice, dispute, lines, goodsRupiah, taxRupiah } = credit;
  const parties = await paperPartiesOf([invoice.sellerId, invoice.buyerId], on);
  const [seller, buyer] = [parties.get(invoice.sellerId), parties.get(invoice.buyerId)];
  const ground = await handoverGround(dispute.shipmentId, on);
  invariant(
    seller && buyer && ground && invoice.number && invoice.issuedAt,
    "only an issued invoice is credited",
  );
  // A call-off has one day of delivery, and of several goods one class.
  const rule = [...(await vatRulesOfLines([invoice.id], on)).values()][0];
  const tax = rule ? vatOnPaper(taxRupiah, goodsRupiah, rule) : null;
  return z.encode(CreditNoteFacts, {
    issuer: seller.party,
    place: seller.place,
    issuedOn: credit.on,
    buyer: buyer.party,
    invoiceNumber: invoice.number,
    invoiceIssuedOn: dayOf(invoice.issuedAt, seller.timeZone),
    reason: `klaim atas BAST ${ground.receiptNumber} diterima dengan Berita Acara Klaim ${dispute.number ?? ""}`,
    lines: lines.map((line) => ({
      description: line.description,
      specification: null,
      ...pricedAs(line, ground.baseUnit),
    })),
    goodsRupiah,
    charges: [],
    taxes: tax ? [tax] : [],
    totalRupiah: goodsRupiah + taxRupiah,
    note: null,
    issuedBy: { name: await signatoryName(dispute.decidedBy, on), role: "Penjual" },
  });
}

/** The granted part at its price; the last part of a line may be a rupiah less than that, and then stands as one amount. */
function pricedAs(line: CreditedLine, base: "g" | "ml" | "piece") {
  const { grantedBase, grantedRupiah, priceRupiah, basePerUnit, unit } = line;
  if (priceOf(grantedBase, priceRupiah, basePerUnit) === grantedRupiah)
    return {
      unit: { name: unit, base, size: basePerUnit },
      quantityBase: grantedBase,
      priceRupiah,
      amountRupiah: grantedRupiah,
    };
  return {
    unit: { name: "bagian", base: "piece" as const, size: 1n },
    quantityBase: 1n,
    priceRupiah: grantedRupiah,
    amountRupiah: grantedRupiah,
  };
}
