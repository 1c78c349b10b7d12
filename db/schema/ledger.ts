import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { accountKinds } from "#app/modules/ledger/chart.ts";
import { day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations } from "./identity.ts";

/** One account in one organisation's books, e.g. 1-1200 receivables from SPPG Bendogerit. */
export const accounts = pgTable(
  "accounts",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    code: text().notNull(),
    kind: word(accountKinds).notNull(),
    /** ISO 4217. Books here are in whole rupiah, and an account in anything else cannot be opened. */
    currency: text().notNull().default("IDR"),
    /** The other party, budget or call-off that this account follows; null for a plain account. */
    subjectId: id(),
    /** The balance may never leave these bounds; null for no bound. A budget that cannot be overdrawn is one such line. */
    balanceMin: rupiah(),
    balanceMax: rupiah(),
    /**
     * Of an account with a bound, its balance, debit positive: whoever posts waits here for whoever posted before. Null
     * for every other account: those are summed up from their days (`accountBalances`), and nobody waits for anybody.
     */
    guardedBalance: rupiah(),
    openedAt: moment().notNull(),
  },
  (t) => [
    unique("accounts_code").on(t.organisationId, t.code, t.subjectId).nullsNotDistinct(),
    check("accounts_kind", oneOf(t.kind, accountKinds)),
    check("accounts_currency", sql`${t.currency} = 'IDR'`),
    check("accounts_balance_min", sql`${t.balanceMin} is null or ${t.guardedBalance} >= ${t.balanceMin}`),
    check("accounts_balance_max", sql`${t.balanceMax} is null or ${t.guardedBalance} <= ${t.balanceMax}`),
    check(
      "accounts_guarded",
      sql`(${t.guardedBalance} is null) = (${t.balanceMin} is null and ${t.balanceMax} is null)`,
    ),
  ],
);

/** What happened, once, in one organisation's books. Append-only (trigger). */
export const entries = pgTable(
  "entries",
  {
    id: id().primaryKey(),
    sequence: bigint({ mode: "bigint" }).generatedAlwaysAsIdentity().notNull(),
    /** Whose accounts its lines move (trigger); it needs no key of its own to point at what they point at. */
    organisationId: id().notNull(),
    /** What kind of deed this is, e.g. invoice.issued; docs/money.md draws each. */
    kind: text().notNull(),
    /** The id of the thing that the deed was done to. */
    subjectId: id().notNull(),
    occurredOn: day().notNull(),
    recordedAt: moment().notNull(),
    narration: text().notNull(),
    reversesId: id().references((): AnyPgColumn => entries.id),
  },
  (t) => [
    // A deed is booked once per book, however often a job or a form repeats it.
    unique("entries_once").on(t.organisationId, t.kind, t.subjectId),
    // Hardly any entry reverses another: an index of all the others' nothing would be one more to write for each.
    uniqueIndex("entries_reversed_once").on(t.reversesId).where(sql`${t.reversesId} is not null`),
    index("entries_organisation").on(t.organisationId, t.occurredOn),
    // Entries are written in the order of their moments, so a few bytes a page find those of one day.
    index("entries_recorded").using("brin", t.recordedAt),
    index("entries_subject").on(t.subjectId),
  ],
);

/**
 * One line of an entry: debit positive, credit negative, never nothing. Append-only (trigger). That its entry and its account are
 * there, and that the lines of its entry balance, is asked once for all lines of a statement (`apply_postings`), which also takes
 * the accounts as a foreign key would: a key asked for every line by itself.
 */
export const postings = pgTable(
  "postings",
  {
    id: id().primaryKey(),
    entryId: id().notNull(),
    accountId: id().notNull(),
    position: smallint().notNull(),
    amount: rupiah().notNull(),
    /** The day of its entry (trigger): a page of an account's ledger is found by its index alone. */
    occurredOn: day().notNull(),
  },
  (t) => [
    unique("postings_position").on(t.entryId, t.position),
    index("postings_account").on(t.accountId, t.occurredOn, t.id),
    check("postings_amount", sql`${t.amount} <> 0`),
  ],
);

/**
 * What was moved on an account, by the day it happened and the day it was written down (UTC). Kept by the ledger from the
 * postings themselves, proven against them: a balance at any day, as known on any day, is a sum of a few rows. Each
 * connection adds to a row of its own (`slot`), so that nobody waits for an account that everybody uses; the slots of
 * days that are over are put together at night.
 */
export const accountDays = pgTable(
  "account_days",
  {
    accountId: id()
      .notNull()
      .references(() => accounts.id),
    occurredOn: day().notNull(),
    recordedOn: day().notNull(),
    slot: smallint().notNull(),
    debit: rupiah().notNull(),
    credit: rupiah().notNull(),
  },
  (t) => [
    primaryKey({ name: "account_days_key", columns: [t.accountId, t.occurredOn, t.recordedOn, t.slot] }),
    check("account_days_sides", sql`${t.debit} >= 0 and ${t.credit} >= 0`),
  ],
);

/** Every account with its balance now: the sum of its days, debit positive. */
export const accountBalances = pgView("account_balances", {
  accountId: id().notNull(),
  organisationId: id().notNull(),
  code: text().notNull(),
  kind: word(accountKinds).notNull(),
  subjectId: id(),
  balance: rupiah().notNull(),
}).existing();
