import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import { payments } from "#db/schema/payments.ts";
import { cardDisputes, cardMoves, cardPayouts, cardRefunds, cardShares } from "#db/schema/payments-cards.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import { planOf } from "../ledger/chart.ts";
import type { CardMoveFilter } from "./card.schema.ts";
import { type CardMoveKind, type CardPayoutState, cardRefundsUnderway } from "./card-account.ts";
import { cardMoveAfter, cardMoveCursor } from "./card-account-reads.server.ts";

export type CardMoney = {
  readonly heldRupiah: Rupiah;
  readonly disputedRupiah: Rupiah;
  readonly inTransitRupiah: Rupiah;
  readonly feeRupiah: Rupiah;
};

/** Where the money of this payee's card payments is, as its books say; null for one that was never paid by card. */
export async function cardMoneyOf(payeeId: string, on: Executor = db()): Promise<CardMoney | null> {
  const accounts = {
    heldRupiah: "heldByProvider",
    disputedRupiah: "heldInDispute",
    inTransitRupiah: "inTransit",
    feeRupiah: "providerFeeCost",
  } as const;
  const rows = await on
    .select({ code: accountBalances.code, balance: accountBalances.balance })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, payeeId),
        inArray(
          accountBalances.code,
          Object.values(accounts).map((account) => planOf(account).code),
        ),
      ),
    );
  if (rows.length === 0) return null;
  const of = (account: (typeof accounts)[keyof typeof accounts]) =>
    rows.find((row) => row.code === planOf(account).code)?.balance ?? 0n;
  return {
    heldRupiah: of(accounts.heldRupiah),
    disputedRupiah: of(accounts.disputedRupiah),
    inTransitRupiah: of(accounts.inTransitRupiah),
    feeRupiah: of(accounts.feeRupiah),
  };
}

export type CardShare = {
  readonly id: string;
  readonly payoutRef: string;
  readonly state: CardPayoutState;
  readonly arrivesOn: BusinessDay;
  readonly amountRupiah: Rupiah;
  /** The line of the bank that shows it. */
  readonly lineId: string | null;
};

const shares = (on: Executor) =>
  on
    .select({
      id: cardShares.id,
      payoutRef: cardShares.payoutId,
      state: cardPayouts.state,
      arrivesOn: cardPayouts.arrivesOn,
      amountRupiah: cardShares.amountRupiah,
      lineId: bankMatches.lineId,
    })
    .from(cardShares)
    .innerJoin(cardPayouts, eq(cardPayouts.id, cardShares.payoutId))
    .leftJoin(bankMatches, eq(bankMatches.shareId, cardShares.id))
    .$dynamic();

/** What the provider sent to this payee, the latest first. */
export async function cardSharesOf(
  payeeId: string,
  limit: number,
  on: Executor = db(),
): Promise<CardShare[]> {
  return shares(on)
    .where(eq(cardShares.payeeId, payeeId))
    .orderBy(desc(cardPayouts.arrivesOn), desc(cardShares.id))
    .limit(limit);
}

/**
 * What is on its way to this payee, or from it, and may be a line of the bank of this amount (below nothing what went), to two rupiah; the
 * earliest first.
 */
export async function sharesLike(
  payeeId: string,
  cameRupiah: Rupiah,
  on: Executor = db(),
): Promise<CardShare[]> {
  return shares(on)
    .where(
      and(
        eq(cardShares.payeeId, payeeId),
        eq(cardPayouts.state, "booked"),
        isNull(bankMatches.id),
        sql`${cardShares.amountRupiah} between ${cameRupiah - 2n} and ${cameRupiah + 2n}`,
      ),
    )
    .orderBy(asc(cardPayouts.arrivesOn), asc(cardShares.id))
    .limit(5);
}

/** Disputes of this payee that nobody has won yet, the most urgent first. */
export async function openDisputesOf(payeeId: string, on: Executor = db()) {
  return on
    .select({
      id: cardDisputes.id,
      paymentId: cardDisputes.paymentId,
      number: payments.number,
      amountRupiah: cardDisputes.amountRupiah,
      cause: cardDisputes.cause,
      answerBy: cardDisputes.answerBy,
    })
    .from(cardDisputes)
    .innerJoin(payments, eq(payments.id, cardDisputes.paymentId))
    .where(and(eq(payments.payeeId, payeeId), eq(cardDisputes.state, "opened")))
    .orderBy(asc(cardDisputes.answerBy), asc(cardDisputes.id))
    .limit(50);
}

/** Refunds of this payee that wait for a second person or for the provider, the oldest first. */
export async function refundsUnderwayOf(payeeId: string, on: Executor = db()) {
  return on
    .select({
      id: cardRefunds.id,
      paymentId: cardRefunds.paymentId,
      number: payments.number,
      amountRupiah: cardRefunds.amountRupiah,
      reason: cardRefunds.reason,
      state: cardRefunds.state,
    })
    .from(cardRefunds)
    .innerJoin(payments, eq(payments.id, cardRefunds.paymentId))
    .where(and(eq(payments.payeeId, payeeId), inArray(cardRefunds.state, [...cardRefundsUnderway])))
    .orderBy(asc(cardRefunds.askedAt), asc(cardRefunds.id))
    .limit(50);
}

/** What of a payment went back to its card or may, the first first. The caller says who may see the payment. */
export async function refundsOfPayment(paymentId: string, on: Executor = db()) {
  return on
    .select({
      id: cardRefunds.id,
      amountRupiah: cardRefunds.amountRupiah,
      reason: cardRefunds.reason,
      state: cardRefunds.state,
      failure: cardRefunds.failure,
      isCredit: sql<boolean>`${cardRefunds.refundId} is not null`,
      askedBy: cardRefunds.askedBy,
      decidedBy: cardRefunds.decidedBy,
      askedByName: persons.fullName,
      askedAt: cardRefunds.askedAt,
      bookedOn: cardRefunds.bookedOn,
    })
    .from(cardRefunds)
    .leftJoin(persons, eq(persons.id, cardRefunds.askedBy))
    .where(eq(cardRefunds.paymentId, paymentId))
    .orderBy(asc(cardRefunds.askedAt), asc(cardRefunds.id));
}

/** Disputes about a payment, the first first. The caller says who may see the payment. */
export async function disputesOfPayment(paymentId: string, on: Executor = db()) {
  return on
    .select()
    .from(cardDisputes)
    .where(eq(cardDisputes.paymentId, paymentId))
    .orderBy(asc(cardDisputes.openedAt), asc(cardDisputes.id));
}

export type CardMoveRow = {
  readonly id: string;
  readonly kind: CardMoveKind;
  readonly paymentId: string | null;
  readonly number: string | null;
  readonly amountSen: bigint;
  readonly feeSen: bigint;
  readonly happenedAt: Date;
  readonly payoutRef: string | null;
};

/** The provider's account as far as it is this payee's, line by line, the latest first; a cursor is a moment and an id. */
export async function cardMovesOf(
  payeeId: string,
  filter: CardMoveFilter,
  on: Executor = db(),
): Promise<Page<CardMoveRow>> {
  const rows = await on
    .select({
      id: cardMoves.id,
      kind: cardMoves.kind,
      paymentId: cardMoves.paymentId,
      number: payments.number,
      amountSen: cardMoves.amountSen,
      feeSen: cardMoves.feeSen,
      happenedAt: cardMoves.happenedAt,
      payoutRef: cardMoves.payoutId,
    })
    .from(cardMoves)
    .leftJoin(payments, eq(payments.id, cardMoves.paymentId))
    .where(and(eq(cardMoves.payeeId, payeeId), cardMoveAfter(filter.after)))
    .orderBy(desc(cardMoves.happenedAt), desc(cardMoves.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, cardMoveCursor);
}
