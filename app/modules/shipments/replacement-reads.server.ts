import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db, type Executor } from "#db/client.server.ts";
import { grades, listings, lots } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { orderLines } from "#db/schema/orders.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import { replacements } from "#db/schema/shipments-door.ts";
import { availableBase } from "../catalogue/listing-reads.server.ts";

const coming = alias(shipmentLines, "coming_lines");

function askedRows(on: Executor) {
  return on
    .select({
      replacement: replacements,
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      priceRupiah: shipmentLines.priceRupiah,
      orderId: commitments.orderId,
      orderLineId: commitments.orderLineId,
      buyerId: commitments.buyerId,
      sellerId: commitments.sellerId,
      deliveryDay: commitments.deliveryDay,
      commodityCode: orderLines.commodityCode,
      gradeCode: orderLines.gradeCode,
      /** The delivery in which they come, once it is planned. */
      comingId: coming.shipmentId,
    })
    .from(replacements)
    .innerJoin(shipmentLines, eq(shipmentLines.id, replacements.shipmentLineId))
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .leftJoin(coming, eq(coming.commitmentId, replacements.commitmentId))
    .$dynamic();
}

/** Refused goods that are, or were, to be brought anew. */
export type ReplacementShown = Awaited<ReturnType<typeof askedRows>>[number];

/** What is to be brought anew of a shipment, in the order of its lines. Whoever asks has yet to be checked. */
export async function replacementsOf(shipmentId: string, on: Executor = db()): Promise<ReplacementShown[]> {
  return askedRows(on).where(eq(replacements.shipmentId, shipmentId)).orderBy(asc(shipmentLines.position));
}

export async function replacementFacts(
  shipmentLineId: string,
  on: Executor,
): Promise<ReplacementShown | null> {
  const [row] = await askedRows(on).where(eq(replacements.shipmentLineId, shipmentLineId));
  return row ?? null;
}

export type ReplacementLot = {
  readonly lotId: string;
  readonly listingId: string;
  readonly title: string;
  readonly availableBase: bigint;
};

/** Lots of the same seller that could stand in for refused goods: the grade asked for or a better one, good on that day; the fullest first. */
export async function lotsToReplace(asked: ReplacementShown, on: Executor = db()): Promise<ReplacementLot[]> {
  const askedGrade = alias(grades, "asked_grade");
  return on
    .select({
      lotId: lots.id,
      listingId: listings.id,
      title: listings.title,
      availableBase: availableBase.mapWith(lots.quantityBase),
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(
      askedGrade,
      and(eq(askedGrade.commodityCode, asked.commodityCode), eq(askedGrade.code, asked.gradeCode)),
    )
    .innerJoin(
      grades,
      and(
        eq(grades.commodityCode, listings.commodityCode),
        eq(grades.code, listings.gradeCode),
        lte(grades.rank, askedGrade.rank),
      ),
    )
    .where(
      and(
        eq(listings.sellerId, asked.sellerId),
        eq(listings.commodityCode, asked.commodityCode),
        eq(listings.state, "open"),
        lte(lots.availableFrom, asked.deliveryDay),
        gte(lots.expiresOn, asked.deliveryDay),
        sql`${availableBase} > 0`,
      ),
    )
    .orderBy(desc(availableBase), asc(lots.id))
    .limit(20);
}

/** As `replacementsOf`, with the lots of the seller that would do for what it has still time to promise. */
export async function replacementsAsSeller(shipmentId: string, at: Date, on: Executor = db()) {
  const rows = await replacementsOf(shipmentId, on);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      lots:
        row.replacement.state === "asked" && at <= row.replacement.dueAt ? await lotsToReplace(row, on) : [],
    })),
  );
}
