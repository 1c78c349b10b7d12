import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { allotmentLifecycle, roundLifecycle } from "#app/modules/allotment/allotment-lifecycle.ts";
import type { LeftOut } from "#app/modules/allotment/exclusion.ts";
import { allotmentKeys } from "#app/modules/allotment/key.ts";
import { allotmentRules, type ShareChange } from "#app/modules/allotment/round.ts";
import { id, moment, oneOf, word } from "./columns.ts";
import { callOffs } from "./contracts.ts";
import { organisations, persons } from "./identity.ts";

const roundStates = statesOf(roundLifecycle);
const allotmentStates = statesOf(allotmentLifecycle);

/** One computed table of a call-off, or of all waves of a schedule at once; the instance is kept, so that "why 56 peti?" can be answered for ever. */
export const allotmentRounds = pgTable(
  "allotment_rounds",
  {
    id: id().primaryKey(),
    /** The first call-off of the schedule that it shares out: all waves of it that were open then. */
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    round: smallint().notNull(),
    rule: word(allotmentRules).notNull(),
    /** Which edition of the rule worked it out: tables of an older one are not worked out anew by a newer. */
    ruleVersion: smallint().notNull().default(1),
    key: word(allotmentKeys).notNull().default("agreed"),
    state: word(roundStates).notNull(),
    packs: integer().notNull(),
    /** Null until the worker has drawn it up, or has found that nothing can be shared out. */
    instance: jsonb().$type<unknown>(),
    result: jsonb().$type<unknown>(),
    /** Who was left out, of which wave, and why. */
    excluded: jsonb().$type<readonly LeftOut[]>().notNull().default([]),
    /** What each koperasi had been offered before, and has with this table; null in a first round. */
    changes: jsonb().$type<readonly ShareChange[]>(),
    /** Why nothing came out of it, as the code of a refusal. */
    failedBecause: text(),
    proposedAt: moment().notNull(),
    proposedBy: text().notNull(),
    publishedAt: moment(),
    publishedBy: id().references(() => persons.id),
    note: text(),
    /** Why people gave other shares than the rule; null where the rule's stand. */
    adjustedBecause: text(),
  },
  (t) => [
    index("allotment_rounds_call_off").on(t.callOffId, t.round),
    check("allotment_rounds_state", oneOf(t.state, roundStates)),
    check("allotment_rounds_rule", oneOf(t.rule, allotmentRules)),
    check("allotment_rounds_key", oneOf(t.key, allotmentKeys)),
    // Shares that people gave need a reason.
    check("allotment_rounds_adjusted", sql`length(trim(${t.adjustedBecause})) >= 5`),
    check(
      "allotment_rounds_drawn",
      sql`${t.state} in ('asked', 'discarded') or (${t.instance} is not null and ${t.result} is not null)`,
    ),
  ],
);

export const allotments = pgTable(
  "allotments",
  {
    id: id().primaryKey(),
    roundId: id()
      .notNull()
      .references(() => allotmentRounds.id),
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    packs: integer().notNull(),
    acceptedPacks: integer(),
    /** Packs of it that a koperasi gave back through no fault of its own: fairness counts them as never offered. */
    excusedPacks: integer().notNull().default(0),
    state: word(allotmentStates).notNull(),
    because: jsonb().$type<Record<string, unknown>>().notNull(),
    answeredAt: moment(),
    answeredBy: id().references(() => persons.id),
    reason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique("allotments_once").on(t.roundId, t.koperasiId, t.callOffId),
    index("allotments_koperasi").on(t.koperasiId, t.state),
    index("allotments_call_off").on(t.callOffId),
    check("allotments_state", oneOf(t.state, allotmentStates)),
    check("allotments_excused", sql`${t.excusedPacks} between 0 and ${t.packs}`),
    check(
      "allotments_packs",
      sql`${t.packs} >= 0 and (${t.acceptedPacks} is null or (${t.acceptedPacks} >= 0 and ${t.acceptedPacks} <= ${t.packs}))`,
    ),
  ],
);

/** A koperasi that was told to answer for a claim on its goods: it shares in no round of that trade center until it is decided. */
export const disputedKoperasi = pgTable(
  "disputed_koperasi",
  {
    /** What it is about, as the room above names it. */
    subjectId: id().primaryKey(),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    since: moment().notNull(),
    until: moment(),
  },
  (t) => [
    index("disputed_koperasi_open").on(t.koperasiId, t.hubId).where(sql`until is null`),
    check("disputed_koperasi_order", sql`${t.until} >= ${t.since}`),
  ],
);
