import { aliasedTable, and, asc, desc, eq, inArray, isNull, lt, ne, notInArray, or, sql } from "drizzle-orm";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices, koperasiStatements, refunds } from "#db/schema/invoicing.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import { assignmentProceeds, receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import { paymentAllocations, payments, payouts } from "#db/schema/payments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { type Assignee, assigneesOf } from "../invoicing/receivable-reads.server.ts";
import { accountChanges } from "./account-change-reads.server.ts";
import { maskedAccount } from "./bank-file.ts";
import { batchProofId } from "./batch-file-reads.server.ts";
import type { AccountChange } from "./payee-account.ts";
import type { PaymentFilter } from "./payment.schema.ts";
import { payoutsWithoutEffect, standingPayments } from "./payment-lifecycle.ts";

const payer = aliasedTable(organisations, "payer");
const payee = aliasedTable(organisations, "payee");

export type OpenInvoice = Pick<
  typeof invoices.$inferSelect,
  | "id"
  | "sellerId"
  | "buyerId"
  | "state"
  | "number"
  | "dueOn"
  | "totalRupiah"
  | "taxRupiah"
  | "advanceRupiah"
  | "creditedRupiah"
  | "paidRupiah"
  | "reportedRupiah"
  | "heldRupiah"
> & {
  /** Whom it is paid to where its seller assigned it; null while the claim is the seller's. */
  readonly assignee: Assignee | null;
};

/** Whose claim an invoice is: whoever books its payment. Of an institution outside of the house the seller says that it was paid. */
export function payeeOf(claim: Pick<OpenInvoice, "sellerId" | "assignee">): string {
  return claim.assignee?.holderId ?? claim.sellerId;
}

/** The assignment by which an invoice is paid into an account outside of the house; null for every other. */
export function outsideAssignment(claim: Pick<OpenInvoice, "assignee">): string | null {
  return claim.assignee && claim.assignee.holderId === null ? claim.assignee.assignmentId : null;
}

/**
 * These invoices with what is paid and what is reported on each, in id order, held until the transaction ends: who
 * reports next on one of them sees what was reported here.
 */
export async function openInvoices(
  tx: LatestTransaction,
  invoiceIds: readonly string[],
): Promise<OpenInvoice[]> {
  const held = await hold(
    tx,
    invoices,
    and(inArray(invoices.id, [...invoiceIds]), ne(invoices.state, "draft")),
    sql`${invoices.id}`,
  );
  const assignees = await assigneesOf(
    held.map((invoice) => invoice.id),
    tx,
  );
  return held.map((invoice) => ({ ...invoice, assignee: assignees.get(invoice.id) ?? null }));
}

export async function sameProofExists(
  payeeId: string,
  sha256: string,
  on: Executor = db(),
): Promise<boolean> {
  return (await sameProofPaid(payeeId, sha256, on)) || (await sameProofSettled(payeeId, sha256, on));
}

/** Whether a proof shows what an assignee gave `payeeId` for a claim, or a seller gave back to it. */
async function sameProofSettled(payeeId: string, sha256: string, on: Executor): Promise<boolean> {
  const rows = await on
    .select({ id: assignmentProceeds.id })
    .from(assignmentProceeds)
    .innerJoin(receivableAssignments, eq(receivableAssignments.id, assignmentProceeds.assignmentId))
    .where(
      and(
        eq(assignmentProceeds.proofSha256, sha256),
        inArray(assignmentProceeds.state, ["stated", "acknowledged"]),
        sql`${payeeId} = case ${assignmentProceeds.direction} when 'given' then ${receivableAssignments.sellerId} else ${receivableAssignments.holderId} end`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Whether a proof shows a payment to `payeeId` that is reported or verified. */
export async function sameProofPaid(payeeId: string, sha256: string, on: Executor = db()): Promise<boolean> {
  const rows = await on
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.payeeId, payeeId),
        eq(payments.proofSha256, sha256),
        inArray(payments.state, [...standingPayments]),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export type PaymentSummary = typeof payments.$inferSelect & {
  readonly payerName: string;
  readonly payeeName: string;
};

/** Payments that this organisation (or, for a foundation, its kitchens) made or got, newest first. */
export async function paymentsOf(
  organisationId: string,
  filter: PaymentFilter,
  on: Executor = db(),
): Promise<Page<PaymentSummary>> {
  const rows = await on
    .select({ payment: payments, payerName: payer.name, payeeName: payee.name })
    .from(payments)
    .innerJoin(payer, eq(payer.id, payments.payerId))
    .innerJoin(payee, eq(payee.id, payments.payeeId))
    .where(
      and(
        filter.side === "paid"
          ? eq(payments.payeeId, organisationId)
          : isOwnOrKitchens(payments.payerId, organisationId, on),
        filter.state ? eq(payments.state, filter.state) : undefined,
        filter.after ? lt(payments.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(payments.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows.map((row) => ({ ...row.payment, payerName: row.payerName, payeeName: row.payeeName })),
    filter.limit,
    (row) => row.id,
  );
}

export type PaymentWithInvoices = PaymentSummary & {
  readonly allocations: readonly {
    readonly invoiceId: string;
    readonly number: string | null;
    readonly amountRupiah: bigint;
  }[];
};

/** One payment with what it pays, for its two parties and the foundation behind the payer; null for anyone else. */
export async function paymentVisibleTo(
  organisationId: string,
  paymentId: string,
  on: Executor = db(),
): Promise<PaymentWithInvoices | null> {
  const [row] = await on
    .select({ payment: payments, payerName: payer.name, payeeName: payee.name })
    .from(payments)
    .innerJoin(payer, eq(payer.id, payments.payerId))
    .innerJoin(payee, eq(payee.id, payments.payeeId))
    .where(
      and(
        eq(payments.id, paymentId),
        or(isOwnOrKitchens(payments.payerId, organisationId, on), eq(payments.payeeId, organisationId)),
      ),
    );
  if (!row) return null;
  const allocations = await on
    .select({
      invoiceId: paymentAllocations.invoiceId,
      number: invoices.number,
      amountRupiah: paymentAllocations.amountRupiah,
    })
    .from(paymentAllocations)
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .where(eq(paymentAllocations.paymentId, paymentId))
    .orderBy(asc(invoices.id));
  return { ...row.payment, payerName: row.payerName, payeeName: row.payeeName, allocations };
}

/** The invoices that a payment pays. */
export async function invoicesPaidBy(paymentId: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ id: paymentAllocations.invoiceId })
    .from(paymentAllocations)
    .where(eq(paymentAllocations.paymentId, paymentId))
    .orderBy(asc(paymentAllocations.invoiceId));
  return rows.map((row) => row.id);
}

/** The payments that name this invoice, newest first; for a party to it and the foundation behind its buyer. */
export async function paymentsForInvoice(
  organisationId: string,
  invoiceId: string,
  on: Executor = db(),
): Promise<(typeof payments.$inferSelect)[]> {
  const rows = await on
    .select({ payment: payments })
    .from(paymentAllocations)
    .innerJoin(payments, eq(payments.id, paymentAllocations.paymentId))
    .where(
      and(
        eq(paymentAllocations.invoiceId, invoiceId),
        or(isOwnOrKitchens(payments.payerId, organisationId, on), eq(payments.payeeId, organisationId)),
      ),
    )
    .orderBy(desc(payments.id));
  return rows.map((row) => row.payment);
}

export type PayoutSummary = typeof payouts.$inferSelect & {
  readonly payeeName: string;
  /** Where the account is another one than that of the last transfer to this payee. */
  readonly accountChange: AccountChange | null;
  /** What shows the transfer of its whole batch, where it has no proof of its own. */
  readonly batchProofId: string | null;
};

/** What this organisation pays on, newest first; accounts are masked. */
export async function payoutsOf(
  organisationId: string,
  page: { readonly limit: number; readonly after?: string | undefined },
  on: Executor = db(),
): Promise<Page<PayoutSummary>> {
  const rows = await on
    .select({
      payout: payouts,
      organisationName: payee.name,
      producerName: producers.name,
      batchProofId,
    })
    .from(payouts)
    .leftJoin(payee, eq(payee.id, payouts.payeeOrganisationId))
    .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
    .where(and(eq(payouts.payerId, organisationId), page.after ? lt(payouts.id, page.after) : undefined))
    .orderBy(desc(payouts.id))
    .limit(page.limit + 1);
  const changes = await accountChanges(
    organisationId,
    rows.map((row) => row.payout.id),
    on,
  );
  return pageOf(
    rows.map((row) => ({
      ...row.payout,
      payeeAccount: row.payout.payeeAccount === null ? null : maskedAccount(row.payout.payeeAccount),
      accountChange: changes.get(row.payout.id) ?? null,
      payeeName: row.organisationName ?? row.producerName ?? "",
      batchProofId: row.batchProofId,
    })),
    page.limit,
    (row) => row.id,
  );
}

/** A statement that stands, with what is left of it to pay, held until the transaction ends. */
export async function payableStatement(
  statementId: string,
  tx: LatestTransaction,
): Promise<typeof koperasiStatements.$inferSelect | null> {
  const [row] = await hold(
    tx,
    koperasiStatements,
    and(eq(koperasiStatements.id, statementId), isNull(koperasiStatements.takenBackAt)),
  );
  return row ?? null;
}

/** What a buyer is to get back, with what is left of it to pay, held until the transaction ends. */
export async function payableRefund(
  refundId: string,
  tx: LatestTransaction,
): Promise<typeof refunds.$inferSelect | null> {
  const [row] = await hold(tx, refunds, eq(refunds.id, refundId));
  return row ?? null;
}

/** A debit note that stands, with what is left of it to pay, held until the transaction ends. */
export async function payableDebitNote(
  debitNoteId: string,
  tx: LatestTransaction,
): Promise<typeof debitNotes.$inferSelect | null> {
  const [row] = await hold(
    tx,
    debitNotes,
    and(eq(debitNotes.id, debitNoteId), isNull(debitNotes.takenBackAt)),
  );
  return row ?? null;
}

/** A passenger's part of a settled ride, held until the transaction ends, and whether its payout was asked for or made. */
export async function payableRide(
  ridePlaceId: string,
  tx: LatestTransaction,
): Promise<{
  readonly ridePlaceId: string;
  readonly koperasiId: string;
  readonly carrierId: string;
  readonly dueRupiah: bigint;
  readonly isAsked: boolean;
} | null> {
  const [place] = await hold(tx, ridePlaces, eq(ridePlaces.id, ridePlaceId));
  const [ride] = place ? await tx.select().from(rides).where(eq(rides.id, place.rideId)) : [];
  if (!place || !ride) return null;
  const asked = await tx
    .select({ id: payouts.id })
    .from(payouts)
    .where(and(eq(payouts.ridePlaceId, ridePlaceId), notInArray(payouts.state, [...payoutsWithoutEffect])))
    .limit(1);
  const isOwed = place.state === "carried" && place.koperasiId !== ride.carrierId;
  return {
    ridePlaceId,
    koperasiId: place.koperasiId,
    carrierId: ride.carrierId,
    dueRupiah: isOwed ? (place.payRupiah ?? 0n) : 0n,
    isAsked: asked.length > 0,
  };
}

/** The producer, if it belongs to this organisation. */
export async function ownProducer(
  organisationId: string,
  producerId: string,
  on: Executor,
): Promise<typeof producers.$inferSelect | null> {
  const [row] = await on
    .select()
    .from(producers)
    .where(and(eq(producers.id, producerId), eq(producers.organisationId, organisationId)));
  return row ?? null;
}

/** Asked for or approved, and not yet settled: money of this producer that is already on its way. */
export async function producerPayoutsUnderway(
  organisationId: string,
  producerId: string,
  on: Executor,
): Promise<bigint> {
  const [row] = await on
    .select({ amount: sql<string>`coalesce(sum(${payouts.amountRupiah}), 0)::text` })
    .from(payouts)
    .where(
      and(
        eq(payouts.payerId, organisationId),
        eq(payouts.payeeProducerId, producerId),
        // A settlement is owed on an account of its own.
        isNull(payouts.settlementId),
        inArray(payouts.state, ["requested", "approved"]),
      ),
    );
  return BigInt(row?.amount ?? "0");
}

/** Whether a buyer was ever invoiced by this seller, whatever became of it. */
export async function hasBought(sellerId: string, buyerId: string, on: Executor = db()): Promise<boolean> {
  const rows = await on
    .select({ id: invoices.id })
    .from(invoices)
    .where(and(eq(invoices.sellerId, sellerId), eq(invoices.buyerId, buyerId)))
    .limit(1);
  return rows.length > 0;
}
