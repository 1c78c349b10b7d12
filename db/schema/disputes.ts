import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { bearers, causes, stages } from "#app/modules/disputes/bearing.ts";
import { disputeLifecycle } from "#app/modules/disputes/dispute-lifecycle.ts";
import { disputeDeeds, disputeParties } from "#app/modules/disputes/dispute-words.ts";
import { rejectReasons } from "#app/modules/shipments/shipment-lifecycle.ts";
import { baseQuantity, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { callOffs } from "./contracts.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { shipmentLines, shipments } from "./shipments.ts";

const disputeStates = statesOf(disputeLifecycle);

/** A buyer's claim on one koperasi's share of a call-off, after its handover was signed. */
export const disputes = pgTable(
  "disputes",
  {
    id: id().primaryKey(),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(disputeStates).notNull(),
    openedAt: moment().notNull(),
    openedBy: id().references(() => persons.id),
    /** Until when whoever it waits for may answer. */
    dueAt: moment().notNull(),
    decidedAt: moment(),
    decidedBy: id().references(() => persons.id),
    /** Nobody decided in time: it was granted, and the trade center bears it. */
    isLapsed: boolean().notNull().default(false),
    /** Number of the Berita Acara Klaim; set when it is decided. */
    number: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // One claim at a time on what one koperasi brought; another may follow while the window is open.
    uniqueIndex("disputes_undecided").on(t.shipmentId).where(sql`state in ('open', 'hearing', 'answered')`),
    index("disputes_call_off").on(t.callOffId),
    index("disputes_hub").on(t.hubId, t.state, t.dueAt),
    index("disputes_buyer").on(t.buyerId),
    index("disputes_koperasi").on(t.koperasiId, t.state),
    check("disputes_state", oneOf(t.state, disputeStates)),
    check(
      "disputes_decided",
      sql`(${t.state} in ('granted', 'refused', 'settled')) = (${t.decidedAt} is not null) and (${t.decidedAt} is null) = (${t.number} is null)`,
    ),
    check("disputes_lapsed", sql`not ${t.isLapsed} or ${t.decidedBy} is null`),
  ],
);

export const disputeLines = pgTable(
  "dispute_lines",
  {
    id: id().primaryKey(),
    disputeId: id()
      .notNull()
      .references(() => disputes.id),
    position: smallint().notNull(),
    shipmentLineId: id()
      .notNull()
      .references(() => shipmentLines.id),
    cause: word(causes).notNull(),
    reason: word(rejectReasons).notNull(),
    claimedBase: baseQuantity().notNull(),
    /** What of it the buyer bears by the contract. */
    allowanceBase: baseQuantity().notNull(),
    askedBase: baseQuantity().notNull(),
    askedRupiah: rupiah().notNull(),
    grantedBase: baseQuantity(),
    grantedRupiah: rupiah(),
    /** Where it happened, and who therefore bears it; only of what is granted. */
    stage: word(stages),
    bearer: word(bearers),
  },
  (t) => [
    unique("dispute_lines_once").on(t.disputeId, t.shipmentLineId, t.cause),
    index("dispute_lines_line").on(t.shipmentLineId),
    check("dispute_lines_cause", oneOf(t.cause, causes)),
    check("dispute_lines_stage", oneOf(t.stage, stages)),
    check("dispute_lines_bearer", sql`${t.bearer} in ('koperasi', 'carrier', 'trade_center')`),
    check(
      "dispute_lines_asked",
      sql`${t.claimedBase} > 0 and ${t.allowanceBase} >= 0 and ${t.askedBase} >= 0 and ${t.claimedBase} = ${t.allowanceBase} + ${t.askedBase} and ${t.askedRupiah} >= 0`,
    ),
    check(
      "dispute_lines_granted",
      sql`(${t.grantedBase} is null) = (${t.grantedRupiah} is null) and coalesce(${t.grantedBase}, 0) between 0 and ${t.askedBase} and coalesce(${t.grantedRupiah}, 0) between 0 and ${t.askedRupiah} and (coalesce(${t.grantedBase}, 0) > 0) = (${t.bearer} is not null)`,
    ),
  ],
);

/** Pictures of what was found. */
export const disputePhotos = pgTable(
  "dispute_photos",
  {
    disputeId: id()
      .notNull()
      .references(() => disputes.id),
    fileId: id()
      .notNull()
      .references(() => storedFiles.id),
  },
  (t) => [primaryKey({ columns: [t.disputeId, t.fileId] })],
);

/** Everything that was said about a claim, by whom and when; nothing of it is ever changed. */
export const disputeWords = pgTable(
  "dispute_words",
  {
    id: id().primaryKey(),
    disputeId: id()
      .notNull()
      .references(() => disputes.id),
    party: word(disputeParties).notNull(),
    deed: word(disputeDeeds).notNull(),
    /** Null where a deadline speaks. */
    words: text(),
    saidAt: moment().notNull(),
    saidBy: id().references(() => persons.id),
  },
  (t) => [
    index("dispute_words_dispute").on(t.disputeId),
    check("dispute_words_party", oneOf(t.party, disputeParties)),
    check("dispute_words_deed", oneOf(t.deed, disputeDeeds)),
    check("dispute_words_said", sql`(${t.party} = 'rule') = (${t.words} is null)`),
  ],
);
