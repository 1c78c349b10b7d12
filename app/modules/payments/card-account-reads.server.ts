import { and, asc, desc, eq, isNotNull, isNull, lt, notInArray, sql } from "drizzle-orm";
import { pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { payments } from "#db/schema/payments.ts";
import { cardMoves, cardPayouts, cardRefunds } from "#db/schema/payments-cards.ts";
import { checkoutWords } from "#db/schema/payments-checkouts.ts";
import type { CardMoveFilter } from "./card.schema.ts";

/** What the provider is asked to give back: of which payment, under its name there; null for one that nobody agreed to. */
export async function agreedCardRefund(cardRefundId: string, on: Executor = db()) {
  const [row] = await on
    .select({
      refundId: cardRefunds.id,
      paymentRef: payments.bankReference,
      amountRupiah: cardRefunds.amountRupiah,
    })
    .from(cardRefunds)
    .innerJoin(payments, eq(payments.id, cardRefunds.paymentId))
    .where(and(eq(cardRefunds.id, cardRefundId), eq(cardRefunds.state, "approved")));
  return row ?? null;
}

/** Refunds that were agreed to before `before`, that the provider knows, and of which no word came; the oldest first. */
export async function silentCardRefunds(before: Date, limit: number, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ ref: cardRefunds.providerRefund })
    .from(cardRefunds)
    .where(
      and(
        eq(cardRefunds.state, "approved"),
        isNotNull(cardRefunds.providerRefund),
        lt(cardRefunds.decidedAt, before),
      ),
    )
    .orderBy(asc(cardRefunds.decidedAt))
    .limit(limit);
  return rows.flatMap(({ ref }) => ref ?? []);
}

/**
 * Refunds that stand in the provider's account, of payments of ours, that nobody here asked for and no word told of; the oldest first. What
 * the books could not follow when it was asked about once is left to the nightly proof.
 */
export async function untoldCardRefunds(before: Date, limit: number, on: Executor = db()): Promise<string[]> {
  const rows = await on.execute<{ ref: string }>(sql`
    select distinct m.source_ref as ref from ${cardMoves} m
    join ${payments} p on p.rail = 'card' and p.bank_reference = m.payment_ref and p.state = 'verified'
    where m.kind = 'refund' and m.payee_id is null and m.is_rupiah and m.recorded_at < ${before.toISOString()}::timestamptz
      and not exists (select 1 from ${cardRefunds} r where r.provider_refund = m.source_ref
        or (r.payment_id = p.id and r.state = 'approved' and r.provider_refund is null))
      and not exists (select 1 from ${checkoutWords} w where w.session_id = m.source_ref and w.outcome in ('contradicts', 'mismatch'))
    order by 1 limit ${limit}`);
  return [...rows].map(({ ref }) => ref);
}

/** The latest moment of which a line of the provider's account is kept; null before the first one. */
export async function latestCardMove(on: Executor = db()): Promise<Date | null> {
  const [row] = await on
    .select({ at: sql<string | null>`max(${cardMoves.happenedAt})::text` })
    .from(cardMoves);
  return row?.at ? new Date(row.at) : null;
}

/** Payouts whose lines are not all read, or fit no deed yet; the oldest first. */
export async function unreadCardPayouts(limit: number, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ id: cardPayouts.id })
    .from(cardPayouts)
    .where(eq(cardPayouts.state, "told"))
    .orderBy(asc(cardPayouts.toldAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Whether anybody was ever paid by card: before that there is nothing in the provider's account to read. */
export async function wasPaidByCard(on: Executor = db()): Promise<boolean> {
  const rows = await on
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.rail, "card"), isNotNull(payments.verifiedAt)))
    .limit(1);
  return rows.length > 0;
}

/** Lines of the provider's account that fit no deed here, the latest first; a cursor is a moment and an id. For the operator only. */
export async function unfitCardMoves(filter: CardMoveFilter, on: Executor = db()) {
  const rows = await on
    .select({
      id: cardMoves.id,
      kind: cardMoves.kind,
      isRupiah: cardMoves.isRupiah,
      amountSen: cardMoves.amountSen,
      feeSen: cardMoves.feeSen,
      sourceRef: cardMoves.sourceRef,
      happenedAt: cardMoves.happenedAt,
      payoutRef: cardMoves.payoutId,
    })
    .from(cardMoves)
    .where(
      and(
        isNull(cardMoves.payeeId),
        notInArray(cardMoves.kind, ["payout", "payoutFailed"]),
        cardMoveAfter(filter.after),
      ),
    )
    .orderBy(desc(cardMoves.happenedAt), desc(cardMoves.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, cardMoveCursor);
}

/** What comes after a cursor in a list of lines, the latest first; one that cannot be read begins anew. */
export function cardMoveAfter(after: string | undefined) {
  const [at = "", id = ""] = (after ?? "").split("/");
  const moment = new Date(at);
  return Number.isNaN(moment.getTime())
    ? undefined
    : sql`(${cardMoves.happenedAt}, ${cardMoves.id}) < (${moment.toISOString()}::timestamptz, ${id})`;
}

export function cardMoveCursor(row: { readonly happenedAt: Date; readonly id: string }): string {
  return `${row.happenedAt.toISOString()}/${row.id}`;
}

/** Payouts of the provider that are not booked yet: what their lines that were read come to, and how many of those fit no deed. */
export async function waitingCardPayouts(on: Executor = db()) {
  return on
    .select({
      id: cardPayouts.id,
      amountSen: cardPayouts.amountSen,
      arrivesOn: cardPayouts.arrivesOn,
      readSen: sql<bigint>`coalesce(sum(${cardMoves.amountSen} - ${cardMoves.feeSen}), 0)::bigint`.mapWith(
        BigInt,
      ),
      unfit: sql<number>`count(*) filter (where ${cardMoves.id} is not null and ${cardMoves.payeeId} is null and ${cardMoves.kind} not in ('other', 'payoutFailed'))::int`,
    })
    .from(cardPayouts)
    .leftJoin(cardMoves, eq(cardMoves.payoutId, cardPayouts.id))
    .where(eq(cardPayouts.state, "told"))
    .groupBy(cardPayouts.id)
    .orderBy(asc(cardPayouts.arrivesOn), asc(cardPayouts.id))
    .limit(50);
}
