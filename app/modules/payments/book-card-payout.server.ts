import { eq, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { cardMoves, cardPayouts, cardShares } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { BookCardPayout } from "./card.schema.ts";
import { cardPayoutLifecycle } from "./card-account.ts";
import { cardPayoutEntry } from "./card-postings.ts";
import { permitHouse } from "./note-word.server.ts";

/**
 * Books a payout of the provider once all its lines are read and each is a deed of ours: what of it is whose is on its way to their
 * banks, their payments less refunds, disputes and fees as they are booked. What a failed payout sent before goes with the one that takes
 * it along. Lines that are nobody's here (a monthly fee) are left to the nightly proof. Answers what still keeps it from being
 * booked: `short` when lines are missing, `unfit` when one fits no deed; a second time changes nothing.
 */
export const bookCardPayout = command({
  name: "payments.bookCardPayout",
  input: BookCardPayout,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, { payoutRef }) => {
    const [payout] = await hold(tx, cardPayouts, eq(cardPayouts.id, payoutRef));
    if (!payout) throw new Missing("payments.missing");
    if (payout.state !== "told") return { outcome: payout.state as string };
    const [found] = await tx.execute<{ net: string; unfit: number }>(sql`
      select coalesce(sum(m.amount_sen - m.fee_sen), 0)::text as net, count(*) filter (where case m.kind
        when 'other' then false when 'payoutFailed' then f.id is null else m.payee_id is null end)::int as unfit
      from ${cardMoves} m left join ${cardPayouts} f on m.kind = 'payoutFailed' and f.id = m.source_ref and f.state = 'failed'
      where m.payout_id = ${payoutRef}`);
    if (BigInt(found?.net ?? "0") !== payout.amountSen) return { outcome: "short" };
    if ((found?.unfit ?? 0) > 0) return { outcome: "unfit" };
    const shares = await sharesOf(tx, payoutRef);
    await tx
      .update(cardPayouts)
      .set({
        state: nextState(cardPayoutLifecycle, payout.state, "book", "payments.moved"),
        bookedAt: call.at,
      })
      .where(eq(cardPayouts.id, payoutRef));
    await tx.execute(sql`
      update ${cardShares} set taken_by = ${payoutRef} where ${cardShares.payoutId} in (
        select source_ref from ${cardMoves} where payout_id = ${payoutRef} and kind = 'payoutFailed')`);
    if (shares.length > 0) await tx.insert(cardShares).values([...shares]);
    const entries = [];
    for (const share of shares)
      entries.push(
        cardPayoutEntry("sent", share.payeeId, share.amountRupiah, {
          subjectId: share.id,
          on: dayOf(call.at, await clockOf(share.payeeId, tx)),
          narration: payoutRef,
        }),
      );
    await postEntries(tx, call, entries);
    return { outcome: "booked" };
  },
});

/** Whose how much of a payout is, by payee; nothing for whom it comes to nothing. */
async function sharesOf(tx: LatestTransaction, payoutId: string) {
  const rows = await tx.execute<{ payee_id: string; amount: string }>(sql`
    select payee_id, sum(amount)::text as amount from (
      select payee_id, amount_sen / 100 - fee_rupiah as amount from ${cardMoves} where payout_id = ${payoutId} and payee_id is not null
      union all
      select s.payee_id, s.amount_rupiah from ${cardMoves} m join ${cardShares} s on s.payout_id = m.source_ref
      where m.payout_id = ${payoutId} and m.kind = 'payoutFailed'
    ) part group by payee_id having sum(amount) <> 0 order by payee_id`);
  return [...rows].map((row) => ({
    id: newId("cardShare"),
    payoutId,
    payeeId: row.payee_id,
    amountRupiah: BigInt(row.amount),
  }));
}
