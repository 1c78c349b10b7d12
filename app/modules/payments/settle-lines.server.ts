import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { hold } from "#db/hold.server.ts";
import { payments, payouts } from "#db/schema/payments.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { entryStands } from "./book-ground-reads.server.ts";
import { sentStates, standingPayments } from "./payment-lifecycle.ts";

/**
 * How much of a line is matched, in whole rupiah, by what stands: payments that are reported or verified, payouts that went out, given back
 * since or not, what went between seller and assignee of a claim, the card provider's money, what the bank did by itself, and entries of
 * the own books. For a query that knows `bank_lines`.
 */
export const matchedRupiah: SQL<bigint> =
  sql<bigint>`(select coalesce(sum(matched.amount_rupiah), 0)::bigint from ${bankMatches} matched
  left join ${payments} paying on paying.id = matched.payment_id left join ${payouts} going on going.id = matched.payout_id
  where matched.line_id = "bank_lines"."id" and (paying.state in ${[...standingPayments]} or matched.share_id is not null
    or (matched.undone_at is null and (going.state in ${[...sentStates]} or num_nonnulls(matched.proceeds_id, matched.booked) = 1 or ${entryStands}))))`.mapWith(
    BigInt,
  );

const waits = sql`exists (select 1 from ${bankMatches} matched join ${payments} paying on paying.id = matched.payment_id
  where matched.line_id = "bank_lines"."id" and paying.state = 'reported')`;

/** The lines of the bank that a payment is matched with, held in id order until the transaction ends. */
export async function linesOfPayment(tx: LatestTransaction, paymentId: string): Promise<string[]> {
  const rows = await hold(
    tx,
    bankLines,
    inArray(
      bankLines.id,
      tx.select({ id: bankMatches.lineId }).from(bankMatches).where(eq(bankMatches.paymentId, paymentId)),
    ),
    asc(bankLines.id),
  );
  return rows.map((row) => row.id);
}

/**
 * Lets the lines of the bank that were matched with entries say what became of them, after those were taken out of the books: they are open
 * again. Whoever reverses an entry that a line may be (`bankEntryKinds`) calls it in the same transaction; the database refuses it otherwise.
 */
export async function reopenLinesOf(tx: LatestTransaction, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  const rows = await hold(
    tx,
    bankLines,
    inArray(
      bankLines.id,
      tx
        .select({ id: bankMatches.lineId })
        .from(bankMatches)
        .where(inArray(bankMatches.entryId, [...entryIds])),
    ),
    asc(bankLines.id),
  );
  await settleLines(
    tx,
    rows.map((row) => row.id),
  );
}

/**
 * Lets lines that the caller holds say what became of them: open as long as something of one is nobody's, to the nearest rupiah, proposed while a second person
 * is waited for, matched when all of it is booked.
 */
export async function settleLines(tx: LatestTransaction, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  await tx
    .update(bankLines)
    .set({
      state: sql`case when ${matchedRupiah} < greatest((abs(${bankLines.amountSen}) + 50) / 100, 1) then 'open' when ${waits} then 'proposed' else 'matched' end`,
    })
    .where(inArray(bankLines.id, [...lineIds]));
}
