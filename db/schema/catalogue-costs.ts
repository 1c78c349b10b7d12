import { sql } from "drizzle-orm";
import { check, index, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { costMoveKinds } from "#app/modules/catalogue/lot-cost.ts";
import { lots } from "./catalogue.ts";
import { baseQuantity, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations } from "./identity.ts";
import { entries } from "./ledger.ts";

/**
 * A lot that was bought to be sold: the line of the handover it came with, what it cost, and the value of what is left of it.
 * The value is no more and no less than cost × left ÷ bought (CHECK); only writing a move changes any of it.
 */
export const lotCosts = pgTable(
  "lot_costs",
  {
    lotId: id()
      .primaryKey()
      .references(() => lots.id),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    /** The line of the shipment that it was accepted from. */
    shipmentLineId: id().notNull(),
    boughtBase: baseQuantity().notNull(),
    outBase: baseQuantity().notNull().default(sql`0`),
    costRupiah: rupiah().notNull().default(sql`0`),
    valueRupiah: rupiah().notNull().default(sql`0`),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("lot_costs_line").on(t.shipmentLineId),
    index("lot_costs_organisation").on(t.organisationId),
    check("lot_costs_out", sql`${t.boughtBase} > 0 and ${t.outBase} between 0 and ${t.boughtBase}`),
    check(
      "lot_costs_value",
      sql`${t.costRupiah} >= 0 and ${t.valueRupiah} = div(2 * ${t.costRupiah}::numeric * (${t.boughtBase} - ${t.outBase}) + ${t.boughtBase}, 2 * ${t.boughtBase}::numeric)`,
    ),
  ],
);

/** What changed the cost or the value of a bought lot, each booked in the entry that it names. Written once. */
export const lotCostMoves = pgTable(
  "lot_cost_moves",
  {
    id: id().primaryKey(),
    lotId: id()
      .notNull()
      .references(() => lotCosts.lotId),
    kind: word(costMoveKinds).notNull(),
    /** More left, or came back when negative. */
    outBase: baseQuantity().notNull(),
    costRupiah: rupiah().notNull(),
    valueRupiah: rupiah().notNull(),
    /** The line of a shipment that it was sold with, or fell short on. */
    shipmentLineId: id(),
    /** Null where not a rupiah moved. */
    entryId: id().references(() => entries.id),
    movedAt: moment().notNull(),
  },
  (t) => [
    index("lot_cost_moves_lot").on(t.lotId),
    index("lot_cost_moves_line").on(t.shipmentLineId),
    index("lot_cost_moves_entry").on(t.entryId),
    check("lot_cost_moves_kind", oneOf(t.kind, costMoveKinds)),
    check(
      "lot_cost_moves_direction",
      sql`case ${t.kind} when 'bought' then ${t.outBase} = 0 and ${t.costRupiah} >= 0
        when 'recosted' then ${t.outBase} = 0
        when 'unsold' then ${t.outBase} < 0 and ${t.costRupiah} = 0
        else ${t.outBase} > 0 and ${t.costRupiah} = 0 end`,
    ),
    check(
      "lot_cost_moves_booked",
      sql`${t.entryId} is not null or (${t.costRupiah} = 0 and ${t.valueRupiah} = 0)`,
    ),
  ],
);
