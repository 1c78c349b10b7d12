import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { objectionCauses, objectionLifecycle } from "#app/modules/invoicing/objection.ts";
import { producers } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { persons } from "./identity.ts";
import { creditNotes, invoiceLines, invoices } from "./invoicing.ts";

const objectionStates = statesOf(objectionLifecycle);

/** What a buyer has against a line of an invoice over an order's goods, and what came of it. */
export const lineObjections = pgTable(
  "line_objections",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    invoiceLineId: id()
      .notNull()
      .references(() => invoiceLines.id),
    state: word(objectionStates).notNull(),
    cause: word(objectionCauses).notNull(),
    /** So much of the goods; null where it is about the price. */
    quantityBase: baseQuantity(),
    /** What the buyer says was agreed, per trading unit; only where it is about the price. */
    rightPriceRupiah: rupiah(),
    /** What it holds, or held, before tax, and the tax that goes with it. */
    goodsRupiah: rupiah().notNull(),
    taxRupiah: rupiah().notNull(),
    note: text().notNull(),
    openedAt: moment().notNull(),
    openedBy: id()
      .notNull()
      .references(() => persons.id),
    /** What the seller granted of it. */
    grantedRupiah: rupiah().notNull().default(sql`0`),
    grantedTaxRupiah: rupiah().notNull().default(sql`0`),
    /** What stands after all and is due on a day of its own. */
    standsRupiah: rupiah().notNull().default(sql`0`),
    dueOn: day(),
    creditNoteId: id().references(() => creditNotes.id),
    /** What the seller said to it. */
    answer: text(),
    endedAt: moment(),
    endedBy: id().references(() => persons.id),
  },
  (t) => [
    // The same is not brought up twice; what was taken back may be.
    uniqueIndex("line_objections_once").on(t.invoiceLineId, t.cause).where(sql`state <> 'withdrawn'`),
    index("line_objections_invoice").on(t.invoiceId),
    unique("line_objections_credit_note").on(t.creditNoteId),
    check("line_objections_state", oneOf(t.state, objectionStates)),
    check("line_objections_cause", oneOf(t.cause, objectionCauses)),
    check(
      "line_objections_about",
      sql`(${t.cause} = 'price') = (${t.rightPriceRupiah} is not null) and (${t.cause} = 'price') = (${t.quantityBase} is null) and coalesce(${t.quantityBase}, 1) > 0 and coalesce(${t.rightPriceRupiah}, 0) >= 0`,
    ),
    check("line_objections_held", sql`${t.goodsRupiah} > 0 and ${t.taxRupiah} >= 0`),
    check(
      "line_objections_granted",
      sql`${t.grantedRupiah} between 0 and ${t.goodsRupiah} and ${t.grantedTaxRupiah} between 0 and ${t.taxRupiah} and (${t.grantedRupiah} > 0) = (${t.creditNoteId} is not null) and (${t.grantedRupiah} > 0 or ${t.grantedTaxRupiah} = 0)`,
    ),
    check(
      "line_objections_stands",
      sql`${t.standsRupiah} = case when ${t.state} = 'answered' then ${t.goodsRupiah} + ${t.taxRupiah} - ${t.grantedRupiah} - ${t.grantedTaxRupiah} else 0 end and (${t.standsRupiah} > 0) = (${t.dueOn} is not null)`,
    ),
    check(
      "line_objections_ended",
      sql`(${t.state} = 'open') = (${t.endedAt} is null) and (${t.endedAt} is null) = (${t.endedBy} is null) and (${t.state} = 'answered') = (${t.answer} is not null) and (${t.state} = 'answered' or ${t.grantedRupiah} = 0)`,
    ),
  ],
);

/** What of a producer's due for goods of that line is not paid on while the objection is open. */
export const objectionDues = pgTable(
  "objection_dues",
  {
    objectionId: id()
      .notNull()
      .references(() => lineObjections.id),
    producerId: id()
      .notNull()
      .references(() => producers.id),
    heldRupiah: rupiah().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.objectionId, t.producerId] }),
    index("objection_dues_producer").on(t.producerId),
    check("objection_dues_amount", sql`${t.heldRupiah} > 0`),
  ],
);
