import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import type { listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { listingFileReady } from "./catalogue.events.ts";
import { fileNameOf } from "./listing-import-reads.server.ts";

/** Who brings fewer rows than this still has the page open when it is done. */
const TOLD_FROM_ROWS = 200;

/** Tells, in the caller's transaction, whoever left a long file to the worker that its report is there. */
export async function tellReady(
  tx: Transaction,
  call: Call,
  { id, organisationId, attempt, state, workTotal }: typeof listingImports.$inferSelect,
  personId: string,
): Promise<void> {
  if (workTotal < TOLD_FROM_ROWS) return;
  await announce(tx, call, listingFileReady, {
    importId: id,
    organisationId,
    personId,
    fileName: await fileNameOf(id, tx),
    round: `${attempt}.${state}`,
  });
}
