import { and, eq, inArray } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { invoices } from "#db/schema/invoicing.ts";

/** The contract under which an invoice was issued; null for the invoice of an order. */
export async function contractOfInvoice(invoiceId: string, on: Executor = db()): Promise<string | null> {
  const [row] = await on
    .select({ contractId: callOffs.contractId })
    .from(invoices)
    .innerJoin(callOffs, eq(callOffs.id, invoices.callOffId))
    .where(eq(invoices.id, invoiceId));
  return row?.contractId ?? null;
}

/** The call-off whose goods an invoice claimed that was taken back; null for an advance, and for one that stands. */
export async function creditedCallOff(invoiceId: string, on: Executor = db()): Promise<string | null> {
  const [row] = await on
    .select({ callOffId: invoices.callOffId })
    .from(invoices)
    .where(and(eq(invoices.id, invoiceId), eq(invoices.kind, "delivery"), eq(invoices.state, "credited")));
  return row?.callOffId ?? null;
}

/**
 * The shipment of an order whose invoice was taken back, and the appeal where it claimed what that brought; null for the invoice
 * of a call-off, and for one that stands.
 */
export async function creditedShipment(
  invoiceId: string,
  on: Executor = db(),
): Promise<{ readonly shipmentId: string; readonly appealId: string | null } | null> {
  const [row] = await on
    .select({ shipmentId: invoices.shipmentId, appealId: invoices.appealId })
    .from(invoices)
    .where(and(eq(invoices.id, invoiceId), eq(invoices.state, "credited")));
  return row?.shipmentId ? { shipmentId: row.shipmentId, appealId: row.appealId } : null;
}

/** The agreement and the period whose deliveries an invoice collected that was taken back; null for every other. */
export async function creditedPeriod(
  invoiceId: string,
  on: Executor = db(),
): Promise<{ readonly termsId: string; readonly through: BusinessDay } | null> {
  const [row] = await on
    .select({ termsId: invoices.termsId, through: invoices.periodThrough })
    .from(invoices)
    .where(and(eq(invoices.id, invoiceId), eq(invoices.state, "credited")));
  return row?.termsId && row.through ? { termsId: row.termsId, through: row.through } : null;
}

/** Whether the goods of a call-off are claimed by an invoice that was issued and stands. */
export async function isCallOffInvoiced(callOffId: string, on: Executor = db()): Promise<boolean> {
  const [row] = await on
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        eq(invoices.callOffId, callOffId),
        eq(invoices.kind, "delivery"),
        inArray(invoices.state, ["issued", "settled"]),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The call-off whose goods an invoice claims; null for an advance and for the invoice of an order. */
export async function callOffInvoiced(invoiceId: string, on: Executor = db()): Promise<string | null> {
  const [row] = await on
    .select({ callOffId: invoices.callOffId })
    .from(invoices)
    .where(and(eq(invoices.id, invoiceId), eq(invoices.kind, "delivery")));
  return row?.callOffId ?? null;
}
