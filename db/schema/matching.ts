import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { day, id, moment, word } from "./columns.ts";
import { orderLines } from "./orders.ts";
import { regions } from "./regions.ts";

/** One clearing of one market (city × delivery day): the instance, the proven answer, and when it took effect. */
export const matchRuns = pgTable(
  "match_runs",
  {
    id: id().primaryKey(),
    cityCode: text()
      .notNull()
      .references(() => regions.code),
    deliveryDay: day().notNull(),
    trigger: word(["cut_off", "on_demand", "rematch"]).notNull(),
    state: word(["applied", "empty", "stale"]).notNull(),
    instanceHash: text().notNull(),
    instance: jsonb().$type<unknown>().notNull(),
    result: jsonb().$type<unknown>().notNull(),
    isUnique: boolean().notNull(),
    lineCount: integer().notNull(),
    offerCount: integer().notNull(),
    startedAt: moment().notNull(),
    appliedAt: moment(),
  },
  (t) => [index("match_runs_market").on(t.cityCode, t.deliveryDay, t.startedAt)],
);

/** Why a line got what it got: alternatives, what was excluded and why, what was left open. */
export const matchReasons = pgTable(
  "match_reasons",
  {
    runId: id()
      .notNull()
      .references(() => matchRuns.id),
    orderLineId: id()
      .notNull()
      .references(() => orderLines.id),
    because: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.orderLineId] }), index("match_reasons_line").on(t.orderLineId)],
);

/** A market day is cleared once at its cut-off; what comes later is matched on demand. */
export const marketDays = pgTable(
  "market_days",
  {
    cityCode: text()
      .notNull()
      .references(() => regions.code),
    deliveryDay: day().notNull(),
    cutOffAt: moment().notNull(),
    clearedAt: moment(),
    runId: id().references(() => matchRuns.id),
  },
  (t) => [
    primaryKey({ columns: [t.cityCode, t.deliveryDay] }),
    uniqueIndex("market_days_due").on(t.cutOffAt, t.cityCode, t.deliveryDay).where(sql`cleared_at is null`),
  ],
);
