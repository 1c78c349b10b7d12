import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { orderLifecycle } from "#app/modules/orders/order-lifecycle.ts";
import { commodities } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

const orderStates = statesOf(orderLifecycle);

/** An envelope of money for a period. What is left, reserved and spent stands in the ledger, not here. */
export const budgets = pgTable(
  "budgets",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    fund: text().notNull(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    amountRupiah: rupiah().notNull(),
    source: text().notNull(),
    createdBy: id().references(() => persons.id),
    createdAt: moment().notNull(),
  },
  (t) => [
    unique("budgets_period").on(t.organisationId, t.fund, t.startsOn),
    check("budgets_amount", sql`${t.amountRupiah} > 0`),
    check("budgets_period_order", sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);

export const orders = pgTable(
  "orders",
  {
    id: id().primaryKey(),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    /** City of the buyer: orders of one city and day are matched together. */
    cityCode: text().notNull(),
    state: word(orderStates).notNull(),
    deliveryDay: day().notNull(),
    /** HH:MM on the buyer's clock. */
    windowStart: text().notNull(),
    windowEnd: text().notNull(),
    budgetId: id().references(() => budgets.id),
    /** Budget held for this order: at submission Σ over lines of quantity × ceiling, and the most VAT there can be on it. */
    reservedRupiah: rupiah().notNull().default(sql`0`),
    /** 0 is most urgent. */
    urgencyClass: smallint().notNull().default(1),
    /** From how many suppliers each of its lines is taken at the most; null where the buyer set no limit of its own. */
    suppliersPerLineMax: smallint(),
    paymentTermDays: integer().notNull(),
    note: text(),
    /** Of an order drafted with a week's: its delivery, and how many orders that day had when it was reckoned. */
    weekKey: text(),
    createdBy: id().references(() => persons.id),
    createdAt: moment().notNull(),
    submittedBy: id().references(() => persons.id),
    submittedAt: moment(),
    approvedBy: id().references(() => persons.id),
    approvedAt: moment(),
    /** When the first goods left for this order; from then on it is received or returned, not cancelled. */
    firstDispatchedAt: moment(),
    closedAt: moment(),
    stateReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("orders_buyer").on(t.buyerId, t.id),
    unique("orders_of_buyer").on(t.id, t.buyerId),
    // A week that two people draft at once is drafted once.
    unique("orders_week").on(t.buyerId, t.weekKey),
    index("orders_market").on(t.cityCode, t.deliveryDay, t.state),
    check("orders_state", oneOf(t.state, orderStates)),
    check("orders_suppliers_per_line", sql`${t.suppliersPerLineMax} > 0`),
    check("orders_urgency", sql`${t.urgencyClass} between 0 and 2`),
    check("orders_reserved", sql`${t.reservedRupiah} >= 0`),
    // Maker and checker are two people.
    check("orders_two_people", sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.submittedBy}`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    id: id().primaryKey(),
    orderId: id()
      .notNull()
      .references(() => orders.id),
    position: smallint().notNull(),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    quantityBase: baseQuantity().notNull(),
    /** The most the buyer pays per unit, delivered. */
    ceilingRupiah: rupiah().notNull(),
    /** The legal ceiling in force for this line when it was submitted; null where there is none. */
    legalCeilingRupiah: rupiah(),
    /** Why a price above the legal ceiling is asked for; needs the head's approval. */
    overrideReason: text(),
    dishGroup: text(),
    specification: text(),
    /** Promised by offers that stand (offered, accepted, fulfilled). */
    promisedBase: baseQuantity().notNull().default(sql`0`),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique("order_lines_position").on(t.orderId, t.position),
    unique("order_lines_of_order").on(t.id, t.orderId),
    index("order_lines_commodity").on(t.commodityCode),
    check("order_lines_quantity", sql`${t.quantityBase} > 0 and ${t.basePerUnit} > 0`),
    check("order_lines_ceiling", sql`${t.ceilingRupiah} > 0`),
    check("order_lines_promised", sql`${t.promisedBase} >= 0 and ${t.promisedBase} <= ${t.quantityBase}`),
    check(
      "order_lines_override",
      sql`${t.legalCeilingRupiah} is null or ${t.ceilingRupiah} <= ${t.legalCeilingRupiah} or ${t.overrideReason} is not null`,
    ),
  ],
);
