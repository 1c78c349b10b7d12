import { asc, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payouts } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { bankReference } from "./bank-file.ts";
import { knownBatch, permitSecondOfBatch } from "./decide-batch.server.ts";
import { keepBatchFile } from "./keep-batch-file.server.ts";
import { type OutcomeRow, readOutcomes } from "./outcome-file.ts";
import { RecordOutcomes } from "./payment.schema.ts";
import { bookPayout, dropPayout, takeTransferBack } from "./settle-payout.server.ts";

type Done = "paid" | "failed" | "returned" | "known";

/**
 * Takes in what a bank gave back about a batch, row by row: paid, or failed with its reason; one that was booked as paid and failed
 * after all is returned. A row that fits nothing is named in `faults` ("line code") and stops no other. The same file again
 * changes nothing. The file itself is kept at the batch with what it did. Refuses a file without a head, and a batch that was
 * not approved.
 */
export const recordOutcomes = command({
  name: "payments.recordOutcomes",
  input: RecordOutcomes,
  secret: ["file"],
  isolation: "read committed",
  permit: permitSecondOfBatch,
  run: async (tx, call, { batchId, text, on, file }) => {
    const batch = await knownBatch(tx, call, batchId);
    if (batch.state !== "approved") throw new RuleBroken("payments.batchNotApproved");
    const { rows, faults } = readOutcomes(text);
    if (faults[0]?.code === "head") throw new RuleBroken("payments.outcomeHead", { field: "text" });
    const held = await hold(tx, payouts, eq(payouts.batchId, batchId), asc(payouts.id));
    const byReference = new Map(held.map((payout) => [bankReference(payout.id), payout]));
    const counts = { paid: 0, failed: 0, returned: 0, known: 0 };
    const said = faults.map(({ line, code }) => `${line} ${code}`);
    for (const row of rows) {
      const payout = byReference.get(row.reference);
      if (!payout) {
        said.push(`${row.line} unknown`);
        continue;
      }
      const done = await settle(tx, call, payout, row, on);
      if (done === "moved") said.push(`${row.line} moved`);
      else counts[done] += 1;
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

/** Whatever a row cannot do is seen before anything is written: postings do not stand in a savepoint that could undo them. */
async function settle(
  tx: LatestTransaction,
  call: Call,
  payout: typeof payouts.$inferSelect,
  row: OutcomeRow,
  on: BusinessDay,
): Promise<Done | "moved"> {
  const day = row.on ?? on;
  const reason = row.reason.length >= 5 ? row.reason : `Ditolak bank: ${row.reason || "tanpa keterangan"}`;
  if (row.outcome === "paid") {
    if (payout.state === "confirmed") return "known";
    if (payout.state !== "approved") return "moved";
    const reference = row.bankReference.length >= 3 ? row.bankReference : row.reference;
    await bookPayout(tx, call, { payoutId: payout.id, settledOn: day, bankReference: reference });
    return "paid";
  }
  if (payout.state === "failed" || payout.state === "returned") return "known";
  if (payout.state === "confirmed") {
    if (payout.settledOn !== null && day < payout.settledOn) return "moved";
    await takeTransferBack(tx, call, { payoutId: payout.id, returnedOn: day, reason });
    return "returned";
  }
  if (payout.state !== "approved") return "moved";
  await dropPayout(tx, call, payout.id, reason);
  return "failed";
}
