import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { verifiedReceivables } from "#db/schema/invoicing-receivables.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { disputedOfCallOff } from "../disputes/dispute-reads.server.ts";
import { issueDocument, voidDocument } from "../documents/issue-document.server.ts";
import { InvoiceFacts } from "../documents/papers/invoice-paper.ts";
import { FUND_MAX, VerifiedReceivableFacts } from "../documents/papers/verified-receivable-paper.ts";
import { signatoryName } from "../documents/party-facts-reads.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayIssueInvoice } from "./invoice.policy.ts";
import { openOf } from "./invoice.ts";
import { invoiceFacts } from "./invoice-facts-reads.server.ts";
import { heldInvoice, knownInvoice } from "./issue-invoice.server.ts";
import { VerifyReceivable, WithdrawReceivable } from "./receivable.schema.ts";
import { flawOfReceivable } from "./receivable.ts";
import { fundsBehind, standingAssignment, standingReceivable } from "./receivable-reads.server.ts";

/** Refuses, by its reason, an invoice that is no verified receivable (any more). The invoice is held by the caller. */
export async function refuseUnverified(
  tx: LatestTransaction,
  invoice: Awaited<ReturnType<typeof heldInvoice>>,
): Promise<void> {
  const disputedRupiah = invoice.callOffId ? await disputedOfCallOff(invoice.callOffId, tx) : 0n;
  const flaw = flawOfReceivable({ ...invoice, disputedRupiah });
  if (flaw !== null) throw new RuleBroken(flaw);
}

/**
 * The seller has a Bukti Tagihan Terverifikasi (BTT) drawn up of an issued invoice: it follows from what is signed already, the
 * handover by the buyer's people and the budget that the order holds, so nobody is asked (`075`). Refuses an invoice of which anything
 * was paid, reported, credited or disputed, one that claims no goods, and a second paper while one stands. Books nothing.
 */
export const verifyReceivable = command({
  name: "invoicing.verifyReceivable",
  input: VerifyReceivable,
  // Others of the same seller wait for their number instead of being sent back: a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, { invoiceId }) => {
    const invoice = await knownInvoice(tx, call, invoiceId);
    if (!mayIssueInvoice(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { invoiceId }) => {
    const invoice = await heldInvoice(tx, call, invoiceId);
    await refuseUnverified(tx, invoice);
    const standing = await standingReceivable(invoiceId, tx);
    if (standing) throw new RuleBroken("invoicing.receivableStands", { number: standing.number });
    const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    const verifiedBy = call.actor.kind === "member" ? call.actor.personId : null;
    const said = z.decode(InvoiceFacts, (await invoiceFacts(tx, invoice, on, verifiedBy)) as never);
    const funds = await fundsBehind(invoiceId, tx);
    invariant(invoice.number, "an issued invoice has a number");
    const receivableId = newId("receivable");
    const { number } = await issueDocument(tx, call, {
      organisationId: invoice.sellerId,
      kind: "BTT",
      subjectId: receivableId,
      facts: z.encode(VerifiedReceivableFacts, {
        issuer: said.issuer,
        place: said.place,
        issuedOn: on,
        buyer: said.buyer,
        invoiceNumber: invoice.number,
        orderNumber: said.orderNumber,
        callOffNumber: said.callOffNumber,
        handoverNumbers: said.handovers?.map((handover) => handover.number) ?? said.handoverNumbers,
        deliveredOn: said.deliveredOn,
        fund: funds.length === 0 ? null : funds.join(", ").slice(0, FUND_MAX),
        dueOn: invoice.dueOn,
        openRupiah: openOf(invoice),
        verifiedBy: { name: await signatoryName(verifiedBy, tx), role: "Penjual" },
      }),
      on,
      readers: await payersOf(invoice.buyerId, tx),
    });
    await tx.insert(verifiedReceivables).values({
      id: receivableId,
      invoiceId,
      sellerId: invoice.sellerId,
      buyerId: invoice.buyerId,
      number,
      amountRupiah: openOf(invoice),
      verifiedAt: call.at,
      verifiedBy,
    });
    return { receivableId, number };
  },
});

/**
 * The seller takes its paper back: it is void, and its public page says why. Refuses while an assignment of it stands; another may be
 * drawn up afterwards.
 */
export const withdrawReceivable = command({
  name: "invoicing.withdrawReceivable",
  input: WithdrawReceivable,
  isolation: "read committed",
  permit: async (tx, call, { receivableId }) => {
    const [receivable] = await tx
      .select()
      .from(verifiedReceivables)
      .where(eq(verifiedReceivables.id, receivableId));
    if (!receivable) throw new Missing("invoicing.receivableMissing");
    if (call.actor.kind !== "member" || call.actor.organisationId !== receivable.sellerId)
      throw new Missing("invoicing.receivableMissing");
    if (!mayIssueInvoice(call.actor, receivable)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { receivableId, reason }) => {
    const [known] = await tx
      .select({ invoiceId: verifiedReceivables.invoiceId })
      .from(verifiedReceivables)
      .where(eq(verifiedReceivables.id, receivableId));
    if (!known) throw new Missing("invoicing.receivableMissing");
    await heldInvoice(tx, call, known.invoiceId);
    const standing = await standingReceivable(known.invoiceId, tx);
    if (standing?.id !== receivableId) throw new RuleBroken("invoicing.receivableWithdrawn");
    await withdrawStanding(tx, call, known.invoiceId, reason);
    return { receivableId };
  },
});

/**
 * In the caller's transaction, which holds the invoice: its verified receivable, if one stands, is withdrawn with its paper. Refuses
 * one that is assigned, or about to be.
 */
export async function withdrawStanding(
  tx: LatestTransaction,
  call: Parameters<typeof voidDocument>[1],
  invoiceId: string,
  reason: string,
): Promise<void> {
  if (await standingAssignment(invoiceId, tx)) throw new RuleBroken("invoicing.receivableAssigned");
  const [withdrawn] = await tx
    .update(verifiedReceivables)
    .set({
      withdrawnAt: call.at,
      withdrawnBy: call.actor.kind === "member" ? call.actor.personId : null,
      withdrawnReason: reason,
    })
    .where(and(eq(verifiedReceivables.invoiceId, invoiceId), isNull(verifiedReceivables.withdrawnAt)))
    .returning();
  if (!withdrawn) return;
  await voidDocument(tx, call, {
    organisationId: withdrawn.sellerId,
    kind: "BTT",
    subjectId: withdrawn.id,
    reason,
  });
}
