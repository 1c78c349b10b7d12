import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { creditNotes, invoices } from "./invoicing.ts";

/**
 * Numbers that Coretax gave: to a tax invoice, one for each kind of transaction on an invoice, or to the nota retur of a credit note. A wrong
 * one is replaced by a further row and stays.
 */
export const taxNumbers = pgTable(
  "tax_numbers",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    /** Of the invoice: no number of its tax invoices stands twice. */
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    /** Which of its tax invoices, by kind of transaction; null for a nota retur. */
    code: text(),
    creditNoteId: id().references(() => creditNotes.id),
    number: text().notNull(),
    recordedBy: id()
      .notNull()
      .references(() => persons.id),
    recordedAt: moment().notNull(),
    replacedAt: moment(),
  },
  (t) => [
    uniqueIndex("tax_numbers_of_invoice")
      .on(t.invoiceId, t.code)
      .where(sql`replaced_at is null and code is not null`),
    uniqueIndex("tax_numbers_of_note").on(t.creditNoteId).where(sql`replaced_at is null`),
    uniqueIndex("tax_numbers_once")
      .on(t.sellerId, t.number)
      .where(sql`replaced_at is null and code is not null`),
    index("tax_numbers_invoice").on(t.invoiceId),
    check("tax_numbers_about", sql`(${t.code} is null) = (${t.creditNoteId} is not null)`),
    check(
      "tax_numbers_number",
      sql`case when ${t.code} is null then ${t.number} ~ '^[0-9A-Za-z./-]{3,60}$' else ${t.number} ~ '^[0-9]{17}$' and left(${t.number}, 2) = ${t.code} end`,
    ),
  ],
);
