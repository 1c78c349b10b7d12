import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { bundleFiles, bundles } from "#db/schema/accountability.ts";
import { bundleAsked } from "./accountability.events.ts";
import { arranged, type BundleFile, type BundleKind } from "./bundle.ts";

export type BundleToAsk = {
  readonly organisationId: string;
  readonly kind: BundleKind;
  readonly subjectId: string;
  readonly fileName: string;
  readonly files: readonly BundleFile[];
};

/** Rows of one INSERT: a period has hundreds of files, a statement at most 65,535 values. */
const ROWS_AT_ONCE = 1_000;

/**
 * Asks for a bundle of these files in the caller's transaction and answers its id. The same files about the same subject are the
 * bundle that was asked for before, packed or underway: asking again makes nothing twice.
 */
export async function askBundle(tx: Transaction, call: Call, bundle: BundleToAsk): Promise<string> {
  invariant(call.actor.kind === "member", "a bundle is asked for by somebody");
  const { files: wanted, ...about } = bundle;
  const files = arranged(wanted);
  const contentHash = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  const bundleId = newId("bundle");
  const asked = await tx
    .insert(bundles)
    .values({
      ...about,
      id: bundleId,
      contentHash,
      filesTotal: files.length,
      askedBy: call.actor.personId,
      askedAt: call.at,
    })
    .onConflictDoNothing()
    .returning({ id: bundles.id });
  if (asked.length === 0) return earlierBundle(tx, bundle, contentHash);
  const rows = files.map((file, position) => ({ bundleId, position, ...file }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await tx.insert(bundleFiles).values(rows.slice(at, at + ROWS_AT_ONCE));
  await announce(tx, call, bundleAsked, { bundleId });
  return bundleId;
}

async function earlierBundle(tx: Transaction, bundle: BundleToAsk, contentHash: string): Promise<string> {
  const [row] = await tx
    .select({ id: bundles.id })
    .from(bundles)
    .where(
      and(
        eq(bundles.organisationId, bundle.organisationId),
        eq(bundles.kind, bundle.kind),
        eq(bundles.subjectId, bundle.subjectId),
        eq(bundles.contentHash, contentHash),
      ),
    );
  invariant(row, "what stood in the way is there");
  return row.id;
}
