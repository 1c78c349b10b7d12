import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text } from "drizzle-orm/pg-core";
import { lotMoveKinds } from "#app/modules/catalogue/attribution.ts";
import { lotSources, lots } from "./catalogue.ts";
import { baseQuantity, id, moment, oneOf, word } from "./columns.ts";
import { persons } from "./identity.ts";

/**
 * The stock book of sellers: what came into a lot, left it, came back and was lost, and whose it was. Written once; the lot and
 * its sources are the sums of it.
 */
export const lotMoves = pgTable(
  "lot_moves",
  {
    id: id().primaryKey(),
    lotId: id()
      .notNull()
      .references(() => lots.id),
    /** Null for goods of nobody in particular. */
    producerId: id(),
    kind: word(lotMoveKinds).notNull(),
    quantityBase: baseQuantity().notNull(),
    /** The line of a shipment that it left with, or came back from. */
    shipmentLineId: id(),
    /** The lot that it was moved into, or out of. */
    otherLotId: id().references(() => lots.id),
    reason: text(),
    /** Null for what the worker or a buyer's handover did. */
    recordedBy: id().references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({
      name: "lot_moves_source_fk",
      columns: [t.lotId, t.producerId],
      foreignColumns: [lotSources.lotId, lotSources.producerId],
    }),
    index("lot_moves_lot").on(t.lotId),
    index("lot_moves_producer").on(t.producerId, t.recordedAt),
    index("lot_moves_line").on(t.shipmentLineId),
    check("lot_moves_kind", oneOf(t.kind, lotMoveKinds)),
    check("lot_moves_quantity", sql`${t.quantityBase} > 0`),
    check("lot_moves_other", sql`(${t.otherLotId} is not null) = (${t.kind} in ('moved_in', 'moved_out'))`),
  ],
);
