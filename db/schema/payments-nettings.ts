import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { nettingLifecycle } from "#app/modules/payments/netting.ts";
import { id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { invoices } from "./invoicing.ts";

const nettingStates = statesOf(nettingLifecycle);

/** What two organisations owe each other and propose to let meet (perjumpaan utang, KUHPerdata 1425): the same sum on both sides. */
export const nettings = pgTable(
  "nettings",
  {
    id: id().primaryKey(),
    proposerId: id()
      .notNull()
      .references(() => organisations.id),
    partnerId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(nettingStates).notNull(),
    amountRupiah: rupiah().notNull(),
    proposedBy: id()
      .notNull()
      .references(() => persons.id),
    proposedAt: moment().notNull(),
    /** Whoever agreed, declined or withdrew. */
    endedBy: id().references(() => persons.id),
    endedAt: moment(),
    reason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // One proposal waits between two organisations, whoever of them made it: so an invoice is never in two.
    uniqueIndex("nettings_waiting")
      .on(sql`least(${t.proposerId}, ${t.partnerId})`, sql`greatest(${t.proposerId}, ${t.partnerId})`)
      .where(sql`state = 'proposed'`),
    index("nettings_proposer").on(t.proposerId, t.state),
    index("nettings_partner").on(t.partnerId, t.state),
    check("nettings_state", oneOf(t.state, nettingStates)),
    check("nettings_parties", sql`${t.proposerId} <> ${t.partnerId}`),
    check("nettings_amount", sql`${t.amountRupiah} > 0`),
    check(
      "nettings_ended",
      sql`(${t.state} = 'proposed') = (${t.endedAt} is null) and (${t.endedAt} is null) = (${t.endedBy} is null)`,
    ),
    check("nettings_reason", sql`(${t.state} in ('declined', 'withdrawn')) = (${t.reason} is not null)`),
    check(
      "nettings_two_people",
      sql`${t.state} not in ('agreed', 'reversed') or ${t.endedBy} <> ${t.proposedBy}`,
    ),
  ],
);

/** How much of an invoice a netting pays, and what was asked for it when that was proposed: if that is another sum by now, nobody agrees. */
export const nettingParts = pgTable(
  "netting_parts",
  {
    nettingId: id()
      .notNull()
      .references(() => nettings.id),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    amountRupiah: rupiah().notNull(),
    openRupiah: rupiah().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.nettingId, t.invoiceId] }),
    index("netting_parts_invoice").on(t.invoiceId),
    check("netting_parts_amount", sql`${t.amountRupiah} between 1 and ${t.openRupiah}`),
  ],
);
