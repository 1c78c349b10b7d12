import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings, lotSources } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { commitments } from "#db/schema/commitments.ts";
import { consignments } from "#db/schema/consignment.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import { appealLines } from "#db/schema/shipments-appeals.ts";
import { duesOfLine, type GrowerDue } from "../catalogue/attribution.ts";
import type { ProducerDue } from "./invoice-postings.ts";

export type LineDue = GrowerDue & { readonly shipmentId: string; readonly shipmentLineId: string };

/** What an invoice sold: what a shipment's receipt accepted, or what an appeal against it brought besides. */
export type SoldGoods = { readonly shipmentId: string; readonly appealId: string | null };

/**
 * Whose goods were accepted of a received shipment, line by line, and what is owed for them: at the price agreed with each, or
 * at what the listing costs its seller. What an appeal brought is shared among all whose goods left with the line, those too
 * whose goods were destroyed. Consigned goods are not bought, and are left out. Of a line that left before books were
 * kept, by whose harvest the lot was.
 */
export function lineDuesOf({ shipmentId, appealId }: SoldGoods, on: Executor = db()): Promise<LineDue[]> {
  return linesDues([shipmentId], appealId, on);
}

async function linesDues(
  shipmentIds: readonly string[],
  appealId: string | null,
  on: Executor,
): Promise<LineDue[]> {
  const lineIds = on
    .select({ id: shipmentLines.id })
    .from(shipmentLines)
    .where(isAmong(shipmentLines.shipmentId, shipmentIds));
  const kept = on
    .select({
      shipmentLineId: lotMoves.shipmentLineId,
      producerId: lotMoves.producerId,
      base: sql<string>`sum(case ${lotMoves.kind} when 'shipped' then ${lotMoves.quantityBase} else ${appealId === null ? sql`-${lotMoves.quantityBase}` : sql`0`} end)`.as(
        "kept_base",
      ),
    })
    .from(lotMoves)
    .where(and(inArray(lotMoves.shipmentLineId, lineIds), inArray(lotMoves.kind, ["shipped", "back"])))
    .groupBy(lotMoves.shipmentLineId, lotMoves.producerId)
    .as("kept");
  const soldBase =
    appealId === null
      ? sql<string>`(coalesce(${shipmentLines.acceptedBase}, 0) - ${shipmentLines.grantedBase})::text`
      : sql<string>`(select coalesce(sum(g.granted_base), 0)::text from ${appealLines} g
          where g.appeal_id = ${appealId} and g.is_owed and g.shipment_line_id = ${shipmentLines.id})`;
  const rows = await on
    .select({
      shipmentId: shipmentLines.shipmentId,
      lineId: shipmentLines.id,
      acceptedBase: soldBase,
      basePerUnit: listings.basePerUnit,
      costRupiah: listings.costRupiah,
      producerId: lotSources.producerId,
      priceRupiah: lotSources.priceRupiah,
      sourceBase: lotSources.quantityBase,
      keptBase: sql<string | null>`${kept.base}::text`,
    })
    .from(shipmentLines)
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(listings, eq(listings.id, commitments.listingId))
    .innerJoin(lotSources, eq(lotSources.lotId, commitments.lotId))
    .leftJoin(consignments, eq(consignments.lotId, commitments.lotId))
    .leftJoin(
      kept,
      and(eq(kept.shipmentLineId, shipmentLines.id), eq(kept.producerId, lotSources.producerId)),
    )
    .where(and(isAmong(shipmentLines.shipmentId, shipmentIds), isNull(consignments.id)))
    .orderBy(asc(shipmentLines.shipmentId), asc(shipmentLines.position), asc(lotSources.producerId));
  const byLine = new Map<string, typeof rows>();
  for (const row of rows) {
    const growers = byLine.get(row.lineId);
    if (growers) growers.push(row);
    else byLine.set(row.lineId, [row]);
  }
  return [...byLine].flatMap(([shipmentLineId, growers]) => {
    const [first] = growers;
    const acceptedBase = BigInt(first?.acceptedBase ?? 0);
    if (!first || acceptedBase === 0n) return [];
    const isBooked = growers.some((row) => row.keptBase !== null);
    const dues = duesOfLine(
      acceptedBase,
      growers.map((row) => ({
        producerId: row.producerId,
        keptBase: isBooked ? BigInt(row.keptBase ?? 0) : row.sourceBase,
        priceRupiah: row.priceRupiah ?? row.costRupiah,
      })),
      first.basePerUnit,
    );
    return dues.map((due) => ({ ...due, shipmentId: first.shipmentId, shipmentLineId }));
  });
}

/** What each producer is owed for what was sold, over all of its lines. */
export async function producerDuesOf(sold: SoldGoods, on: Executor = db()): Promise<ProducerDue[]> {
  return summedUp(await lineDuesOf(sold, on));
}

/** As `producerDuesOf`, for several shipments, by shipment; those that owe nobody anything are left out. */
export async function producerDuesOfEach(
  shipmentIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, ProducerDue[]>> {
  const byShipment = await lineDuesOfEach(shipmentIds, on);
  return new Map([...byShipment].map(([shipmentId, dues]) => [shipmentId, summedUp(dues)]));
}

/** As `lineDuesOf` of what was received, for several shipments, by shipment. */
export async function lineDuesOfEach(
  shipmentIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, LineDue[]>> {
  const byShipment = new Map<string, LineDue[]>();
  if (shipmentIds.length === 0) return byShipment;
  for (const due of await linesDues(shipmentIds, null, on)) {
    const dues = byShipment.get(due.shipmentId);
    if (dues) dues.push(due);
    else byShipment.set(due.shipmentId, [due]);
  }
  return byShipment;
}

/** What each producer is owed over all of these lines; those who are owed nothing are left out. */
export function summedUp(lines: readonly GrowerDue[]): ProducerDue[] {
  const dues = new Map<string, Rupiah>();
  for (const { producerId, dueRupiah } of lines)
    dues.set(producerId, (dues.get(producerId) ?? 0n) + dueRupiah);
  return [...dues]
    .filter(([, amount]) => amount > 0n)
    .map(([producerId, amountRupiah]) => ({ producerId, amountRupiah }));
}
