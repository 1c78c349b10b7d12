import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import {
  cooperativeMembers,
  cooperativePayments,
  memberLeavings,
  memberSavings,
} from "#db/schema/cooperative.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { CooperativePaymentRow, LeavingRow, SavingsRow } from "./member-reads.server.ts";

/** So many that wait are shown. */
const SHOWN_MAX = 50;

export type LeavingView = LeavingRow & { readonly fullName: string; readonly serial: number };
export type PaymentView = CooperativePaymentRow & { readonly fullName: string | null };

/** Members who want to leave and about whom nobody decided yet, the first to ask first. */
export async function waitingLeavings(organisationId: string, on: Executor = db()): Promise<LeavingView[]> {
  const rows = await on
    .select({
      leaving: memberLeavings,
      fullName: cooperativeMembers.fullName,
      serial: cooperativeMembers.serial,
    })
    .from(memberLeavings)
    .innerJoin(cooperativeMembers, eq(cooperativeMembers.id, memberLeavings.memberId))
    .where(and(eq(memberLeavings.organisationId, organisationId), eq(memberLeavings.state, "asked")))
    .orderBy(asc(memberLeavings.askedAt))
    .limit(SHOWN_MAX);
  return rows.map(({ leaving, ...who }) => ({ ...leaving, ...who }));
}

/** Whether somebody asked already for this member to leave. */
export async function isLeaving(memberId: string, on: Executor = db()): Promise<boolean> {
  const rows = await on
    .select({ id: memberLeavings.id })
    .from(memberLeavings)
    .where(and(eq(memberLeavings.memberId, memberId), eq(memberLeavings.state, "asked")));
  return rows.length > 0;
}

/** Whether a payment to this member, or out of this fund, waits for a second person. */
export async function paymentWaits(
  organisationId: string,
  { memberId, fund }: Pick<CooperativePaymentRow, "memberId" | "fund">,
  on: Executor = db(),
): Promise<boolean> {
  const rows = await on
    .select({ id: cooperativePayments.id })
    .from(cooperativePayments)
    .where(
      and(
        eq(cooperativePayments.organisationId, organisationId),
        eq(cooperativePayments.state, "asked"),
        memberId === null ? isNull(cooperativePayments.memberId) : eq(cooperativePayments.memberId, memberId),
        fund === null ? isNull(cooperativePayments.fund) : eq(cooperativePayments.fund, fund),
      ),
    );
  return rows.length > 0;
}

const payments = (on: Executor) =>
  on
    .select({ payment: cooperativePayments, fullName: cooperativeMembers.fullName })
    .from(cooperativePayments)
    .leftJoin(cooperativeMembers, eq(cooperativeMembers.id, cooperativePayments.memberId))
    .$dynamic();

/** Payments that wait for a second person, the first to be asked first; then those decided, the latest first. */
export async function paymentsOf(organisationId: string, on: Executor = db()): Promise<PaymentView[]> {
  const ofKoperasi = eq(cooperativePayments.organisationId, organisationId);
  const rows = [
    ...(await payments(on)
      .where(and(ofKoperasi, eq(cooperativePayments.state, "asked")))
      .orderBy(asc(cooperativePayments.askedAt))
      .limit(SHOWN_MAX)),
    ...(await payments(on)
      .where(and(ofKoperasi, ne(cooperativePayments.state, "asked")))
      .orderBy(desc(cooperativePayments.decidedAt))
      .limit(SHOWN_MAX)),
  ];
  return rows.map(({ payment, fullName }) => ({ ...payment, fullName }));
}

/** What waits for a second person in a koperasi, other than what this person asked for: how much, and since when. */
export async function waitingFor(
  organisationId: string,
  personId: string,
  on: Executor = db(),
): Promise<{ readonly leavings: number; readonly payments: number; readonly since: Date | null }> {
  const [row] = await on.execute<{ leavings: number; payments: number; since: string | null }>(sql`
    with waits as (
      select 'l' as what, asked_at from ${memberLeavings}
      where organisation_id = ${organisationId} and state = 'asked' and asked_by <> ${personId}
      union all
      select 'p', asked_at from ${cooperativePayments}
      where organisation_id = ${organisationId} and state = 'asked' and asked_by <> ${personId}
    )
    select (count(*) filter (where what = 'l'))::int as leavings, (count(*) filter (where what = 'p'))::int as payments,
      min(asked_at)::text as since from waits`);
  return {
    leavings: row?.leavings ?? 0,
    payments: row?.payments ?? 0,
    since: row?.since ? new Date(row.since) : null,
  };
}

/** A wish to leave, held until the transaction ends; null where the koperasi has no such. */
export async function heldLeaving(
  tx: LatestTransaction,
  organisationId: string,
  leavingId: string,
): Promise<LeavingRow | null> {
  const [row] = await hold(
    tx,
    memberLeavings,
    and(eq(memberLeavings.id, leavingId), eq(memberLeavings.organisationId, organisationId)),
  );
  return row ?? null;
}

export async function heldPayment(
  tx: LatestTransaction,
  organisationId: string,
  paymentId: string,
): Promise<CooperativePaymentRow | null> {
  const [row] = await hold(
    tx,
    cooperativePayments,
    and(eq(cooperativePayments.id, paymentId), eq(cooperativePayments.organisationId, organisationId)),
  );
  return row ?? null;
}

export async function heldSavings(
  tx: LatestTransaction,
  organisationId: string,
  savingsId: string,
): Promise<SavingsRow | null> {
  const [row] = await hold(
    tx,
    memberSavings,
    and(eq(memberSavings.id, savingsId), eq(memberSavings.organisationId, organisationId)),
  );
  return row ?? null;
}
