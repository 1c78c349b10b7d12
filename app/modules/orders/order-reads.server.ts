import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades } from "#db/schema/catalogue.ts";
import { organisations, persons } from "#db/schema/identity.ts";
import { budgets, orderLines, orders } from "#db/schema/orders.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { balancesOfEach } from "../ledger/ledger-reads.server.ts";
import type { OrderFilter } from "./order.schema.ts";
import type { OrderState } from "./order-lifecycle.ts";

export type OrderSummary = typeof orders.$inferSelect & {
  readonly buyerName: string;
  readonly lineCount: number;
  /** Lines that are fully promised. */
  readonly filledCount: number;
  readonly worstRupiah: bigint;
};

/** A buyer's orders, or those of a foundation's kitchens, newest first, with how far each is promised. */
export async function ordersOf(
  organisationId: string,
  filter: OrderFilter,
  on: Executor = db(),
): Promise<Page<OrderSummary>> {
  const rows = await on
    .select({ order: orders, buyerName: organisations.name })
    .from(orders)
    .innerJoin(organisations, eq(organisations.id, orders.buyerId))
    .where(
      and(
        isOwnOrKitchens(orders.buyerId, organisationId, on),
        filter.state ? eq(orders.state, filter.state) : undefined,
        filter.deliveryDay ? eq(orders.deliveryDay, filter.deliveryDay) : undefined,
        filter.after ? lt(orders.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(orders.id))
    .limit(filter.limit + 1);
  const sums = await lineSums(
    rows.map(({ order }) => order.id),
    on,
  );
  return pageOf(
    rows.map(({ order, buyerName }) => ({
      ...order,
      buyerName,
      ...(sums.get(order.id) ?? { lineCount: 0, filledCount: 0, worstRupiah: 0n }),
    })),
    filter.limit,
    (row) => row.id,
  );
}

async function lineSums(orderIds: readonly string[], on: Executor) {
  if (orderIds.length === 0)
    return new Map<string, { lineCount: number; filledCount: number; worstRupiah: bigint }>();
  const rows = await on
    .select({
      orderId: orderLines.orderId,
      lineCount: sql<number>`count(*)::int`,
      filledCount: sql<number>`count(*) filter (where ${orderLines.promisedBase} = ${orderLines.quantityBase})::int`,
      // Half up, as priceOf does it in code.
      worst: sql<string>`sum(div(2 * ${orderLines.quantityBase}::numeric * ${orderLines.ceilingRupiah} + ${orderLines.basePerUnit}, 2 * ${orderLines.basePerUnit}::numeric))::text`,
    })
    .from(orderLines)
    .where(inArray(orderLines.orderId, [...orderIds]))
    .groupBy(orderLines.orderId);
  return new Map(
    rows.map((row) => [
      row.orderId,
      { lineCount: row.lineCount, filledCount: row.filledCount, worstRupiah: BigInt(row.worst) },
    ]),
  );
}

/** How an order stands now; null when there is none. For parts and reactions that have been told of it. */
export async function orderState(orderId: string, on: Executor = db()): Promise<OrderState | null> {
  const [row] = await on.select({ state: orders.state }).from(orders).where(eq(orders.id, orderId));
  return row?.state ?? null;
}

export type OrderLineView = typeof orderLines.$inferSelect & {
  readonly commodity: string;
  readonly gradeName: string;
  readonly baseUnit: "g" | "ml" | "piece";
};
export type OrderView = typeof orders.$inferSelect & {
  readonly buyerName: string;
  readonly lines: readonly OrderLineView[];
  readonly fund: string | null;
  readonly submittedByName: string | null;
  readonly approvedByName: string | null;
};

/** One order with its lines, for its buyer and the foundation behind it; null for anyone else. */
export async function orderVisibleTo(
  organisationId: string,
  orderId: string,
  on: Executor = db(),
): Promise<OrderView | null> {
  const [row] = await on
    .select({ order: orders, fund: budgets.fund, buyerName: organisations.name })
    .from(orders)
    .innerJoin(organisations, eq(organisations.id, orders.buyerId))
    .leftJoin(budgets, eq(budgets.id, orders.budgetId))
    .where(and(eq(orders.id, orderId), isOwnOrKitchens(orders.buyerId, organisationId, on)));
  if (!row) return null;
  const lines = await on
    .select({
      line: orderLines,
      commodity: commodities.name,
      gradeName: grades.name,
      baseUnit: commodities.baseUnit,
    })
    .from(orderLines)
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, orderLines.commodityCode), eq(grades.code, orderLines.gradeCode)),
    )
    .where(eq(orderLines.orderId, orderId))
    .orderBy(asc(orderLines.position));
  const names = await namesOf([row.order.submittedBy, row.order.approvedBy], on);
  return {
    ...row.order,
    fund: row.fund,
    buyerName: row.buyerName,
    lines: lines.map(({ line, ...rest }) => ({ ...line, ...rest })),
    submittedByName: names.get(row.order.submittedBy ?? "") ?? null,
    approvedByName: names.get(row.order.approvedBy ?? "") ?? null,
  };
}

async function namesOf(personIds: readonly (string | null)[], on: Executor): Promise<Map<string, string>> {
  const ids = personIds.filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await on
    .select({ id: persons.id, fullName: persons.fullName })
    .from(persons)
    .where(inArray(persons.id, ids));
  return new Map(rows.map((row) => [row.id, row.fullName]));
}

export type BudgetStatus = typeof budgets.$inferSelect & {
  readonly availableRupiah: bigint;
  readonly reservedRupiah: bigint;
  readonly spentRupiah: bigint;
};

/** An organisation's envelopes, the newest period first, with what the ledger says is free, held and spent. */
export async function budgetsOf(organisationId: string, on: Executor = db()): Promise<BudgetStatus[]> {
  const rows = await on
    .select()
    .from(budgets)
    .where(eq(budgets.organisationId, organisationId))
    .orderBy(desc(budgets.startsOn), asc(budgets.fund))
    .limit(50);
  const balances = await balancesOfEach(
    organisationId,
    ["budgetAvailable", "budgetReserved", "budgetSpent"],
    rows.map((budget) => budget.id),
    on,
  );
  return rows.map((budget) => {
    const held = balances.get(budget.id);
    return {
      ...budget,
      // Credit balances: what the ledger holds as −10 is ten rupiah free.
      availableRupiah: -(held?.get("budgetAvailable") ?? 0n),
      reservedRupiah: -(held?.get("budgetReserved") ?? 0n),
      spentRupiah: -(held?.get("budgetSpent") ?? 0n),
    };
  });
}
