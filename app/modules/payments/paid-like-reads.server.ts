import { and, asc, between, eq, inArray, isNull, notExists, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { payments } from "#db/schema/payments.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import { BOOKED_LIKE_DAYS } from "./bank-books.ts";
import { standingPayments } from "./payment-lifecycle.ts";

/** A transfer to the own organisation that somebody reported, or that was booked, and that stands on no line of the bank. */
export type PaidLike = {
  readonly paymentId: string;
  readonly payerId: string;
  readonly payerName: string;
  readonly amountRupiah: Rupiah;
  readonly transferredOn: BusinessDay;
  /** The number of its kwitansi, or what the payer said its bank wrote while nobody has checked it. */
  readonly reference: string;
};

/** Transfers to an organisation, reported or booked, of one of these sums and within days of a line, whether a line is known for them or not. */
export function transfersLike(
  organisationId: string,
  { onDay, sums }: { readonly onDay: BusinessDay; readonly sums: readonly Rupiah[] },
): SQL | undefined {
  return and(
    eq(payments.payeeId, organisationId),
    eq(payments.rail, "transfer"),
    isNull(payments.assignmentId),
    inArray(payments.state, [...standingPayments]),
    inArray(payments.amountRupiah, [...sums]),
    between(payments.transferredOn, addDays(onDay, -BOOKED_LIKE_DAYS), addDays(onDay, BOOKED_LIKE_DAYS)),
  );
}

async function withoutLine(which: SQL | undefined, on: Executor): Promise<PaidLike[]> {
  const rows = await on
    .select({
      paymentId: payments.id,
      payerId: payments.payerId,
      payerName: organisations.name,
      amountRupiah: payments.amountRupiah,
      transferredOn: payments.transferredOn,
      number: payments.number,
      reference: payments.bankReference,
    })
    .from(payments)
    .innerJoin(organisations, eq(organisations.id, payments.payerId))
    .where(
      and(
        which,
        notExists(on.select({ one: sql`1` }).from(bankMatches).where(eq(bankMatches.paymentId, payments.id))),
      ),
    )
    .orderBy(asc(payments.id));
  return rows.map(({ number, ...row }) => ({ ...row, reference: number ?? row.reference }));
}

/** Of these transfers those that no line of the bank is known for. */
export async function withoutLineOf(paymentIds: readonly string[], on: Executor): Promise<PaidLike[]> {
  return paymentIds.length === 0 ? [] : withoutLine(inArray(payments.id, [...paymentIds]), on);
}

/** The transfers that a line which came may be: of as much, within days, and without a line. */
export async function paidLike(
  organisationId: string,
  line: { readonly amountSen: bigint; readonly restRupiah: Rupiah; readonly onDay: BusinessDay },
  on: Executor = db(),
): Promise<PaidLike[]> {
  if (line.amountSen < 0n) return [];
  return withoutLine(transfersLike(organisationId, { onDay: line.onDay, sums: [line.restRupiah] }), on);
}
