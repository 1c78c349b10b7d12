import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { lineStates } from "#app/modules/payments/bank-line.ts";
import { statementLayouts } from "#app/modules/payments/statement-layouts.ts";
import { day, id, moment, oneOf, sen, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";

/** A statement of a bank as somebody brought it: kept with its hash before any of its lines count. */
export const bankStatements = pgTable(
  "bank_statements",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    /** The number of the account, digits only, as the bank or whoever brought it says. */
    account: text().notNull(),
    layout: word(statementLayouts).notNull(),
    fileId: id()
      .notNull()
      .unique("bank_statements_file")
      .references(() => storedFiles.id),
    broughtBy: id()
      .notNull()
      .references(() => persons.id),
    broughtAt: moment().notNull(),
    /** When its lines came to count; null while it was only looked at. */
    countedAt: moment(),
    lineCount: integer().notNull().default(0),
    addedCount: integer().notNull().default(0),
  },
  (t) => [
    index("bank_statements_organisation").on(t.organisationId, t.broughtAt),
    check("bank_statements_account", sql`${t.account} ~ '^[0-9]{4,30}$'`),
    check("bank_statements_layout", oneOf(t.layout, statementLayouts)),
    check(
      "bank_statements_counts",
      sql`${t.addedCount} between 0 and ${t.lineCount} and (${t.countedAt} is not null or ${t.lineCount} = 0)`,
    ),
  ],
);

/** One line of an account, once, in however many statements it stands. Money that came is above nothing, money that went below. */
export const bankLines = pgTable(
  "bank_lines",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    account: text().notNull(),
    /** The statement that brought it first. */
    statementId: id()
      .notNull()
      .references(() => bankStatements.id),
    layout: word(statementLayouts).notNull(),
    onDay: day().notNull(),
    description: text().notNull(),
    /** Banks count sen: interest and fees are not whole rupiah. */
    amountSen: sen().notNull(),
    balanceSen: sen(),
    /** SHA-256 of account, day, amount, words, and the running number among equals. */
    fingerprint: text().notNull(),
    state: word(lineStates).notNull(),
    /** Why it was set aside. */
    reason: text(),
    setAsideBy: id().references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    // The same line of two statements is one.
    unique("bank_lines_once").on(t.organisationId, t.fingerprint),
    index("bank_lines_list").on(t.organisationId, t.state, t.onDay, t.id),
    index("bank_lines_account").on(t.organisationId, t.account, t.onDay),
    index("bank_lines_statement").on(t.statementId),
    check("bank_lines_state", oneOf(t.state, lineStates)),
    check("bank_lines_amount", sql`${t.amountSen} <> 0`),
    check(
      "bank_lines_aside",
      sql`(${t.state} = 'aside') = (${t.reason} is not null) and (${t.reason} is null) = (${t.setAsideBy} is null)`,
    ),
  ],
);
