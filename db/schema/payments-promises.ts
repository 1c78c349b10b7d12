import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { day, id, moment, rupiah } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { invoices } from "./invoicing.ts";

/**
 * A day on which a buyer says that it will pay so much of an invoice. Written once: a later promise stands in the place of an earlier one,
 * and what was promised before stays to be seen.
 */
export const invoicePromises = pgTable(
  "invoice_promises",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    promisedOn: day().notNull(),
    amountRupiah: rupiah().notNull(),
    /** How it was said: by telephone, by whom. */
    note: text(),
    /** Who wrote it down, for which side. */
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    recordedBy: id()
      .notNull()
      .references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    index("invoice_promises_invoice").on(t.invoiceId, t.id),
    check("invoice_promises_amount", sql`${t.amountRupiah} > 0`),
  ],
);
