import { aliasedTable, and, eq, max, sql } from "drizzle-orm";
import { time } from "#app/i18n/format.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { lateDeliveries, replacements } from "#db/schema/shipments-door.ts";
import type { FindFacts } from "./find-facts.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const seller = aliasedTable(organisations, "seller");

/** A late delivery, for both of its ends; the buyer's leads to the page of this name below it. */
export function overdue(page: string): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        buyerId: buyer.id,
        buyerName: buyer.name,
        sellerId: seller.id,
        sellerName: seller.name,
        zone: regions.timeZone,
        dueAt: lateDeliveries.dueAt,
        goods: sql<string>`(select string_agg(l.description, ', ' order by l.position) from shipment_lines l where l.shipment_id = ${shipments.id})`,
      })
      .from(lateDeliveries)
      .innerJoin(shipments, eq(shipments.id, lateDeliveries.shipmentId))
      .innerJoin(buyer, eq(buyer.id, shipments.buyerId))
      .innerJoin(seller, eq(seller.id, shipments.sellerId))
      .innerJoin(regions, eq(regions.code, buyer.cityCode))
      .where(eq(lateDeliveries.shipmentId, id));
    if (!row) return [];
    const told = { subjectId: id, params: { goods: row.goods, hour: time(row.dueAt, row.zone) } };
    return [
      {
        ...told,
        organisationId: row.buyerId,
        path: `terima/${id}/${page}`,
        params: { ...told.params, name: row.sellerName },
      },
      {
        ...told,
        organisationId: row.sellerId,
        path: `kirim/${id}`,
        params: { ...told.params, name: row.buyerName },
      },
    ];
  };
}

/** Refused goods that are asked for anew, for their seller; once nobody brings them, for both sides. */
export function replaced(isLapsed: boolean): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        buyerId: buyer.id,
        buyerName: buyer.name,
        sellerId: seller.id,
        sellerName: seller.name,
        zone: regions.timeZone,
        dueAt: max(replacements.dueAt),
        goods: sql<string>`string_agg(${shipmentLines.description}, ', ' order by ${shipmentLines.position})`,
      })
      .from(replacements)
      .innerJoin(shipmentLines, eq(shipmentLines.id, replacements.shipmentLineId))
      .innerJoin(shipments, eq(shipments.id, replacements.shipmentId))
      .innerJoin(buyer, eq(buyer.id, shipments.buyerId))
      .innerJoin(seller, eq(seller.id, shipments.sellerId))
      .innerJoin(regions, eq(regions.code, buyer.cityCode))
      .where(and(eq(replacements.shipmentId, id), isLapsed ? eq(replacements.state, "lapsed") : undefined))
      .groupBy(buyer.id, seller.id, regions.timeZone);
    if (!row?.dueAt) return [];
    const words = { goods: row.goods, hour: time(row.dueAt, row.zone) };
    const told = [
      {
        organisationId: row.sellerId,
        subjectId: id,
        path: `kirim/${id}`,
        params: { ...words, name: row.buyerName },
      },
      {
        organisationId: row.buyerId,
        subjectId: id,
        path: `terima/${id}/hasil`,
        params: { ...words, name: row.sellerName },
      },
    ];
    return isLapsed ? told : told.slice(0, 1);
  };
}
