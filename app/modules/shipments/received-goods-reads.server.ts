import { and, asc, eq, sql } from "drizzle-orm";
import { addDays, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contractLines } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines } from "#db/schema/orders.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";

/** What each line of a shipment of an order is to its buyer: the goods as they were asked for, and until when they keep. */
export async function receivedGoods(shipmentId: string, on: Executor) {
  return on
    .select({
      shipmentLineId: shipmentLines.id,
      orderLineId: orderLines.id,
      lotId: lots.id,
      commodityCode: orderLines.commodityCode,
      gradeCode: orderLines.gradeCode,
      expiresOn: lots.expiresOn,
    })
    .from(shipmentLines)
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(lots, eq(lots.id, commitments.lotId))
    .where(eq(shipmentLines.shipmentId, shipmentId));
}

/** What each line of a shipment is to somebody who sells it on: the goods as their seller has them, where they grew, and the price. */
export async function boughtGoods(shipmentId: string, on: Executor) {
  return on
    .select({
      shipmentLineId: shipmentLines.id,
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      priceRupiah: shipmentLines.priceRupiah,
      originRegionCode: lots.originRegionCode,
      harvestedOn: lots.harvestedOn,
      expiresOn: lots.expiresOn,
    })
    .from(shipmentLines)
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(listings, eq(listings.id, commitments.listingId))
    .innerJoin(lots, eq(lots.id, commitments.lotId))
    .where(eq(shipmentLines.shipmentId, shipmentId));
}

/**
 * The same of a share of a call-off. A koperasi brings it without naming a lot, so it grew where the koperasi is, and counts as
 * harvested on the day that it passed the trade center's gate: what is older than that was for the gate to refuse.
 */
export async function calledGoods(shipmentId: string, gateZone: TimeZone, on: Executor) {
  const rows = await on
    .select({
      shipmentLineId: shipmentLines.id,
      commodityCode: contractLines.commodityCode,
      gradeCode: contractLines.gradeCode,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      priceRupiah: shipmentLines.priceRupiah,
      originRegionCode: organisations.regionCode,
      weighedInAt: shipments.weighedInAt,
      dispatchedAt: shipments.dispatchedAt,
      createdAt: shipments.createdAt,
      shelfLifeDays: commodities.shelfLifeDays,
    })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .orderBy(asc(shipmentLines.position));
  return rows.map(({ weighedInAt, dispatchedAt, createdAt, shelfLifeDays, ...goods }) => {
    const harvestedOn = dayOf(weighedInAt ?? dispatchedAt ?? createdAt, gateZone);
    return { ...goods, harvestedOn, expiresOn: addDays(harvestedOn, shelfLifeDays) };
  });
}

export type StockedGoods = {
  readonly listingId: string;
  readonly title: string;
  readonly isForSale: boolean;
};

/** Under which of its listings what a trader accepted with a delivery lies, and whether anybody can order it there. */
export async function stockedGoods(
  organisationId: string,
  shipmentId: string,
  on: Executor = db(),
): Promise<StockedGoods[]> {
  return on
    .selectDistinct({
      listingId: listings.id,
      title: listings.title,
      isForSale: sql<boolean>`${listings.state} = 'open'`,
    })
    .from(lotCosts)
    .innerJoin(shipmentLines, eq(shipmentLines.id, lotCosts.shipmentLineId))
    .innerJoin(lots, eq(lots.id, lotCosts.lotId))
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(and(eq(lotCosts.organisationId, organisationId), eq(shipmentLines.shipmentId, shipmentId)))
    .orderBy(asc(listings.title), asc(listings.id));
}
