import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, pgView, text, uniqueIndex } from "drizzle-orm/pg-core";
import { id, rupiah } from "./columns.ts";
import { invoices } from "./invoicing.ts";
import { shipments } from "./shipments.ts";

/**
 * One delivery of those that an invoice collects over a period, and what of its total is claimed for it. It is booked by itself,
 * so that every purchase is followed to the rupiah, however many are paid at once.
 */
export const invoiceParts = pgTable(
  "invoice_parts",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    goodsRupiah: rupiah().notNull(),
    taxRupiah: rupiah().notNull(),
    /** False once its invoice was discarded or taken back: then the delivery may be claimed anew. */
    stands: boolean().notNull().default(true),
  },
  (t) => [
    uniqueIndex("invoice_parts_once").on(t.shipmentId).where(sql`stands`),
    index("invoice_parts_shipment").on(t.shipmentId),
    index("invoice_parts_invoice").on(t.invoiceId),
    check("invoice_parts_amount", sql`${t.goodsRupiah} >= 0 and ${t.taxRupiah} >= 0`),
  ],
);

/** Which invoice claims which delivery of an order, alone or with others, and what it is booked about. Without appeals. */
export const invoicedShipments = pgView("invoiced_shipments", {
  invoiceId: id().notNull(),
  shipmentId: id().notNull(),
  /** The invoice itself, or its part: whatever is booked for this delivery carries this id. */
  subjectId: id().notNull(),
  claimedRupiah: rupiah().notNull(),
  state: text().notNull(),
}).existing();
