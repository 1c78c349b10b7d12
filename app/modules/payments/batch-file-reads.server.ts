import { and, desc, eq, getTableColumns, isNull, ne, or, sql } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { payouts } from "#db/schema/payments.ts";
import { payoutBatchFiles } from "#db/schema/payments-batches.ts";
import { storedFiles } from "#db/schema/platform.ts";

/** More than a bank gives back of one batch. */
const SHOWN_MAX = 20;

/** What the bank gave back of a batch, the newest first. */
export async function filesOfBatch(batchId: string, on: Executor) {
  const { batchId: _batch, payerId: _payer, broughtBy: _by, ...file } = getTableColumns(payoutBatchFiles);
  return on
    .select({ ...file, fileName: storedFiles.fileName, broughtByName: persons.fullName })
    .from(payoutBatchFiles)
    .innerJoin(storedFiles, eq(storedFiles.id, payoutBatchFiles.fileId))
    .innerJoin(persons, eq(persons.id, payoutBatchFiles.broughtBy))
    .where(eq(payoutBatchFiles.batchId, batchId))
    .orderBy(desc(payoutBatchFiles.fileId))
    .limit(SHOWN_MAX);
}

export type BatchFile = Awaited<ReturnType<typeof filesOfBatch>>[number];

/** The newest file that shows the transfer of the whole batch of the payout at hand; null for one that is in none, or not made. */
export const batchProofId = sql<string | null>`(
  select f.file_id from ${payoutBatchFiles} f
  where f.batch_id = ${payouts.batchId} and f.kind = 'proof' and ${payouts.state} in ('confirmed', 'returned')
  order by f.file_id desc limit 1)`;

/** Whether these bytes show a batch of this payer already, other than this one. */
export async function showsOtherBatch(
  on: Executor,
  payerId: string,
  sha256: string,
  batchId: string | null,
): Promise<boolean> {
  const rows = await on
    .select({ fileId: payoutBatchFiles.fileId })
    .from(payoutBatchFiles)
    .where(
      and(
        eq(payoutBatchFiles.payerId, payerId),
        eq(payoutBatchFiles.sha256, sha256),
        eq(payoutBatchFiles.kind, "proof"),
        batchId === null ? undefined : ne(payoutBatchFiles.batchId, batchId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Whether these bytes show a payout of this payer that is not in this batch. */
export async function showsPayoutBeside(
  on: Executor,
  payerId: string,
  sha256: string,
  batchId: string,
): Promise<boolean> {
  const rows = await on
    .select({ id: payouts.id })
    .from(payouts)
    .innerJoin(storedFiles, eq(storedFiles.id, payouts.proofId))
    .where(
      and(
        eq(payouts.payerId, payerId),
        eq(storedFiles.sha256, sha256),
        or(isNull(payouts.batchId), ne(payouts.batchId, batchId)),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
