import { aliasedTable, and, asc, eq, gte, inArray, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { priceForKind } from "../catalogue/kind-price-reads.server.ts";
import { paperFaults } from "../catalogue/paper-fault-reads.server.ts";
import type { OpenDemand, OpenLine } from "./open-line.ts";

/** Pairs of line and lot that one page looks at. */
const PAIRS_MAX = 100;

const offeredGrade = aliasedTable(grades, "offered_grade");
const askedGrade = aliasedTable(grades, "asked_grade");

/** Whether the line's buyer takes it from this seller too: it has promised a part of it already, or may be one supplier more. */
function hasRoomFor(sellerId: string): SQL {
  const others = sql`select distinct ${commitments.sellerId} from ${commitments}
    where ${commitments.orderLineId} = ${orderLines.id} and ${commitments.state} in ('offered', 'accepted', 'fulfilled')
      and ${commitments.sellerId} <> ${sellerId}`;
  return sql`(${orders.suppliersPerLineMax} is null
    or ${orders.suppliersPerLineMax} > (select count(*) from (${others}) as others)
    or exists (select 1 from ${commitments} where ${commitments.orderLineId} = ${orderLines.id}
      and ${commitments.sellerId} = ${sellerId} and ${commitments.state} in ('offered', 'accepted', 'fulfilled')))`;
}

/** The pairs, each with what keeps the goods from being sold on its day. */
async function withPapers(sellerId: string, pairs: readonly OpenLine[], on: Executor): Promise<OpenDemand[]> {
  const goods = pairs.map(({ commodityCode, deliveryDay }) => ({ commodityCode, day: deliveryDay }));
  const faults = await paperFaults(sellerId, goods, on);
  return pairs.map((pair, at) => ({ ...pair, paperFault: faults[at] ?? null }));
}

/** Lines that lack goods, paired with a lot of this seller that would fit: commodity, grade, days, and something left. */
function fitting(sellerId: string, on: Executor) {
  const missing = sql<bigint>`(${orderLines.quantityBase} - ${orderLines.promisedBase})`.mapWith(
    orderLines.quantityBase,
  );
  const available =
    sql<bigint>`(${lots.quantityBase} - ${lots.reservedBase} - ${lots.shippedBase} - ${lots.lostBase})`.mapWith(
      lots.quantityBase,
    );
  return on
    .select({
      orderId: orders.id,
      orderLineId: orderLines.id,
      buyerId: orders.buyerId,
      buyerName: organisations.name,
      commodity: commodities.name,
      commodityCode: orderLines.commodityCode,
      gradeCode: orderLines.gradeCode,
      deliveryDay: orders.deliveryDay,
      lineUnit: orderLines.unit,
      lineBasePerUnit: orderLines.basePerUnit,
      ceilingRupiah: orderLines.ceilingRupiah,
      missingBase: missing,
      listingId: listings.id,
      lotId: lots.id,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      priceRupiah: priceForKind(sql`${organisations.kind}`),
      availableBase: available,
    })
    .from(orderLines)
    .innerJoin(
      orders,
      and(
        eq(orders.id, orderLines.orderId),
        inArray(orders.state, ["submitted", "approved"]),
        ne(orders.buyerId, sellerId),
        hasRoomFor(sellerId),
      ),
    )
    .innerJoin(organisations, eq(organisations.id, orders.buyerId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(
      listings,
      and(
        eq(listings.commodityCode, orderLines.commodityCode),
        eq(listings.sellerId, sellerId),
        eq(listings.state, "open"),
      ),
    )
    .innerJoin(
      askedGrade,
      and(eq(askedGrade.commodityCode, orderLines.commodityCode), eq(askedGrade.code, orderLines.gradeCode)),
    )
    .innerJoin(
      offeredGrade,
      and(
        eq(offeredGrade.commodityCode, listings.commodityCode),
        eq(offeredGrade.code, listings.gradeCode),
        lte(offeredGrade.rank, askedGrade.rank),
      ),
    )
    .innerJoin(
      lots,
      and(
        eq(lots.listingId, listings.id),
        lte(lots.availableFrom, orders.deliveryDay),
        gte(lots.expiresOn, orders.deliveryDay),
        sql`${available} > 0`,
      ),
    )
    .$dynamic();
}

/** One line and one own lot that fit together, or null: the seller may not know the line otherwise. */
export async function openLineFor(
  sellerId: string,
  pair: { readonly orderLineId: string; readonly lotId: string },
  on: Executor = db(),
): Promise<OpenLine | null> {
  const [row] = await fitting(sellerId, on).where(
    and(
      eq(orderLines.id, pair.orderLineId),
      eq(lots.id, pair.lotId),
      sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
    ),
  );
  return row ?? null;
}

const isWhereGoodsLie = sql`exists (select 1 from ${warehouses} w where w.id = ${listings.warehouseId} and w.city_code = ${orders.cityCode})`;

/**
 * What kitchens of this seller's city, or of the city of the warehouse where its goods lie, still lack and this seller could bring, the
 * nearest day first. Goods that lack a paper that day are among it and say so: a paper can be handed in before the day comes.
 */
export async function openDemandFor(
  seller: { readonly id: string; readonly cityCode: string },
  today: BusinessDay,
  on: Executor = db(),
): Promise<OpenDemand[]> {
  const pairs = await fitting(seller.id, on)
    .where(
      and(
        or(eq(orders.cityCode, seller.cityCode), isWhereGoodsLie),
        gte(orders.deliveryDay, today),
        sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
      ),
    )
    .orderBy(asc(orders.deliveryDay), asc(orderLines.id), asc(lots.expiresOn))
    .limit(PAIRS_MAX);
  return withPapers(seller.id, pairs, on);
}

type Agreement = {
  readonly sellerId: string;
  readonly buyerId: string;
  readonly listingId: string;
  readonly validFrom: BusinessDay;
  readonly validTo: BusinessDay;
};

const drawable = ({ buyerId, listingId, validFrom, validTo }: Agreement) =>
  and(
    eq(orders.buyerId, buyerId),
    eq(listings.id, listingId),
    gte(orders.deliveryDay, validFrom),
    lte(orders.deliveryDay, validTo),
    sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
  );

/** The lots of an agreement's goods that would fill a line of its buyer, the first to expire first; none where the line is of other goods. */
export async function lotsForLine(
  agreement: Agreement,
  orderLineId: string,
  on: Executor = db(),
): Promise<OpenLine[]> {
  return fitting(agreement.sellerId, on)
    .where(and(drawable(agreement), eq(orderLines.id, orderLineId)))
    .orderBy(asc(lots.expiresOn), asc(lots.id));
}

/**
 * Lines of its buyer that an agreement's goods in store could fill now, the nearest day first, each once. Those on whose day the goods
 * may not be sold for want of a paper are left out: a draw is refused, and only their seller can mend it.
 */
export async function linesForAgreement(
  agreement: Agreement,
  today: BusinessDay,
  on: Executor = db(),
): Promise<OpenLine[]> {
  const pairs = await fitting(agreement.sellerId, on)
    .where(and(drawable(agreement), gte(orders.deliveryDay, today)))
    .orderBy(asc(orders.deliveryDay), asc(orderLines.id), asc(lots.expiresOn))
    .limit(PAIRS_MAX);
  const byLine = new Map<string, OpenLine>();
  for (const { paperFault, ...pair } of await withPapers(agreement.sellerId, pairs, on)) {
    if (paperFault) continue;
    const before = byLine.get(pair.orderLineId);
    byLine.set(pair.orderLineId, {
      ...(before ?? pair),
      availableBase: (before?.availableBase ?? 0n) + pair.availableBase,
    });
  }
  return [...byLine.values()];
}
