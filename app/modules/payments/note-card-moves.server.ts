import { sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { command } from "#app/platform/command.server.ts";
import { payments } from "#db/schema/payments.ts";
import { cardDisputes, cardMoves, cardRefunds } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { NoteCardMoves } from "./card.schema.ts";
import { bookedFees } from "./card-account.ts";
import { cardFeeEntry } from "./card-postings.ts";
import { permitHouse } from "./note-word.server.ts";

/** As many lines as are given to their deeds in one go. What fits nothing takes no place: it may lie there for ever. */
const AT_ONCE_MAX = 500;

/**
 * Keeps a page of the provider's account, each line once, and says of lines that were known by which payout they were sent. Then every
 * line that a deed of ours fits now is that deed's: its fee is booked, one entry a line, together the nearest whole rupiah of what the
 * provider took in all. What fits nothing stays, is looked at again with every page, and is found by the nightly proof.
 */
export const noteCardMoves = command({
  name: "payments.noteCardMoves",
  input: NoteCardMoves,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, { payoutRef, moves }) => {
    if (moves.length > 0)
      await tx
        .insert(cardMoves)
        .values(
          moves.map(({ moveRef, at, ...move }) => ({
            id: moveRef,
            ...move,
            happenedAt: at,
            // Its own line tells a payout; it is not sent with it.
            payoutId: move.kind === "payout" ? null : payoutRef,
            recordedAt: call.at,
          })),
        )
        .onConflictDoUpdate({
          target: cardMoves.id,
          set: { payoutId: sql`excluded.payout_id` },
          setWhere: sql`${cardMoves.payoutId} is null and excluded.payout_id is not null`,
        });
    return { fitted: await fitMoves(tx, call) };
  },
});

type Fit = {
  readonly id: string;
  readonly kind: string;
  readonly fee_sen: string;
  readonly payment_id: string;
  readonly payee_id: string;
  readonly happened_at: string;
};

async function fitMoves(tx: LatestTransaction, call: Call): Promise<number> {
  const fits = await tx.execute<Fit>(sql`
    select distinct on (m.kind, m.source_ref) m.id, m.kind, m.fee_sen::text, p.id as payment_id, p.payee_id, m.happened_at::text
    from (select * from ${cardMoves} where payee_id is null and is_rupiah and kind in ('charge', 'refund', 'dispute', 'disputeWon')) m
    left join ${payments} c on m.kind = 'charge' and c.rail = 'card' and c.bank_reference = m.payment_ref and c.amount_rupiah * 100 = m.amount_sen
    left join ${cardRefunds} r on m.kind = 'refund' and r.provider_refund = m.source_ref and r.state = 'booked'
      and r.amount_rupiah * 100 = -m.amount_sen
    left join ${cardDisputes} d on d.id = m.source_ref and (case m.kind when 'dispute' then d.amount_rupiah * 100 = -m.amount_sen
      when 'disputeWon' then d.state = 'won' and d.amount_rupiah * 100 = m.amount_sen end)
    join ${payments} p on p.id = coalesce(c.id, r.payment_id, d.payment_id) and p.state in ('verified', 'reversed')
    where not exists (select 1 from ${cardMoves} o where o.kind = m.kind and o.source_ref = m.source_ref and o.payee_id is not null)
    order by m.kind, m.source_ref, m.id limit ${AT_ONCE_MAX}`);
  // In the order of their names: two pages that are kept at once wait one way.
  for (const payeeId of [...new Set(fits.map((fit) => fit.payee_id))].sort())
    await bookFees(
      tx,
      call,
      payeeId,
      fits.filter((fit) => fit.payee_id === payeeId),
    );
  return fits.length;
}

async function bookFees(
  tx: LatestTransaction,
  call: Call,
  payeeId: string,
  fits: readonly Fit[],
): Promise<void> {
  // Whoever books fees of this payee waits here, and then counts these.
  await holdBalance(tx, payeeId, "heldByProvider", null);
  const [before] = await tx.execute<{ fee_sen: string; fee_rupiah: string }>(sql`
    select coalesce(sum(fee_sen), 0)::text as fee_sen, coalesce(sum(fee_rupiah), 0)::text as fee_rupiah
    from ${cardMoves} where payee_id = ${payeeId}`);
  const fees = bookedFees(
    { feeSen: BigInt(before?.fee_sen ?? "0"), feeRupiah: BigInt(before?.fee_rupiah ?? "0") },
    fits.map((fit) => BigInt(fit.fee_sen)),
  );
  const fitted = fits.map((fit, at) => ({ ...fit, fee: fees[at] ?? 0n }));
  await tx.execute(sql`
    update ${cardMoves} set payee_id = ${payeeId}, payment_id = f.payment_id, fee_rupiah = f.fee
    from json_to_recordset(${JSON.stringify(fitted.map((fit) => ({ ...fit, fee: fit.fee.toString() })))}::json)
      as f(id text, payment_id text, fee bigint)
    where ${cardMoves.id} = f.id and ${cardMoves.payeeId} is null`);
  const zone = await clockOf(payeeId, tx);
  await postEntries(
    tx,
    call,
    fitted
      .filter(({ fee }) => fee !== 0n)
      .map((fit) =>
        cardFeeEntry(payeeId, fit.fee, {
          subjectId: fit.id,
          on: dayOf(new Date(fit.happened_at), zone),
          narration: fit.id,
        }),
      ),
  );
}
