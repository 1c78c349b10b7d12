import { and, eq, isNotNull } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";

/** The handover (BAST) whose goods a line claims: its number, the day where it was made, and which of its lines it is, from 1. */
export type LineHandover = { readonly number: string; readonly day: BusinessDay; readonly line: number };

/**
 * By which handover the goods of each line were delivered, by line, for invoices that collect the handovers of a period. All others name their
 * one handover as a whole, and none of their lines is here.
 */
export async function handoversOfLines(
  invoiceIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, LineHandover>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await on
    .select({
      id: invoiceLines.id,
      number: receipts.number,
      receivedAt: receipts.receivedAt,
      timeZone: regions.timeZone,
      position: shipmentLines.position,
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .innerJoin(shipmentLines, eq(shipmentLines.id, invoiceLines.shipmentLineId))
    .innerJoin(receipts, eq(receipts.shipmentId, shipmentLines.shipmentId))
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(regions, eq(regions.code, orders.cityCode))
    .where(and(isAmong(invoiceLines.invoiceId, invoiceIds), isNotNull(invoices.termsId)));
  return new Map(
    rows.map(({ id, number, receivedAt, timeZone, position }) => [
      id,
      { number, day: dayOf(receivedAt, timeZone), line: position },
    ]),
  );
}
