import { and, eq, isNull, notInArray } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { markClaimed } from "../commitments/mark-claimed.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { promisesIn } from "../shipments/shipment-facts-reads.server.ts";
import { type BillableCallOff, billableCallOff, billableShipment } from "./billable-reads.server.ts";
import { dueDay } from "./due.ts";
import { DraftCallOffInvoice, DraftShipmentInvoice } from "./invoice.schema.ts";
import { draftOf, type InvoiceDraft } from "./invoice.ts";
import { invoiceDrafted } from "./invoicing.events.ts";

/** Invoices are drawn up by the house alone; the seller issues them. */
export async function permitSystem(_tx: Transaction, call: Call): Promise<void> {
  if (call.actor.kind !== "system") throw new Forbidden("invoicing.forbidden");
}

/**
 * Draws up the invoice of a received shipment: accepted quantity × agreed price, with the tax that its receipt reckoned, due
 * on the next banking day after the term. A shipment has one standing invoice; drafting again answers with it. When
 * nothing was accepted there is nothing to claim, and no invoice. Where both agreed to collect the deliveries of a period it waits
 * for the period's end (`draft-period-invoices.server.ts`), and there is none yet.
 */
export const draftShipmentInvoice = command({
  name: "invoicing.draftShipment",
  input: DraftShipmentInvoice,
  permit: permitSystem,
  run: async (tx, call, { shipmentId }) => {
    const standing = (await standingInvoice(tx, { shipmentId })) ?? (await collectingInvoice(tx, shipmentId));
    if (standing) return { invoiceId: standing };
    const billable = await billableShipment(shipmentId, tx);
    if (!billable) throw new Missing("invoicing.nothingReceived");
    const receivedOn = dayOf(billable.receivedAt, billable.buyerTimeZone);
    const draft = draftOf(billable.lines, {
      seller: { isVatRegistered: billable.sellerIsVatRegistered },
      vat: await vatRuleOn(receivedOn, tx),
      freightRupiah: 0n,
    });
    if (draft.totalRupiah === 0n) {
      await markClaimed(tx, await promisesIn([shipmentId], tx), call.at);
      return { invoiceId: null };
    }
    if (billable.isCollected) return { invoiceId: null };
    const invoiceId = await writeDraft(tx, call, draft, {
      sellerId: billable.sellerId,
      buyerId: billable.buyerId,
      shipmentId,
      orderId: billable.orderId,
      callOffId: null,
      dueOn: dueDay(receivedOn, billable.paymentTermDays, await bankHolidays(tx)),
    });
    return { invoiceId };
  },
});

/** Draws up the one invoice of a call-off that was handed over: every koperasi's share a line, freight when the buyer bears it. */
export const draftCallOffInvoice = command({
  name: "invoicing.draftCallOff",
  input: DraftCallOffInvoice,
  permit: permitSystem,
  run: async (tx, call, { callOffId }) => {
    const standing = await standingInvoice(tx, { callOffId });
    if (standing) return { invoiceId: standing };
    const billable = await billableCallOff(callOffId, tx);
    if (!billable) throw new Missing("invoicing.nothingReceived");
    return { invoiceId: await writeCallOffDraft(tx, call, billable) };
  },
});

/** The draft of a call-off that was handed over, in the caller's transaction; null when nothing of it is to be claimed. */
export async function writeCallOffDraft(
  tx: Transaction,
  call: Call,
  billable: BillableCallOff,
): Promise<string | null> {
  const deliveredOn = dayOf(billable.deliveredAt, billable.hubTimeZone);
  const draft = draftOf(
    billable.lines.map((line) => ({ ...line, description: `${line.description} · ${line.koperasiName}` })),
    {
      seller: { isVatRegistered: billable.hubIsVatRegistered },
      vat: await vatRuleOn(deliveredOn, tx),
      freightRupiah: billable.freightPaidBy === "buyer" ? billable.tripCostRupiah : 0n,
    },
  );
  if (draft.totalRupiah === 0n) return null;
  return writeDraft(tx, call, draft, {
    sellerId: billable.hubId,
    buyerId: billable.buyerId,
    shipmentId: null,
    orderId: null,
    callOffId: billable.callOffId,
    dueOn: dueDay(deliveredOn, billable.paymentTermDays, await bankHolidays(tx)),
  });
}

async function standingInvoice(
  tx: Transaction,
  basis: { shipmentId: string } | { callOffId: string },
): Promise<string | null> {
  const stands = notInArray(invoices.state, ["discarded", "credited"]);
  const [row] = await tx
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        "shipmentId" in basis
          ? and(eq(invoices.shipmentId, basis.shipmentId), isNull(invoices.appealId))
          : and(eq(invoices.callOffId, basis.callOffId), eq(invoices.kind, "delivery")),
        stands,
      ),
    );
  return row?.id ?? null;
}

/** The invoice over a period that claims this delivery with others; null where none stands. */
async function collectingInvoice(tx: Transaction, shipmentId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: invoiceParts.invoiceId })
    .from(invoiceParts)
    .where(and(eq(invoiceParts.shipmentId, shipmentId), eq(invoiceParts.stands, true)));
  return row?.id ?? null;
}

type Basis = Pick<typeof invoices.$inferInsert, "sellerId" | "buyerId" | "dueOn"> & {
  readonly shipmentId: string | null;
  readonly orderId: string | null;
  readonly callOffId: string | null;
  readonly appealId?: string;
  readonly termsId?: string;
  readonly periodThrough?: BusinessDay;
};

/** Writes a draft with its lines and tells of it, in the caller's transaction; answers its id. */
export async function writeDraft(
  tx: Transaction,
  call: Call,
  draft: InvoiceDraft,
  basis: Basis,
): Promise<string> {
  const invoiceId = newId("invoice");
  await tx.insert(invoices).values({
    id: invoiceId,
    ...basis,
    state: "draft",
    goodsRupiah: draft.goodsRupiah,
    freightRupiah: draft.freightRupiah,
    taxRupiah: draft.taxRupiah,
    totalRupiah: draft.totalRupiah,
    draftedAt: call.at,
  });
  await tx.insert(invoiceLines).values(
    draft.lines.map((line, position) => ({
      id: newId("invoiceLine"),
      invoiceId,
      position,
      shipmentLineId: line.shipmentLineId,
      description: line.description,
      unit: line.unit,
      basePerUnit: line.basePerUnit,
      quantityBase: line.acceptedBase,
      priceRupiah: line.priceRupiah,
      amountRupiah: line.amountRupiah,
      taxClass: line.taxClass,
      taxRupiah: line.taxRupiah,
    })),
  );
  await announce(tx, call, invoiceDrafted, { invoiceId });
  return invoiceId;
}
