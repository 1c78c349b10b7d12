import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { orderLifecycle } from "#app/modules/orders/order-lifecycle.ts";
import { priceReasons, priceVerdictWords } from "#app/modules/orders/price-evidence.ts";
import { commodities, referencePrices } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";

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
    unique("budgets_of_organisation").on(t.id, t.organisationId),
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
    index("orders_buyer_day").on(t.buyerId, t.deliveryDay),
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

/**
 * Why a buyer asks more for some goods of an order than the market pays or the law allows, with a photo or paper that shows
 * it. Written once: a dearer price, or a refused one, gets evidence anew.
 */
export const priceEvidences = pgTable(
  "price_evidences",
  {
    id: id().primaryKey(),
    orderId: id()
      .notNull()
      .references(() => orders.id),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    /** The dearest price that it speaks for: rupiah for a unit of `basePerUnit` base units, before tax. */
    askedRupiah: rupiah().notNull(),
    basePerUnit: baseQuantity().notNull(),
    reasonCode: word(priceReasons).notNull(),
    note: text(),
    fileId: id()
      .notNull()
      .references(() => storedFiles.id),
    writtenBy: id()
      .notNull()
      .references(() => persons.id),
    writtenAt: moment().notNull(),
  },
  (t) => [
    unique("price_evidences_of_order").on(t.id, t.orderId),
    unique("price_evidences_writer").on(t.id, t.writtenBy),
    index("price_evidences_order").on(t.orderId),
    check("price_evidences_price", sql`${t.askedRupiah} > 0 and ${t.basePerUnit} > 0`),
    check("price_evidences_reason", oneOf(t.reasonCode, priceReasons)),
    check("price_evidences_note", sql`${t.reasonCode} <> 'other' or ${t.note} is not null`),
  ],
);

/** The head's word on such evidence: given once, by somebody else than who brought it. */
export const priceVerdicts = pgTable(
  "price_verdicts",
  {
    evidenceId: id().primaryKey(),
    writtenBy: id().notNull(),
    verdict: word(priceVerdictWords).notNull(),
    note: text(),
    decidedBy: id()
      .notNull()
      .references(() => persons.id),
    decidedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({
      name: "price_verdicts_evidence",
      columns: [t.evidenceId, t.writtenBy],
      foreignColumns: [priceEvidences.id, priceEvidences.writtenBy],
    }),
    check("price_verdicts_two_people", sql`${t.decidedBy} <> ${t.writtenBy}`),
    check("price_verdicts_word", oneOf(t.verdict, priceVerdictWords)),
    check("price_verdicts_note", sql`${t.verdict} <> 'refused' or ${t.note} is not null`),
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
    /** What the market paid when the line was submitted, per unit, and the surveyed price that says so; null where none did. */
    referenceId: id().references(() => referencePrices.id),
    referenceRupiah: rupiah(),
    /** The most a unit could cost then without being explained; null where nothing was known, or the buyer need not explain. */
    unquestionedRupiah: rupiah(),
    priceEvidenceId: id(),
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
    // A line that has to be explained is explained by evidence of its own order.
    foreignKey({
      name: "order_lines_evidence",
      columns: [t.priceEvidenceId, t.orderId],
      foreignColumns: [priceEvidences.id, priceEvidences.orderId],
    }),
    check(
      "order_lines_explained",
      sql`${t.unquestionedRupiah} is null or ${t.ceilingRupiah} <= ${t.unquestionedRupiah} or ${t.priceEvidenceId} is not null`,
    ),
    check("order_lines_reference", sql`(${t.referenceId} is null) = (${t.referenceRupiah} is null)`),
  ],
);
