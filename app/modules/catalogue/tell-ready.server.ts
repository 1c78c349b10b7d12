import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import type { listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { listingFileReady } from "./catalogue.events.ts";

/** Who brings fewer rows than this still has the page open when it is done. */
const TOLD_FROM_ROWS = 200;

/** Tells, in the caller's transaction, whoever left a long file to the worker that its report is there. */
export async function tellReady(
  tx: Transaction,
  call: Call,
  { id, organisationId, fileId, attempt, state, workTotal }: typeof listingImports.$inferSelect,
  personId: string,
): Promise<void> {
  if (workTotal < TOLD_FROM_ROWS) return;
  const [file] = await tx
    .select({ fileName: storedFiles.fileName })
    .from(storedFiles)
    .where(eq(storedFiles.id, fileId));
  await announce(tx, call, listingFileReady, {
    importId: id,
    organisationId,
    personId,
    fileName: file?.fileName ?? "",
    round: `${attempt}.${state}`,
  });
}
