import { and, eq, inArray, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { lotCostMoves, lotCosts } from "#db/schema/catalogue-costs.ts";
import { invoiceLines } from "#db/schema/invoicing.ts";
import { shipmentLines } from "#db/schema/shipments.ts";

/** What of an invoice its buyer took into stock when it was accepted: so much is owed for already. Goods and tax together. */
export async function stockedBy(invoice: { readonly id: string }, on: Executor = db()): Promise<Rupiah> {
  const [row] = await on
    .select({ amount: sql<string>`coalesce(sum(${lotCostMoves.costRupiah}), 0)::text` })
    .from(invoiceLines)
    .innerJoin(lotCosts, eq(lotCosts.shipmentLineId, invoiceLines.shipmentLineId))
    .innerJoin(lotCostMoves, and(eq(lotCostMoves.lotId, lotCosts.lotId), eq(lotCostMoves.kind, "bought")))
    .where(eq(invoiceLines.invoiceId, invoice.id));
  return BigInt(row?.amount ?? "0");
}

export type SoldLine = {
  readonly shipmentLineId: string;
  readonly lotId: string;
  readonly soldBase: bigint;
};

/** What was sold with a received shipment out of lots that were bought: accepted, and never more than left and stayed away. */
export async function soldFromStock(shipmentId: string, on: Executor = db()): Promise<SoldLine[]> {
  const lineIds = on
    .select({ id: shipmentLines.id })
    .from(shipmentLines)
    .where(eq(shipmentLines.shipmentId, shipmentId));
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
      shipmentLineId: shipmentLines.id,
      lotId: lotCosts.lotId,
      soldBase: sql<string>`least(coalesce(${shipmentLines.acceptedBase}, 0), ${away.base})::text`,
    })
    .from(shipmentLines)
    .innerJoin(lotCosts, eq(lotCosts.lotId, shipmentLines.lotId))
    .innerJoin(away, eq(away.shipmentLineId, shipmentLines.id))
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .orderBy(shipmentLines.position);
  return rows.map((row) => ({ ...row, soldBase: BigInt(row.soldBase) }));
}
