import { and, asc, eq, inArray } from "drizzle-orm";
import { holdWithPointers } from "#db/hold.server.ts";
import { entries } from "#db/schema/ledger.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";

/** What these entries of one organisation's books did to what, until the transaction ends: whoever mirrors one of them waits. Nobody else's. */
export async function holdEntries(
  tx: LatestTransaction,
  organisationId: string,
  entryIds: readonly string[],
): Promise<readonly { readonly id: string; readonly kind: string; readonly subjectId: string }[]> {
  return holdWithPointers(
    tx,
    entries,
    and(inArray(entries.id, [...entryIds]), eq(entries.organisationId, organisationId)),
    asc(entries.id),
  );
}
