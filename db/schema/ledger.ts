import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  pgTable,
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
    /** The other party, budget or call-off that this account follows; null for a plain account. */
    subjectId: id(),
    /** Σ of its postings, debit positive. Kept by the ledger, proven against the postings. */
    balance: rupiah().notNull().default(sql`0`),
    /** The balance may never leave these bounds; null for no bound. A budget that cannot be overdrawn is one such line. */
    balanceMin: rupiah(),
    balanceMax: rupiah(),
    openedAt: moment().notNull(),
  },
  (t) => [
    unique("accounts_code").on(t.organisationId, t.code, t.subjectId).nullsNotDistinct(),
    check("accounts_kind", oneOf(t.kind, accountKinds)),
    check("accounts_balance_min", sql`${t.balanceMin} is null or ${t.balance} >= ${t.balanceMin}`),
    check("accounts_balance_max", sql`${t.balanceMax} is null or ${t.balance} <= ${t.balanceMax}`),
  ],
);

/** What happened, once, in one organisation's books. Append-only (trigger). */
export const entries = pgTable(
  "entries",
  {
    id: id().primaryKey(),
    sequence: bigint({ mode: "bigint" }).generatedAlwaysAsIdentity().notNull(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
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
    uniqueIndex("entries_reversed_once").on(t.reversesId),
    index("entries_organisation").on(t.organisationId, t.occurredOn),
    index("entries_subject").on(t.subjectId),
  ],
);

/** One line of an entry: debit positive, credit negative, never nothing. Append-only (trigger). */
export const postings = pgTable(
  "postings",
  {
    id: id().primaryKey(),
    entryId: id()
      .notNull()
      .references(() => entries.id),
    accountId: id()
      .notNull()
      .references(() => accounts.id),
    position: smallint().notNull(),
    amount: rupiah().notNull(),
  },
  (t) => [
    unique("postings_position").on(t.entryId, t.position),
    index("postings_account").on(t.accountId),
    check("postings_amount", sql`${t.amount} <> 0`),
  ],
);
