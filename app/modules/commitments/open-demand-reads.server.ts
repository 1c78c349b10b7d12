import {
  aliasedTable,
  and,
  asc,
  type Column,
  eq,
  gte,
  inArray,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
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
function hasRoomFor(sellerId: string | Column): SQL {
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

/**
 * Lines that lack goods, paired with a lot of this seller, or of whichever seller a column names, that would fit: commodity, grade, days,
 * and something left.
 */
function fitting(sellerId: string | Column, on: Executor) {
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
      and(eq(orders.id, orderLines.orderId), inArray(orders.state, ["submitted", "approved"])),
    )
    .innerJoin(organisations, eq(organisations.id, orders.buyerId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(
      listings,
      and(
        eq(listings.commodityCode, orderLines.commodityCode),
        eq(listings.sellerId, sellerId),
        eq(listings.state, "open"),
        ne(orders.buyerId, sellerId),
        hasRoomFor(sellerId),
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

/** Whether a pair is of this agreement: its buyer's line on one of its days, and a lot of its goods. */
function isOf({ buyerId, listingId, validFrom, validTo }: Agreement, pair: OpenLine): boolean {
  const isInTime = validFrom <= pair.deliveryDay && pair.deliveryDay <= validTo;
  return pair.buyerId === buyerId && pair.listingId === listingId && isInTime;
}

/** Pairs of one line as that line, with all that there is for it; the order stays. */
function byLine(pairs: readonly OpenLine[]): OpenLine[] {
  const lines = new Map<string, OpenLine>();
  for (const pair of pairs) {
    const before = lines.get(pair.orderLineId);
    const availableBase = (before?.availableBase ?? 0n) + pair.availableBase;
    lines.set(pair.orderLineId, { ...(before ?? pair), availableBase });
  }
  return [...lines.values()];
}

/**
 * Lines of its buyer that each agreement's goods in store could fill now, by the agreement's id: the nearest day first, each once. One
 * question for all of them, and two about the papers of each seller. Lines on whose day the goods may not be sold for want of a paper are
 * left out: a draw is refused, and only their seller can mend it.
 */
export async function linesForAgreements(
  agreements: readonly (Agreement & { readonly id: string })[],
  today: BusinessDay,
  on: Executor = db(),
): Promise<Map<string, OpenLine[]>> {
  if (agreements.length === 0) return new Map();
  const pairs = await fitting(listings.sellerId, on)
    .where(and(or(...agreements.map(drawable)), gte(orders.deliveryDay, today)))
    .orderBy(asc(orders.deliveryDay), asc(orderLines.id), asc(lots.expiresOn))
    .limit(PAIRS_MAX * agreements.length);
  const found = new Map<string, OpenLine[]>();
  for (const sellerId of new Set(agreements.map((agreement) => agreement.sellerId))) {
    const own = agreements.filter((agreement) => agreement.sellerId === sellerId);
    const ofSeller = pairs.filter((pair) => own.some((agreement) => isOf(agreement, pair)));
    const sellable = (await withPapers(sellerId, ofSeller, on)).flatMap(({ paperFault, ...pair }) =>
      paperFault ? [] : [pair],
    );
    for (const agreement of own)
      found.set(agreement.id, byLine(sellable.filter((pair) => isOf(agreement, pair))));
  }
  return found;
}
