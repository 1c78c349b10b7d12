import { and, eq, gte, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant, Missing } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { heldInvoice, knownInvoice } from "./issue-invoice.server.ts";

/** An objection and its invoice, for whoever may know of the invoice; Missing otherwise. */
export async function knownObjection(tx: Transaction, call: Call, objectionId: string) {
  const [objection] = await tx.select().from(lineObjections).where(eq(lineObjections.id, objectionId));
  if (!objection) throw new Missing("invoicing.objectionMissing");
  return { objection, invoice: await knownInvoice(tx, call, objection.invoiceId) };
}

/** As `knownObjection`, both held until the transaction ends, the invoice first. */
export async function heldObjection(tx: LatestTransaction, call: Call, objectionId: string) {
  const known = await knownObjection(tx, call, objectionId);
  const invoice = await heldInvoice(tx, call, known.objection.invoiceId);
  const [objection] = await hold(tx, lineObjections, eq(lineObjections.id, objectionId));
  invariant(objection, "objections are not deleted");
  return { objection, invoice };
}

/** So much of an invoice waits no longer, in the caller's transaction. */
export async function releaseHeld(tx: Transaction, invoiceId: string, amountRupiah: Rupiah): Promise<void> {
  const released = await tx
    .update(invoices)
    .set({
      heldRupiah: sql`${invoices.heldRupiah} - ${amountRupiah}`,
      version: sql`${invoices.version} + 1`,
    })
    .where(and(eq(invoices.id, invoiceId), gte(invoices.heldRupiah, amountRupiah)))
    .returning({ id: invoices.id });
  invariant(released.length === 1, "no more is released than was held");
}
