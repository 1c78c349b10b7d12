import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor, type Transaction } from "#db/client.server.ts";
import { grades } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { marketDays, matchCells } from "#db/schema/matching.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { streamTexts } from "#db/stream-rows.server.ts";
import type { Area } from "../catalogue/supply-reads.server.ts";
import type { Cell, CellScope } from "./cell.ts";

const latitude = sql`coalesce(${organisations.latitude}, ${regions.latitude}, 0)`;
const longitude = sql`coalesce(${organisations.longitude}, ${regions.longitude}, 0)`;

/**
 * Cities that this cell is matched for. Others whose own clearing is still to come, or under way, wait for that. The city
 * it is about does not: a clearing under way may have read its orders already. Only goods that fall through before the
 * cut-off are left to it.
 */
function isInScope(scope: CellScope, at: Date): SQL {
  if (scope.trigger === "cut_off")
    return sql`exists (select 1 from ${marketDays} where ${marketDays.cityCode} = ${orders.cityCode}
      and ${marketDays.deliveryDay} = ${orders.deliveryDay} and ${marketDays.nightId} = ${scope.nightId})`;
  const isToCome = sql`(${marketDays.nightId} is null and ${marketDays.cutOffAt} >= ${at.toISOString()}::timestamptz)`;
  const isLeftToIt = scope.trigger === "on_demand" ? sql`false` : isToCome;
  return sql`not exists (select 1 from ${marketDays} left join ${matchCells} on ${matchCells.nightId} = ${marketDays.nightId}
      and ${matchCells.commodityCode} = ${orderLines.commodityCode}
    where ${marketDays.cityCode} = ${orders.cityCode} and ${marketDays.deliveryDay} = ${orders.deliveryDay}
      and ${marketDays.clearedAt} is null
      and case when ${orders.cityCode} = ${scope.cityCode} then ${isLeftToIt}
        when ${marketDays.nightId} is null then true
        else ${matchCells.nightId} is not null and ${matchCells.runId} is null end)`;
}

/** Which of these commitments belong to lines that such a clearing of the cell is for. */
export async function commitmentsInScope(
  commitmentIds: readonly string[],
  { commodityCode, deliveryDay }: Cell,
  { scope, at }: { readonly scope: CellScope; readonly at: Date },
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on
    .select({ id: commitments.id })
    .from(commitments)
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(
      and(
        inArray(commitments.id, [...commitmentIds]),
        eq(orderLines.commodityCode, commodityCode),
        eq(orders.deliveryDay, deliveryDay),
        isInScope(scope, at),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Every line of a submitted or approved order with something left to promise. */
function openLines({ commodityCode, deliveryDay }: Cell, scope: CellScope, at: Date): SQL {
  return sql`from ${orderLines}
    join ${orders} on ${orders.id} = ${orderLines.orderId}
    join ${organisations} on ${organisations.id} = ${orders.buyerId}
    join ${regions} on ${regions.code} = ${orders.cityCode}
    join ${grades} on ${grades.commodityCode} = ${orderLines.commodityCode} and ${grades.code} = ${orderLines.gradeCode}
    where ${orders.deliveryDay} = ${deliveryDay}::date and ${orders.state} in ('submitted', 'approved')
      and ${orderLines.commodityCode} = ${commodityCode} and ${organisations.state} = 'active'
      and ${orderLines.promisedBase} < ${orderLines.quantityBase} and ${isInScope(scope, at)}`;
}

/** How many lines of a cell are open and where on the map they are; null when there is none. */
export async function demandArea(
  tx: Transaction,
  cell: Cell,
  { scope, at }: { readonly scope: CellScope; readonly at: Date },
): Promise<{ readonly lines: number; readonly area: Area } | null> {
  const [row] = await tx.execute<{ lines: number } & Record<keyof Area, number>>(sql`
    select count(*)::int as lines, min(${latitude}) as south, max(${latitude}) as north,
      min(${longitude}) as west, max(${longitude}) as east ${openLines(cell, scope, at)}`);
  return row && row.lines > 0 ? { lines: row.lines, area: row } : null;
}

/** The open lines of a cell, one line of JSON for each in id order (`readDemand`). */
export function demandTexts(
  tx: Transaction,
  cell: Cell,
  { scope, at }: { readonly scope: CellScope; readonly at: Date },
): AsyncGenerator<string[]> {
  return streamTexts(
    tx,
    sql`select json_build_array(${orderLines.id}, ${orders.id}, ${orders.buyerId}, ${orders.cityCode}, ${grades.rank},
        (${orderLines.quantityBase} - ${orderLines.promisedBase})::text, ${orderLines.ceilingRupiah}::text,
        ${orderLines.basePerUnit}::text, ${orders.urgencyClass}, ${latitude}, ${longitude}, ${orderLines.version},
        (select coalesce(json_agg(distinct ${commitments.sellerId} order by ${commitments.sellerId}), '[]') from ${commitments}
          where ${commitments.orderLineId} = ${orderLines.id} and ${commitments.state} in ('declined', 'lapsed', 'broken')),
        case when ${orderLines.overrideReason} is null then ${orderLines.legalCeilingRupiah}::text end,
        ${orders.suppliersPerLineMax},
        case when ${orders.suppliersPerLineMax} is null or ${orderLines.promisedBase} = 0 then '[]'
          else (select coalesce(json_agg(distinct ${commitments.sellerId} order by ${commitments.sellerId}), '[]') from ${commitments}
            where ${commitments.orderLineId} = ${orderLines.id} and ${commitments.state} in ('offered', 'accepted', 'fulfilled')) end,
        ${organisations.kind})::text as text
      ${openLines(cell, scope, at)} order by ${orderLines.id} collate "C"`,
  );
}

/** The commodities that a city still lacks for a day, by code. */
export async function commoditiesLacking(
  cityCode: string,
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on
    .selectDistinct({ code: orderLines.commodityCode })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(
      and(
        eq(orders.cityCode, cityCode),
        eq(orders.deliveryDay, deliveryDay),
        inArray(orders.state, ["submitted", "approved"]),
        sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
      ),
    )
    .orderBy(asc(orderLines.commodityCode));
  return rows.map((row) => row.code);
}

export type MarketDay = typeof marketDays.$inferSelect;

export async function marketDayOf(
  cityCode: string,
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<MarketDay | null> {
  const [row] = await on
    .select()
    .from(marketDays)
    .where(and(eq(marketDays.cityCode, cityCode), eq(marketDays.deliveryDay, deliveryDay)));
  return row ?? null;
}

export type OrderMarket = {
  readonly cityCode: string;
  readonly deliveryDay: BusinessDay;
  readonly buyerId: string;
};

/** The market that a standing order belongs to; null when there is no such order or it asks for nothing any more. */
export async function orderMarket(orderId: string, on: Executor = db()): Promise<OrderMarket | null> {
  const [row] = await on
    .select({ cityCode: orders.cityCode, deliveryDay: orders.deliveryDay, buyerId: orders.buyerId })
    .from(orders)
    .where(and(eq(orders.id, orderId), inArray(orders.state, ["submitted", "approved"])));
  return row ?? null;
}

/** The cell that the goods of a commitment fell out of, and the city of its buyer; null when its order asks no more. */
export async function cellOfCommitment(
  commitmentId: string,
  on: Executor = db(),
): Promise<(Cell & { readonly cityCode: string }) | null> {
  const [row] = await on
    .select({
      commodityCode: orderLines.commodityCode,
      deliveryDay: orders.deliveryDay,
      cityCode: orders.cityCode,
    })
    .from(commitments)
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(and(eq(commitments.id, commitmentId), inArray(orders.state, ["submitted", "approved"])));
  return row ?? null;
}
