import { and, eq, ne } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { lineObjections, objectionDues } from "#db/schema/invoicing-objections.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayObject } from "./invoice.policy.ts";
import { askedOf } from "./invoice.ts";
import { lineObjected } from "./invoicing.events.ts";
import { heldInvoice, knownInvoice } from "./issue-invoice.server.ts";
import { isOfShipments } from "./issue-shipments.server.ts";
import { OpenObjection } from "./objection.schema.ts";
import { heldDue, objectedOf, type TaxedSum } from "./objection.ts";
import { deliveryOfLine } from "./objection-reads.server.ts";
import { lineDuesOf } from "./producer-due-reads.server.ts";
import { standingAssignment } from "./receivable-reads.server.ts";
import { withdrawStanding } from "./verify-receivable.server.ts";

type InvoiceRow = typeof invoices.$inferSelect;
type LineRow = typeof invoiceLines.$inferSelect;

async function knownLine(tx: Transaction, call: Call, invoiceLineId: string) {
  const [line] = await tx.select().from(invoiceLines).where(eq(invoiceLines.id, invoiceLineId));
  if (!line) throw new Missing("invoicing.missing");
  const invoice = await knownInvoice(tx, call, line.invoiceId);
  if (invoice.state === "draft") throw new Missing("invoicing.missing");
  return { line, invoice };
}

/**
 * The buyer objects to a line of an issued invoice over an order's goods, until its due day is over: so much of it, with its tax, is
 * held. It is not asked for, not late, and not paid on to those who grew it, until the seller answers or the buyer takes it back; the
 * rest of the invoice goes on. A Bukti Tagihan Terverifikasi that is not assigned is withdrawn: it says that all of it is owed. Refuses what
 * was paid or reported as paid, goods of a call-off (a claim says so), and the same cause a second time.
 */
export const openObjection = command({
  name: "invoicing.openObjection",
  input: OpenObjection,
  isolation: "read committed",
  permit: async (tx, call, { invoiceLineId }) => {
    const { invoice } = await knownLine(tx, call, invoiceLineId);
    if (!mayObject(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { line } = await knownLine(tx, call, input.invoiceLineId);
    const invoice = await heldInvoice(tx, call, line.invoiceId);
    await refuseObjecting(tx, call, invoice, line);
    const held = objectedOf({ ...line, before: await heldBefore(tx, line.id) }, input);
    const heldRupiah = held.goodsRupiah + held.taxRupiah;
    const open = askedOf(invoice);
    if (heldRupiah > open) throw new RuleBroken("invoicing.objectionPaid", { open: open.toString() });
    if (!(await standingAssignment(invoice.id, tx)))
      await withdrawStanding(tx, call, invoice.id, "Baris tagihan disanggah pembeli");
    const objectionId = newId("objection");
    const opened = await tx
      .insert(lineObjections)
      .values({
        id: objectionId,
        invoiceId: invoice.id,
        invoiceLineId: line.id,
        state: "open",
        cause: input.cause,
        quantityBase: input.cause === "price" ? null : input.quantityBase,
        rightPriceRupiah: input.cause === "price" ? input.rightPriceRupiah : null,
        ...held,
        note: input.note,
        openedAt: call.at,
        openedBy: call.actor.personId,
      })
      .onConflictDoNothing()
      .returning({ id: lineObjections.id });
    if (opened.length !== 1) throw new Conflict("invoicing.objectionStands");
    await tx
      .update(invoices)
      .set({ heldRupiah: invoice.heldRupiah + heldRupiah, version: invoice.version + 1 })
      .where(eq(invoices.id, invoice.id));
    await holdDues(tx, { objectionId, invoice, line, goodsRupiah: held.goodsRupiah });
    await announce(tx, call, lineObjected, { objectionId });
    return { objectionId, invoiceId: invoice.id };
  },
});

async function refuseObjecting(
  tx: Transaction,
  call: Call,
  invoice: InvoiceRow,
  line: LineRow,
): Promise<void> {
  if (invoice.callOffId !== null) throw new RuleBroken("invoicing.objectionClaim");
  if (invoice.kind !== "delivery" || !isOfShipments(invoice) || line.shipmentLineId === null)
    throw new RuleBroken("invoicing.objectionGoods");
  if (invoice.state !== "issued") throw new RuleBroken("invoicing.objectionPaid", { open: "0" });
  // Who is late already does not become punctual by objecting.
  if (dayOf(call.at, await clockOf(invoice.buyerId, tx)) > invoice.dueOn)
    throw new RuleBroken("invoicing.objectionLate", { due: invoice.dueOn });
}

/** What other objections to a line hold or were granted. */
async function heldBefore(tx: Transaction, invoiceLineId: string): Promise<TaxedSum> {
  const others = await tx
    .select()
    .from(lineObjections)
    .where(and(eq(lineObjections.invoiceLineId, invoiceLineId), ne(lineObjections.state, "withdrawn")));
  const taken = (one: (typeof others)[number], held: Rupiah, granted: Rupiah) =>
    one.state === "open" ? held : granted;
  return {
    goodsRupiah: sumOf(others.map((one) => taken(one, one.goodsRupiah, one.grantedRupiah))),
    taxRupiah: sumOf(others.map((one) => taken(one, one.taxRupiah, one.grantedTaxRupiah))),
  };
}

/** Those who grew what the held part was sold from are not paid for it yet; consigned goods settle themselves by their own account. */
async function holdDues(
  tx: LatestTransaction,
  held: {
    readonly objectionId: string;
    readonly invoice: InvoiceRow;
    readonly line: LineRow;
    readonly goodsRupiah: Rupiah;
  },
): Promise<void> {
  const { line, invoice } = held;
  const shipmentId = await deliveryOfLine(line, tx);
  const dues = await lineDuesOf({ shipmentId, appealId: invoice.appealId }, tx);
  const byProducer = new Map<string, Rupiah>();
  for (const due of dues)
    if (due.shipmentLineId === line.shipmentLineId)
      byProducer.set(due.producerId, (byProducer.get(due.producerId) ?? 0n) + due.dueRupiah);
  const waiting = [...byProducer].flatMap(([producerId, dueRupiah]) => {
    const heldRupiah = heldDue(dueRupiah, held.goodsRupiah, line.amountRupiah);
    return heldRupiah > 0n ? [{ objectionId: held.objectionId, producerId, heldRupiah }] : [];
  });
  if (waiting.length > 0) await tx.insert(objectionDues).values(waiting);
}
