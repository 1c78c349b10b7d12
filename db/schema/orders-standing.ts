import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { DAYS_AHEAD_MAX, standingOutcomes } from "#app/modules/orders/standing.ts";
import { commodities } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { orders } from "./orders.ts";

/** What a buyer often asks for, under a name, without a day and without prices. Written once; it is put away, not changed. */
export const orderTemplates = pgTable(
  "order_templates",
  {
    id: id().primaryKey(),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    windowStart: text().notNull(),
    windowEnd: text().notNull(),
    urgencyClass: smallint().notNull(),
    suppliersPerLineMax: smallint(),
    note: text(),
    createdBy: id()
      .notNull()
      .references(() => persons.id),
    createdAt: moment().notNull(),
    /** When it was put away; null while it can be used. */
    removedAt: moment(),
  },
  (t) => [
    unique("order_templates_of_buyer").on(t.id, t.buyerId),
    uniqueIndex("order_templates_name").on(t.buyerId, sql`lower(${t.name})`).where(sql`removed_at is null`),
    check("order_templates_window", sql`${t.windowStart} < ${t.windowEnd}`),
  ],
);

export const orderTemplateLines = pgTable(
  "order_template_lines",
  {
    templateId: id()
      .notNull()
      .references(() => orderTemplates.id),
    position: smallint().notNull(),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    quantityBase: baseQuantity().notNull(),
    dishGroup: text(),
    specification: text(),
  },
  (t) => [
    primaryKey({ columns: [t.templateId, t.position] }),
    check("order_template_lines_quantity", sql`${t.quantityBase} > 0 and ${t.basePerUnit} > 0`),
  ],
);

/** A template asked for again every week. Its rhythm is written once: another rhythm is another standing order. */
export const standingOrders = pgTable(
  "standing_orders",
  {
    id: id().primaryKey(),
    buyerId: id().notNull(),
    templateId: id().notNull(),
    /** Digits of the days of the week, Monday is 1: "135". */
    weekdays: text().notNull(),
    /** An order is written so many days before it is to come. */
    daysAhead: smallint().notNull(),
    startsOn: day().notNull(),
    endsOn: day(),
    createdBy: id()
      .notNull()
      .references(() => persons.id),
    createdAt: moment().notNull(),
    endedAt: moment(),
    endedBy: id().references(() => persons.id),
  },
  (t) => [
    foreignKey({
      name: "standing_orders_template",
      columns: [t.templateId, t.buyerId],
      foreignColumns: [orderTemplates.id, orderTemplates.buyerId],
    }),
    unique("standing_orders_of_buyer").on(t.id, t.buyerId),
    index("standing_orders_buyer").on(t.buyerId),
    check("standing_orders_weekdays", sql`${t.weekdays} ~ '^1?2?3?4?5?6?7?$' and ${t.weekdays} <> ''`),
    check("standing_orders_ahead", sql`${t.daysAhead} between 1 and ${sql.raw(String(DAYS_AHEAD_MAX))}`),
    check("standing_orders_period", sql`${t.endsOn} is null or ${t.endsOn} >= ${t.startsOn}`),
    check("standing_orders_ended", sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
  ],
);

/** What became of one day of a standing order. One row for each, so that none is ever written twice. */
export const standingDays = pgTable(
  "standing_days",
  {
    standingOrderId: id().notNull(),
    buyerId: id().notNull(),
    deliveryDay: day().notNull(),
    outcome: word(standingOutcomes).notNull(),
    orderId: id(),
    /** Why nothing was written, or what was left out of the draft: the code of a refusal and its figures. */
    reasonCode: text(),
    reasonParams: jsonb().$type<Readonly<Record<string, string | number>>>(),
    calledAt: moment().notNull(),
    settledAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.standingOrderId, t.deliveryDay] }),
    foreignKey({
      name: "standing_days_standing",
      columns: [t.standingOrderId, t.buyerId],
      foreignColumns: [standingOrders.id, standingOrders.buyerId],
    }),
    foreignKey({
      name: "standing_days_order",
      columns: [t.orderId, t.buyerId],
      foreignColumns: [orders.id, orders.buyerId],
    }),
    unique("standing_days_once").on(t.orderId),
    index("standing_days_open").on(t.buyerId, t.outcome, t.deliveryDay),
    check("standing_days_outcome", oneOf(t.outcome, standingOutcomes)),
    check("standing_days_drafted", sql`(${t.orderId} is not null) = (${t.outcome} = 'drafted')`),
    check("standing_days_settled", sql`(${t.settledAt} is null) = (${t.outcome} = 'due')`),
    check(
      "standing_days_reason",
      sql`case when ${t.outcome} = 'failed' then ${t.reasonCode} is not null else ${t.reasonCode} is null or ${t.outcome} = 'drafted' end`,
    ),
  ],
);
