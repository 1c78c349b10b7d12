import { sql } from "drizzle-orm";
import { check, index, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { replacementLifecycle } from "#app/modules/shipments/replacement-lifecycle.ts";
import { baseQuantity, id, moment, oneOf, word } from "./columns.ts";
import { commitments } from "./commitments.ts";
import { persons } from "./identity.ts";
import { shipmentLines, shipments } from "./shipments.ts";

const replacementStates = statesOf(replacementLifecycle);

/** A delivery of an order that was not at the door when it was due. Both sides are told once; the buyer may let it go. */
export const lateDeliveries = pgTable(
  "late_deliveries",
  {
    shipmentId: id()
      .primaryKey()
      .references(() => shipments.id),
    /** When it was due, as it stood when it was found late. */
    dueAt: moment().notNull(),
    toldAt: moment().notNull(),
    /** When the buyer gave it up for others to bring, and who did; only goods that had not left are given up. */
    letGoAt: moment(),
    letGoBy: id().references(() => persons.id),
  },
  (t) => [
    check("late_deliveries_told", sql`${t.toldAt} > ${t.dueAt}`),
    check(
      "late_deliveries_let_go",
      sql`(${t.letGoAt} is null) = (${t.letGoBy} is null) and coalesce(${t.letGoAt}, ${t.toldAt}) >= ${t.toldAt}`,
    ),
  ],
);

/**
 * Refused goods that their seller is to bring anew on the same day. Until it is due the seller says from which lot; then they
 * come like any delivery, under a promise of their own. Nobody says, and they are let go: what was refused was never paid for.
 */
export const replacements = pgTable(
  "replacements",
  {
    shipmentLineId: id()
      .primaryKey()
      .references(() => shipmentLines.id),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    state: word(replacementStates).notNull(),
    askedBase: baseQuantity().notNull(),
    askedAt: moment().notNull(),
    dueAt: moment().notNull(),
    /** The promise by which they come. */
    commitmentId: id().references(() => commitments.id),
    promisedBase: baseQuantity(),
    /** When the seller said yes, or the time had run out. */
    settledAt: moment(),
  },
  (t) => [
    index("replacements_shipment").on(t.shipmentId),
    index("replacements_due").on(t.dueAt).where(sql`state = 'asked'`),
    uniqueIndex("replacements_commitment").on(t.commitmentId),
    check("replacements_state", oneOf(t.state, replacementStates)),
    check(
      "replacements_quantity",
      sql`${t.askedBase} > 0 and ${t.promisedBase} between 1 and ${t.askedBase}`,
    ),
    check("replacements_due_later", sql`${t.dueAt} > ${t.askedAt}`),
    check(
      "replacements_promised",
      sql`(${t.state} = 'promised') = (${t.commitmentId} is not null) and (${t.commitmentId} is null) = (${t.promisedBase} is null) and (${t.state} = 'asked') = (${t.settledAt} is null)`,
    ),
  ],
);
