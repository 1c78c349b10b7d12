import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { commitmentLifecycle } from "#app/modules/commitments/commitment-lifecycle.ts";
import { lots, producers } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { supplyFrameworks } from "./commitments-frameworks.ts";
import { persons } from "./identity.ts";
import { orderLines, orders } from "./orders.ts";

const commitmentStates = statesOf(commitmentLifecycle);

export const commitments = pgTable(
  "commitments",
  {
    id: id().primaryKey(),
    orderId: id().notNull(),
    orderLineId: id().notNull(),
    buyerId: id().notNull(),
    sellerId: id().notNull(),
    listingId: id().notNull(),
    lotId: id().notNull(),
    deliveryDay: day().notNull(),
    state: word(commitmentStates).notNull(),
    offeredBase: baseQuantity().notNull(),
    /** What the seller took on; equals the offer, or less when only a part was accepted. */
    acceptedBase: baseQuantity(),
    /** What of it the buyer took when it was handed over: so much is claimed of it, and no more is promised. Null before. */
    receivedBase: baseQuantity(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    /** Delivered price per unit that binds both sides from the offer on. */
    priceRupiah: rupiah().notNull(),
    matchRunId: id(),
    /** The agreement that it draws on, at its price; none where it was matched or offered by hand. */
    frameworkId: id(),
    /** Brings anew what was refused under an earlier promise of the line: nothing more of the order than that one took on. */
    isAgain: boolean().notNull().default(false),
    offeredAt: moment().notNull(),
    answerBy: moment().notNull(),
    /** When its seller was reminded that the time to answer runs out; once. */
    remindedAt: moment(),
    answeredAt: moment(),
    answeredBy: id().references(() => persons.id),
    reason: text(),
    /** When its goods came to be claimed by an invoice, or were refused altogether: what is owed for them stands in the books since. */
    claimedAt: moment(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // Together these say more than a key for each column could: the order's own line and buyer, the lot's own seller.
    foreignKey({
      name: "commitments_order_line_fk",
      columns: [t.orderLineId, t.orderId],
      foreignColumns: [orderLines.id, orderLines.orderId],
    }),
    foreignKey({
      name: "commitments_buyer_fk",
      columns: [t.orderId, t.buyerId],
      foreignColumns: [orders.id, orders.buyerId],
    }),
    foreignKey({
      name: "commitments_lot_fk",
      columns: [t.lotId, t.listingId, t.sellerId],
      foreignColumns: [lots.id, lots.listingId, lots.sellerId],
    }),
    foreignKey({
      name: "commitments_framework_fk",
      columns: [t.frameworkId, t.sellerId, t.buyerId, t.listingId],
      foreignColumns: [
        supplyFrameworks.id,
        supplyFrameworks.sellerId,
        supplyFrameworks.buyerId,
        supplyFrameworks.listingId,
      ],
    }),
    index("commitments_framework").on(t.frameworkId).where(sql`framework_id is not null`),
    index("commitments_seller").on(t.sellerId, t.state, t.deliveryDay),
    index("commitments_order").on(t.orderId),
    index("commitments_line").on(t.orderLineId),
    index("commitments_due").on(t.answerBy).where(sql`state = 'offered'`),
    index("commitments_lot").on(t.lotId),
    // What a seller has promised one buyer and not claimed yet.
    index("commitments_unclaimed")
      .on(t.sellerId, t.buyerId)
      .where(sql`state in ('accepted', 'fulfilled') and claimed_at is null`),
    // Whom a run asked; only while they have yet to answer.
    index("commitments_run_open").on(t.matchRunId).where(sql`state = 'offered'`),
    check("commitments_state", oneOf(t.state, commitmentStates)),
    check("commitments_offered", sql`${t.offeredBase} > 0 and ${t.priceRupiah} > 0 and ${t.basePerUnit} > 0`),
    check(
      "commitments_accepted",
      sql`${t.acceptedBase} is null or (${t.acceptedBase} > 0 and ${t.acceptedBase} <= ${t.offeredBase})`,
    ),
    check(
      "commitments_received",
      sql`(${t.state} = 'fulfilled') = (${t.receivedBase} is not null) and (${t.receivedBase} is null or ${t.receivedBase} >= 0)`,
    ),
    check(
      "commitments_accepted_set",
      sql`${t.state} not in ('accepted', 'fulfilled') or ${t.acceptedBase} is not null`,
    ),
  ],
);

/**
 * That a promise was put on paper for one of those whose harvest it is. What the note says stands in the paper; this row is what
 * the paper is about, and stays when another takes its place.
 */
export const purchaseNotes = pgTable(
  "purchase_notes",
  {
    id: id().primaryKey(),
    commitmentId: id()
      .notNull()
      .references(() => commitments.id),
    sellerId: id().notNull(),
    producerId: id().notNull(),
    writtenBy: id()
      .notNull()
      .references(() => persons.id),
    writtenAt: moment().notNull(),
  },
  (t) => [
    foreignKey({
      name: "purchase_notes_producer_fk",
      columns: [t.producerId, t.sellerId],
      foreignColumns: [producers.id, producers.organisationId],
    }),
    uniqueIndex("purchase_notes_once").on(t.commitmentId, t.producerId),
    index("purchase_notes_producer").on(t.producerId),
  ],
);
