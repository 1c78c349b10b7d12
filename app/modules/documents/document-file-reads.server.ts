import { and, eq, inArray } from "drizzle-orm";
import { fileById } from "#app/platform/files.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { documents } from "#db/schema/documents.ts";
import type { Role } from "../identity/roles.ts";
import { type DocumentRow, documentVisibleTo } from "./document-reads.server.ts";
import { mayReadPaper } from "./paper.policy.ts";
import type { DocumentKind } from "./series.ts";

/** A paper for somebody who may read it, with its PDF once that is drawn. */
export type PaperFile = {
  readonly document: DocumentRow;
  readonly bytes: Uint8Array | null;
};

/** What somebody is in one organisation. */
type PaperReader = { readonly organisationId: string; readonly roles: readonly Role[] };

/**
 * The paper, if any of these organisations, or a kitchen that one stands behind, issued it or is named on it, and the
 * roles there show its reader such papers; null otherwise.
 */
export async function paperFileFor(
  readers: readonly PaperReader[],
  documentId: string,
  on: Executor = db(),
): Promise<PaperFile | null> {
  for (const { organisationId, roles } of readers) {
    const document = await documentVisibleTo(organisationId, documentId, on);
    if (!document || !mayReadPaper(document.kind as DocumentKind, roles)) continue;
    return drawn(document, on);
  }
  return null;
}

async function drawn(document: DocumentRow, on: Executor): Promise<PaperFile> {
  const file = document.fileId === null ? null : await fileById(document.fileId, on);
  return { document, bytes: file?.bytes ?? null };
}

/** The paper, if it is about one of these subjects; null otherwise. For whoever came by a link that opens these subjects. */
export async function paperFileAbout(
  subjectIds: readonly string[],
  documentId: string,
  on: Executor = db(),
): Promise<PaperFile | null> {
  if (subjectIds.length === 0) return null;
  const [document] = await on
    .select()
    .from(documents)
    .where(and(eq(documents.id, documentId), inArray(documents.subjectId, [...subjectIds])));
  return document ? drawn(document, on) : null;
}
