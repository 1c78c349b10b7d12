import { asc, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payouts } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { closedThroughs } from "../ledger/closing-reads.server.ts";
import { bankReference } from "./bank-file.ts";
import { todayOf } from "./day-to-come.server.ts";
import { knownBatch, permitSecondOfBatch } from "./decide-batch.server.ts";
import { keepBatchFile } from "./keep-batch-file.server.ts";
import { type OutcomeRow, readOutcomes } from "./outcome-file.ts";
import { RecordOutcomes } from "./payment.schema.ts";
import { bookPayout, dropPayout, takeTransferBack } from "./settle-payout.server.ts";

type Done = "paid" | "failed" | "returned" | "known";
/** Why a row does nothing: somebody decided otherwise, or its day has not come or lies in a month that somebody's books closed. */
type NotDone = "moved" | "dayToCome" | "closed";
type Days = { readonly today: BusinessDay; readonly closed: ReadonlyMap<string, BusinessDay> };

/**
 * Takes in what a bank gave back about a batch, row by row: paid, or failed with its reason; one that was booked as paid and failed
 * after all is returned. A row that fits nothing, or whose day the books do not take, is named in `faults` ("line code") and stops no
 * other. The same file again
 * changes nothing. The file itself is kept at the batch with what it did. Refuses a file without a head, and a batch that was
 * not approved.
 */
export const recordOutcomes = command({
  name: "payments.recordOutcomes",
  input: RecordOutcomes,
  secret: ["file", "text"],
  isolation: "read committed",
  permit: permitSecondOfBatch,
  run: async (tx, call, { batchId, text, on, file }) => {
    const batch = await knownBatch(tx, call, batchId);
    if (batch.state !== "approved") throw new RuleBroken("payments.batchNotApproved");
    const { rows, faults } = readOutcomes(text);
    if (faults[0]?.code === "head") throw new RuleBroken("payments.outcomeHead", { field: "text" });
    const held = await hold(tx, payouts, eq(payouts.batchId, batchId), asc(payouts.id));
    const byReference = new Map(held.map((payout) => [bankReference(payout.id), payout]));
    const days = {
      today: await todayOf(batch.payerId, call, tx),
      closed: await closedThroughs(booksOf(held), tx),
    };
    const counts = { paid: 0, failed: 0, returned: 0, known: 0 };
    const said = faults.map(({ line, code }) => `${line} ${code}`);
    for (const row of rows) {
      const payout = byReference.get(row.reference);
      if (!payout) {
        said.push(`${row.line} unknown`);
        continue;
      }
      const done = await settle(tx, call, payout, { ...row, on: row.on ?? on }, days);
      if (isDone(done)) counts[done] += 1;
      else said.push(`${row.line} ${done}`);
    }
    const { known: _known, ...did } = counts;
    if (file)
      await keepBatchFile(tx, call, batch, {
        ...file,
        kind: "outcomes",
        counts: { ...did, faults: said.length },
      });
    return { batchId, ...counts, faults: said };
  },
});

const isDone = (what: Done | NotDone): what is Done =>
  what !== "moved" && what !== "dayToCome" && what !== "closed";

/** Whose books the payouts of a batch stand in. */
function booksOf(held: readonly (typeof payouts.$inferSelect)[]): readonly string[] {
  return [
    ...new Set(
      held.flatMap((one) => [one.payerId, ...(one.payeeOrganisationId ? [one.payeeOrganisationId] : [])]),
    ),
  ];
}

/** Why money cannot be booked on this day for this payout; null when it can. */
function dayFault(payout: typeof payouts.$inferSelect, day: BusinessDay, days: Days): NotDone | null {
  if (day > days.today) return "dayToCome";
  const isClosed = booksOf([payout]).some((book) => day <= (days.closed.get(book) ?? ""));
  return isClosed ? "closed" : null;
}

/** Whatever a row cannot do is seen before anything is written: postings do not stand in a savepoint that could undo them. */
async function settle(
  tx: LatestTransaction,
  call: Call,
  payout: typeof payouts.$inferSelect,
  row: OutcomeRow & { readonly on: BusinessDay },
  days: Days,
): Promise<Done | NotDone> {
  const day = row.on;
  const reason = row.reason.length >= 5 ? row.reason : `Ditolak bank: ${row.reason || "tanpa keterangan"}`;
  if (row.outcome === "paid") {
    if (payout.state === "confirmed") return "known";
    if (payout.state !== "approved") return "moved";
    const fault = dayFault(payout, day, days);
    if (fault) return fault;
    const reference = row.bankReference.length >= 3 ? row.bankReference : row.reference;
    await bookPayout(tx, call, { payoutId: payout.id, settledOn: day, bankReference: reference });
    return "paid";
  }
  if (payout.state === "failed" || payout.state === "returned") return "known";
  if (payout.state === "confirmed") {
    if (payout.settledOn !== null && day < payout.settledOn) return "moved";
    const fault = dayFault(payout, day, days);
    if (fault) return fault;
    await takeTransferBack(tx, call, { payoutId: payout.id, returnedOn: day, reason });
    return "returned";
  }
  if (payout.state !== "approved") return "moved";
  await dropPayout(tx, call, payout.id, reason);
  return "failed";
}
