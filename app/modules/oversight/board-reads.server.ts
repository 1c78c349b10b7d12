import { and, asc, desc, eq, gte, isNotNull, like, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import type { OrganisationState } from "../identity/organisation.ts";

/** One kelurahan on the agency's board: has it a koperasi, and does that koperasi really trade? */
export type KelurahanRow = {
  readonly regionCode: string;
  readonly regionName: string;
  readonly districtName: string;
  readonly koperasiId: string | null;
  readonly koperasiName: string | null;
  readonly state: "none" | "registered" | "active" | "rejected" | "suspended";
  readonly openListings: number;
  readonly commitmentsThisWeek: number;
  readonly salesRupiah30Days: bigint;
  readonly unpaidRupiah: bigint;
  readonly lastShipmentOn: string | null;
};

/**
 * Every kelurahan of a city with its koperasi and what it traded: promises taken on in the last seven days, invoices
 * issued in the last thirty, what is still unpaid. One query, whatever the size of the city.
 */
export async function kelurahanBoard(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<KelurahanRow[]> {
  const weekAgo = addDays(today, -7);
  const monthAgo = addDays(today, -30);
  const rows = await on.execute<{
    region_code: string;
    region_name: string;
    district_name: string;
    koperasi_id: string | null;
    koperasi_name: string | null;
    state: KelurahanRow["state"] | null;
    open_listings: number;
    commitments: number;
    sales: string;
    unpaid: string;
    last_shipment: string | null;
  }>(sql`
    select r.code as region_code, r.name as region_name, d.name as district_name, k.id as koperasi_id, k.name as koperasi_name, k.state,
      coalesce(l.open_listings, 0)::int as open_listings, coalesce(c.taken, 0)::int as commitments,
      coalesce(i.sales, 0)::text as sales, coalesce(i.unpaid, 0)::text as unpaid, s.last_shipment
    from regions r
    join regions d on d.code = r.parent_code
    left join organisations k on k.region_code = r.code and k.kind = 'koperasi'
    left join (select seller_id, count(*) as open_listings from listings where state = 'open' and price_valid_until >= ${today} group by seller_id) l on l.seller_id = k.id
    left join (select seller_id, count(*) as taken from commitments where state in ('accepted', 'fulfilled') and answered_at >= ${weekAgo}::date group by seller_id) c on c.seller_id = k.id
    left join (select seller_id, sum(total_rupiah) filter (where issued_at >= ${monthAgo}::date and kind <> 'lateFee') as sales, sum(total_rupiah - advance_rupiah - credited_rupiah - paid_rupiah) filter (where state = 'issued') as unpaid
      from invoices where state in ('issued', 'settled') group by seller_id) i on i.seller_id = k.id
    left join (select seller_id, max(delivery_day)::text as last_shipment from shipments where state in ('dispatched', 'received') group by seller_id) s on s.seller_id = k.id
    where r.level = 4 and r.code like ${`${cityCode}.%`}
    order by d.code, r.code`);
  return rows.map((row) => ({
    regionCode: row.region_code,
    regionName: row.region_name,
    districtName: row.district_name,
    koperasiId: row.koperasi_id,
    koperasiName: row.koperasi_name,
    state: row.state ?? "none",
    openListings: row.open_listings,
    commitmentsThisWeek: row.commitments,
    salesRupiah30Days: BigInt(row.sales),
    unpaidRupiah: BigInt(row.unpaid),
    lastShipmentOn: row.last_shipment,
  }));
}

export type UnmetRow = {
  readonly commodityCode: string;
  readonly commodity: string;
  readonly baseUnit: BaseUnit;
  readonly missingBase: bigint;
  readonly kitchens: number;
  readonly nextDay: string;
};

/** What kitchens of a city asked for from today on and nobody has promised, the largest gap first. */
export async function unmetDemand(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<UnmetRow[]> {
  const missing = sql<string>`sum(${orderLines.quantityBase} - ${orderLines.promisedBase})::text`;
  const rows = await on
    .select({
      commodityCode: commodities.code,
      commodity: commodities.name,
      baseUnit: commodities.baseUnit,
      missing,
      kitchens: sql<number>`count(distinct ${orders.buyerId})::int`,
      nextDay: sql<string>`min(${orders.deliveryDay})::text`,
    })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(
      and(
        eq(orders.cityCode, cityCode),
        sql`${orders.state} in ('submitted', 'approved')`,
        gte(orders.deliveryDay, today),
        sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
      ),
    )
    .groupBy(commodities.code, commodities.name, commodities.baseUnit)
    .orderBy(desc(sql`sum(${orderLines.quantityBase} - ${orderLines.promisedBase})`))
    .limit(50);
  return rows.map(({ missing: base, ...row }) => ({ ...row, missingBase: BigInt(base) }));
}

export type OverCeilingRow = {
  readonly orderId: string;
  readonly kitchen: string;
  readonly commodity: string;
  readonly unit: string;
  readonly ceilingRupiah: bigint;
  readonly legalCeilingRupiah: bigint;
  readonly reason: string;
  readonly deliveryDay: string;
};

/** Lines of the last thirty days for which a kitchen asked above the legal ceiling, with the reason it gave. */
export async function overCeiling(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<OverCeilingRow[]> {
  const rows = await on
    .select({
      orderId: orders.id,
      kitchen: organisations.name,
      commodity: commodities.name,
      unit: orderLines.unit,
      ceilingRupiah: orderLines.ceilingRupiah,
      legalCeilingRupiah: orderLines.legalCeilingRupiah,
      reason: orderLines.overrideReason,
      deliveryDay: orders.deliveryDay,
    })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .innerJoin(organisations, eq(organisations.id, orders.buyerId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(
      and(
        eq(orders.cityCode, cityCode),
        gte(orders.deliveryDay, addDays(today, -30)),
        isNotNull(orderLines.legalCeilingRupiah),
        isNotNull(orderLines.overrideReason),
        sql`${orderLines.ceilingRupiah} > ${orderLines.legalCeilingRupiah}`,
        sql`${orders.state} not in ('draft', 'cancelled')`,
      ),
    )
    .orderBy(desc(orders.deliveryDay), asc(organisations.name))
    .limit(100);
  return rows.map((row) => ({
    ...row,
    legalCeilingRupiah: row.legalCeilingRupiah ?? 0n,
    reason: row.reason ?? "",
  }));
}

export type KitchenRow = {
  readonly id: string;
  readonly name: string;
  readonly regionName: string;
  readonly state: OrganisationState;
  readonly suppliersThisMonth: number;
  readonly hygieneCertificateExpiresOn: string | null;
};

/** The kitchens of a city: state, licence, and how many different suppliers they bought from in thirty days. */
export async function kitchenBoard(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<KitchenRow[]> {
  const suppliers = sql<number>`(select count(distinct s.seller_id)::int from shipments s where s.buyer_id = ${organisations.id} and s.delivery_day >= ${addDays(today, -30)} and s.state in ('dispatched', 'received'))`;
  return on
    .select({
      id: organisations.id,
      name: organisations.name,
      regionName: regions.name,
      state: organisations.state,
      suppliersThisMonth: suppliers,
      hygieneCertificateExpiresOn: organisations.hygieneCertificateExpiresOn,
    })
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(
      and(
        eq(organisations.kind, "kitchen"),
        eq(organisations.cityCode, cityCode),
        like(organisations.regionCode, `${cityCode}%`),
      ),
    )
    .orderBy(asc(organisations.name));
}
