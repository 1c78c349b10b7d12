import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { appealCauses, appealLifecycle } from "#app/modules/shipments/appeal-lifecycle.ts";
import { baseQuantity, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { shipmentLines, shipments } from "./shipments.ts";

const appealStates = statesOf(appealLifecycle);

/** A seller's appeal against what was weighed or refused at the door: one for each receipt, with all of its lines. */
export const appeals = pgTable(
  "appeals",
  {
    id: id().primaryKey(),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(appealStates).notNull(),
    openedAt: moment().notNull(),
    openedBy: id()
      .notNull()
      .references(() => persons.id),
    /** Until when the buyer may answer; after it the weighing stands. */
    dueAt: moment().notNull(),
    /** When it ended: answered, taken back, or out of time. */
    decidedAt: moment(),
    /** Who of the buyer answered it, or who of the seller took it back; null where the time ran out. */
    decidedBy: id().references(() => persons.id),
    /** Why it was granted, refused or taken back, in the words of whoever did. */
    words: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique("appeals_once").on(t.shipmentId),
    index("appeals_buyer").on(t.buyerId, t.state),
    index("appeals_seller").on(t.sellerId),
    index("appeals_due").on(t.dueAt).where(sql`state = 'open'`),
    check("appeals_state", oneOf(t.state, appealStates)),
    check("appeals_due_later", sql`${t.dueAt} > ${t.openedAt}`),
    check(
      "appeals_decided",
      sql`(${t.state} = 'open') = (${t.decidedAt} is null) and (${t.state} in ('granted', 'refused', 'withdrawn')) = (${t.decidedBy} is not null) and (${t.decidedBy} is null) = (${t.words} is null)`,
    ),
  ],
);

export const appealLines = pgTable(
  "appeal_lines",
  {
    id: id().primaryKey(),
    appealId: id()
      .notNull()
      .references(() => appeals.id),
    position: smallint().notNull(),
    shipmentLineId: id()
      .notNull()
      .references(() => shipmentLines.id),
    cause: word(appealCauses).notNull(),
    askedBase: baseQuantity().notNull(),
    reason: text().notNull(),
    photoId: id()
      .notNull()
      .references(() => storedFiles.id),
    /** Whether what is granted is accepted and paid; goods that went home only lose their bad mark. */
    isOwed: boolean().notNull(),
    grantedBase: baseQuantity(),
    /** What the granted goods cost, before tax, and their tax as of the day they came. */
    goodsRupiah: rupiah(),
    taxRupiah: rupiah(),
    /** What a trader had written off of the granted goods, which is the cost of their sale after all. */
    costRupiah: rupiah().notNull().default(sql`0`),
  },
  (t) => [
    unique("appeal_lines_once").on(t.appealId, t.shipmentLineId, t.cause),
    index("appeal_lines_line").on(t.shipmentLineId),
    check("appeal_lines_cause", oneOf(t.cause, appealCauses)),
    check("appeal_lines_asked", sql`${t.askedBase} > 0`),
    check("appeal_lines_short", sql`${t.cause} <> 'short' or ${t.isOwed}`),
    check(
      "appeal_lines_cost",
      sql`${t.costRupiah} >= 0 and (${t.costRupiah} = 0 or (${t.isOwed} and coalesce(${t.grantedBase}, 0) > 0))`,
    ),
    check(
      "appeal_lines_granted",
      sql`(${t.grantedBase} is null) = (${t.goodsRupiah} is null) and (${t.grantedBase} is null) = (${t.taxRupiah} is null) and coalesce(${t.grantedBase}, 0) between 0 and ${t.askedBase} and coalesce(${t.goodsRupiah}, 0) >= 0 and coalesce(${t.taxRupiah}, 0) >= 0 and (${t.isOwed} or coalesce(${t.goodsRupiah} + ${t.taxRupiah}, 0) = 0)`,
    ),
  ],
);
