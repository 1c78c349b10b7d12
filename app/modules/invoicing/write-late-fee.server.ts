import { eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { dueDay } from "./due.ts";
import { invoiceFacts } from "./invoice-facts-reads.server.ts";
import { lateFeeEntries } from "./invoice-postings.ts";
import { invoiceIssued } from "./invoicing.events.ts";

type InvoiceRow = typeof invoices.$inferSelect;

/**
 * Issues the invoice that claims what being late with `of` costs, in the caller's transaction, which holds `of` and has reckoned the
 * amount: one line, a number of the seller's series, and an entry with each party. It carries no VAT: nothing is delivered.
 */
export async function issueLateFeeInvoice(
  tx: LatestTransaction,
  call: Call,
  fee: {
    readonly of: InvoiceRow;
    readonly amountRupiah: Rupiah;
    readonly description: string;
    readonly note: string;
    readonly issuedOn: BusinessDay;
    readonly termDays: number;
  },
): Promise<{ readonly invoiceId: string; readonly number: string }> {
  const { of, amountRupiah, issuedOn } = fee;
  const invoiceId = newId("invoice");
  const [invoice] = await tx
    .insert(invoices)
    .values({
      id: invoiceId,
      sellerId: of.sellerId,
      buyerId: of.buyerId,
      kind: "lateFee",
      state: "draft",
      lateOf: of.id,
      goodsRupiah: amountRupiah,
      freightRupiah: 0n,
      taxRupiah: 0n,
      totalRupiah: amountRupiah,
      draftedAt: call.at,
      issuedBy: call.actor.kind === "member" ? call.actor.personId : null,
      dueOn: dueDay(issuedOn, fee.termDays, await bankHolidays(tx)),
    })
    .onConflictDoNothing()
    .returning();
  if (!invoice) throw new Conflict("invoicing.moved");
  await tx.insert(invoiceLines).values({
    id: newId("invoiceLine"),
    invoiceId,
    position: 0,
    description: fee.description,
    unit: "kali",
    basePerUnit: 1n,
    quantityBase: 1n,
    priceRupiah: amountRupiah,
    amountRupiah,
    taxClass: "exempt",
    taxRupiah: 0n,
  });
  const paper = await issueDocument(tx, call, {
    organisationId: of.sellerId,
    kind: "INV",
    subjectId: invoiceId,
    facts: { ...(await invoiceFacts(tx, invoice, issuedOn, invoice.issuedBy)), note: fee.note },
    on: issuedOn,
    readers: await payersOf(of.buyerId, tx),
  });
  await tx
    .update(invoices)
    .set({ state: "issued", number: paper.number, issuedAt: call.at })
    .where(eq(invoices.id, invoiceId));
  await postEntries(tx, call, lateFeeEntries({ ...invoice, number: paper.number, issuedOn }));
  await announce(tx, call, invoiceIssued, { invoiceId });
  return { invoiceId, number: paper.number };
}
