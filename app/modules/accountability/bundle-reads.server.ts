import { and, asc, desc, eq } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { bundleFiles, bundleParts, bundles } from "#db/schema/accountability.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import type { BundleForm } from "./bundle.ts";

export type Bundle = typeof bundles.$inferSelect;

/** The bundles about a budget or an order, for the kitchen that asked and the foundation behind it; the newest first. */
export async function bundlesAbout(
  organisationId: string,
  subjectId: string,
  on: Executor = db(),
): Promise<Bundle[]> {
  return on
    .select()
    .from(bundles)
    .where(and(eq(bundles.subjectId, subjectId), isOwnOrKitchens(bundles.organisationId, organisationId, on)))
    .orderBy(desc(bundles.askedAt), desc(bundles.id))
    .limit(20);
}

/** A bundle that is packed, for whoever may read it; null while it is not, and for anyone else. */
export async function readyBundleFor(
  organisationId: string,
  bundleId: string,
  on: Executor = db(),
): Promise<Bundle | null> {
  const [row] = await on
    .select()
    .from(bundles)
    .where(and(eq(bundles.id, bundleId), isOwnOrKitchens(bundles.organisationId, organisationId, on)));
  return row?.readyAt ? row : null;
}

export type FileToPack = {
  readonly path: string;
  readonly form: BundleForm;
  readonly documentId: string | null;
  readonly fileId: string | null;
};

/** What goes into a bundle, in its order; for whoever packs it. */
export async function filesOfBundle(bundleId: string, on: Executor = db()): Promise<FileToPack[]> {
  const { path, form, documentId, fileId } = bundleFiles;
  return on
    .select({ path, form, documentId, fileId })
    .from(bundleFiles)
    .where(eq(bundleFiles.bundleId, bundleId))
    .orderBy(asc(bundleFiles.position));
}

/** The archive piece by piece: no more of it is in memory than one. Who may read it was asked before. */
export async function* bytesOfBundle(
  bundle: Pick<Bundle, "id" | "attempt">,
  on: Executor = db(),
): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const [part] = await on
      .select({ bytes: bundleParts.bytes })
      .from(bundleParts)
      .where(
        and(
          eq(bundleParts.bundleId, bundle.id),
          eq(bundleParts.attempt, bundle.attempt),
          eq(bundleParts.position, position),
        ),
      );
    if (!part) return;
    yield part.bytes;
  }
}
