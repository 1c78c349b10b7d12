import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { lotCostMoves, lotCosts } from "#db/schema/catalogue-costs.ts";
import { invoiceLines } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { shipmentLines } from "#db/schema/shipments.ts";

/** What is booked for a line: the part of an invoice over a period, or else the invoice. For a query that knows lines and parts. */
const bookedAbout = sql<string>`coalesce(${invoiceParts.id}, ${invoiceLines.invoiceId})`;

/** The part of its invoice that a line belongs to, where it has parts. For a query that knows lines of invoices and of shipments. */
const partOfLine = and(
  eq(invoiceParts.invoiceId, invoiceLines.invoiceId),
  eq(invoiceParts.shipmentId, shipmentLines.shipmentId),
);

/**
 * What of each invoice its buyer took into stock when it was accepted: so much is owed for already. Goods and tax together, by
 * invoice, or by part where it has parts; those of which nothing was taken into stock are left out.
 */
export async function stockedByEach(
  invoiceIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, Rupiah>> {
  const rows = await on
    .select({
      bookedAbout,
      amount: sql<string>`sum(${lotCostMoves.costRupiah})::text`,
    })
    .from(invoiceLines)
    .innerJoin(shipmentLines, eq(shipmentLines.id, invoiceLines.shipmentLineId))
    .leftJoin(invoiceParts, partOfLine)
    .innerJoin(lotCosts, eq(lotCosts.shipmentLineId, invoiceLines.shipmentLineId))
    .innerJoin(lotCostMoves, and(eq(lotCostMoves.lotId, lotCosts.lotId), eq(lotCostMoves.kind, "bought")))
    .where(isAmong(invoiceLines.invoiceId, invoiceIds))
    .groupBy(bookedAbout);
  return new Map(rows.map((row) => [row.bookedAbout, BigInt(row.amount)]));
}

/** The lines of these invoices over goods of shipments, each with what is booked for it, in the order in which they are listed. */
export function linesByPart(invoiceIds: readonly string[], on: Executor) {
  return on
    .select({
      bookedAbout,
      shipmentLineId: invoiceLines.shipmentLineId,
      amountRupiah: invoiceLines.amountRupiah,
    })
    .from(invoiceLines)
    .innerJoin(shipmentLines, eq(shipmentLines.id, invoiceLines.shipmentLineId))
    .leftJoin(invoiceParts, partOfLine)
    .where(isAmong(invoiceLines.invoiceId, invoiceIds))
    .orderBy(asc(invoiceLines.invoiceId), asc(invoiceLines.position));
}

export type SoldLine = {
  readonly shipmentLineId: string;
  readonly lotId: string;
  readonly soldBase: bigint;
};

/**
 * What was sold with received shipments out of lots that were bought: accepted at the door, and never more than left and stayed
 * away. What an appeal brought was written off there, and its cost is booked with the answer. By shipment; those that sold
 * nothing of the kind are left out.
 */
export async function soldFromStock(
  shipmentIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, SoldLine[]>> {
  const lineIds = on
    .select({ id: shipmentLines.id })
    .from(shipmentLines)
    .innerJoin(lotCosts, eq(lotCosts.lotId, shipmentLines.lotId))
    .where(isAmong(shipmentLines.shipmentId, shipmentIds));
  const away = on
    .select({
      shipmentLineId: lotMoves.shipmentLineId,
      base: sql<string>`sum(case ${lotMoves.kind} when 'shipped' then ${lotMoves.quantityBase} else -${lotMoves.quantityBase} end)`.as(
        "away_base",
      ),
    })
    .from(lotMoves)
    .where(and(inArray(lotMoves.shipmentLineId, lineIds), inArray(lotMoves.kind, ["shipped", "back"])))
    .groupBy(lotMoves.shipmentLineId)
    .as("away");
  const rows = await on
    .select({
      shipmentId: shipmentLines.shipmentId,
      shipmentLineId: shipmentLines.id,
      lotId: lotCosts.lotId,
      soldBase: sql<string>`least(coalesce(${shipmentLines.acceptedBase} - ${shipmentLines.grantedBase}, 0), ${away.base})::text`,
    })
    .from(shipmentLines)
    .innerJoin(lotCosts, eq(lotCosts.lotId, shipmentLines.lotId))
    .innerJoin(away, eq(away.shipmentLineId, shipmentLines.id))
    .where(isAmong(shipmentLines.shipmentId, shipmentIds))
    .orderBy(shipmentLines.shipmentId, shipmentLines.position);
  const sold = new Map<string, SoldLine[]>();
  for (const { shipmentId, soldBase, ...line } of rows)
    sold.set(shipmentId, [...(sold.get(shipmentId) ?? []), { ...line, soldBase: BigInt(soldBase) }]);
  return sold;
}
