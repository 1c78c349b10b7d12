import { aliasedTable, eq, sql } from "drizzle-orm";
import { time } from "#app/i18n/format.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { shipments } from "#db/schema/shipments.ts";
import { lateDeliveries } from "#db/schema/shipments-door.ts";
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
