import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import {
  creditNotes,
  invoices,
  koperasiStatements,
  refunds,
  statementCorrections,
} from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { reckonRecosting, writeRecosting } from "../catalogue/recost-lots.server.ts";
import { settleDispute } from "../disputes/conclude-dispute.server.ts";
import { type DisputeRow, disputeRow } from "../disputes/dispute-facts-reads.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { billableCallOff } from "./billable-reads.server.ts";
import { type BorneStatement, bearingOf } from "./credit-bearing.ts";
import { carrierOf, creditedLines, disputeCreditFacts } from "./credit-facts-reads.server.ts";
import { creditEntries, statementCorrectedEntry } from "./credit-postings.ts";
import { CreditDispute } from "./invoice.schema.ts";
import { openOf } from "./invoice.ts";
import { invoiceReduced } from "./invoicing.events.ts";
import { reissueStatement } from "./reissue-statement.server.ts";
import { returnAssigned } from "./return-assigned.server.ts";
import { setOffOverpaid } from "./set-off.server.ts";
import { standingOf } from "./standing.ts";

type InvoiceRow = typeof invoices.$inferSelect;
type StatementRow = typeof koperasiStatements.$inferSelect;

/**
 * Takes a granted claim off the invoice of its call-off by a credit note: what is open of the invoice is lowered first, what was
 * paid already is owed back; whoever bears it by the table has so much less on its statement, never less than nothing. Levy and
 * fee stay as they were receipted, and the next call-off of the contract takes so much less. What the buyer has of it in stock costs so
 * much less. Answers null while there is no
 * issued invoice (its issue asks again), and for a claim that is settled already. Nothing is deleted, and no line changes.
 */
export const creditDispute = command({
  name: "invoicing.creditDispute",
  input: CreditDispute,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { disputeId }) => {
    const known = await disputeRow(disputeId, tx);
    if (!known) throw new RuleBroken("disputes.missing");
    const [invoice] = await hold(
      tx,
      invoices,
      and(
        eq(invoices.callOffId, known.callOffId),
        eq(invoices.kind, "delivery"),
        inArray(invoices.state, ["issued", "settled"]),
      ),
    );
    if (!invoice) return { creditNoteId: null };
    const statements = await hold(
      tx,
      koperasiStatements,
      and(eq(koperasiStatements.invoiceId, invoice.id), isNull(koperasiStatements.takenBackAt)),
      sql`${koperasiStatements.id}`,
    );
    const dispute = await disputeRow(disputeId, tx);
    if (dispute?.state !== "granted") return { creditNoteId: null };
    const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    const { creditNoteId, koperasiIds } = await writeCredit(tx, call, { invoice, statements, dispute, on });
    await settleDispute(tx, disputeId);
    // Once settled the claim holds nothing any more, so what it held counts here.
    for (const koperasiId of koperasiIds)
      await setOffOverpaid(tx, call, { hubId: invoice.sellerId, koperasiId });
    await announce(tx, call, invoiceReduced, { invoiceId: invoice.id });
    return { creditNoteId };
  },
});

type Ground = {
  readonly invoice: InvoiceRow;
  readonly statements: readonly StatementRow[];
  readonly dispute: DisputeRow;
  readonly on: BusinessDay;
};

/** Answers the credit note, and whose statements it is about. */
async function writeCredit(tx: LatestTransaction, call: Call, ground: Ground) {
  const { invoice, statements, dispute, on } = ground;
  const lines = await creditedLines(invoice.id, dispute.id, tx);
  const goodsRupiah = sumOf(lines.map((line) => line.grantedRupiah));
  const taxRupiah = sumOf(lines.map((line) => line.taxRupiah));
  const totalRupiah = goodsRupiah + taxRupiah;
  const refundRupiah = beyond(totalRupiah, openOf(invoice) - invoice.reportedRupiah);
  const bearing = bearingOf(
    lines.map((line) => ({
      koperasiId: dispute.koperasiId,
      base: line.grantedBase,
      rupiah: line.grantedRupiah,
      bearer: line.bearer,
    })),
    statements.map((row) => ({
      statementId: row.id,
      koperasiId: row.koperasiId,
      netRupiah: standingOf(row).netRupiah,
    })),
    await carrierOf(dispute.shipmentId, tx),
  );
  const creditNoteId = newId("creditNote");
  const paper = await issueDocument(tx, call, {
    organisationId: invoice.sellerId,
    kind: "NK",
    subjectId: creditNoteId,
    facts: await disputeCreditFacts({ invoice, dispute, lines, goodsRupiah, taxRupiah, on }, tx),
    on,
    readers: await payersOf(invoice.buyerId, tx),
  });
  const note = { id: creditNoteId, goodsRupiah, taxRupiah, totalRupiah, refundRupiah, number: paper.number };
  await tx.insert(creditNotes).values({
    ...note,
    invoiceId: invoice.id,
    disputeId: dispute.id,
    hubRupiah: bearing.hubRupiah,
    issuedAt: call.at,
  });
  const stock = await reckonRecosting(
    tx,
    invoice.buyerId,
    lines.map((line) => ({
      shipmentLineId: line.shipmentLineId,
      costRupiah: -(line.grantedRupiah + line.taxRupiah),
    })),
  );
  await returnAssigned(tx, call, {
    invoiceId: invoice.id,
    subjectId: creditNoteId,
    amountRupiah: totalRupiah - refundRupiah,
    on,
    narration: paper.number,
  });
  const posted = { ...note, ...bearing, creditNoteId, sellerId: invoice.sellerId, buyerId: invoice.buyerId };
  for (const entry of creditEntries({ ...posted, stock, on })) {
    const entryId = await postEntry(tx, call, entry);
    if (entry.organisationId === invoice.buyerId) await writeRecosting(tx, call, stock, entryId);
  }
  await lowerInvoice(tx, call, ground, {
    creditNoteId,
    lowersRupiah: totalRupiah - refundRupiah,
    refundRupiah,
  });
  for (const one of bearing.statements) await correctStatement(tx, call, ground, one, note);
  return { creditNoteId, koperasiIds: bearing.statements.map((one) => one.koperasiId) };
}

/** What of an amount goes beyond `most`, which may itself be less than nothing. */
function beyond(amount: Rupiah, most: Rupiah): Rupiah {
  if (most <= 0n) return amount;
  return amount > most ? amount - most : 0n;
}

/** Less is open of the invoice, and what was paid too much is owed back. */
async function lowerInvoice(
  tx: LatestTransaction,
  call: Call,
  { invoice }: Ground,
  credit: { readonly creditNoteId: string; readonly lowersRupiah: Rupiah; readonly refundRupiah: Rupiah },
): Promise<void> {
  const isSettled = openOf(invoice) === credit.lowersRupiah;
  await tx
    .update(invoices)
    .set({
      creditedRupiah: invoice.creditedRupiah + credit.lowersRupiah,
      state: isSettled ? "settled" : invoice.state,
      version: invoice.version + 1,
    })
    .where(eq(invoices.id, invoice.id));
  if (credit.refundRupiah > 0n)
    await tx.insert(refunds).values({
      id: newId("refund"),
      hubId: invoice.sellerId,
      buyerId: invoice.buyerId,
      invoiceId: invoice.id,
      creditNoteId: credit.creditNoteId,
      amountRupiah: credit.refundRupiah,
      createdAt: call.at,
    });
}

/** One koperasi's statement after the claim: booked and drawn up anew. */
async function correctStatement(
  tx: LatestTransaction,
  call: Call,
  { invoice, statements, on }: Ground,
  borne: BorneStatement,
  note: { readonly id: string; readonly number: string },
): Promise<void> {
  const { statementId, koperasiId, goodsBase, goodsRupiah, borneRupiah } = borne;
  const statement = statements.find((row) => row.id === statementId);
  invariant(statement, "a corrected statement is one of the invoice");
  const correctionId = newId("correction");
  await tx.insert(statementCorrections).values({
    id: correctionId,
    creditNoteId: note.id,
    statementId,
    goodsBase,
    goodsRupiah,
    borneRupiah,
  });
  if (borneRupiah === 0n) return;
  const correctedRupiah = statement.correctedRupiah + borneRupiah;
  await tx.update(koperasiStatements).set({ correctedRupiah }).where(eq(koperasiStatements.id, statementId));
  await postEntry(
    tx,
    call,
    statementCorrectedEntry({
      correctionId,
      koperasiId,
      hubId: invoice.sellerId,
      borneRupiah,
      on,
      number: note.number,
    }),
  );
  const billable = await billableCallOff(statement.callOffId, tx);
  invariant(billable && invoice.number, "a statement is of an invoiced call-off");
  await reissueStatement(
    tx,
    call,
    { ...statement, correctedRupiah },
    { invoiceNumber: invoice.number, billable, on, cause: `nota kredit ${note.number}` },
  );
}
