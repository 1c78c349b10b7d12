import { fileById } from "#app/platform/files.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { type DocumentRow, documentVisibleTo } from "./document-reads.server.ts";

/** A paper for somebody who may read it, with its PDF once that is drawn. */
export type PaperFile = {
  readonly document: DocumentRow;
  readonly bytes: Uint8Array | null;
};

/** The paper, if any of these organisations issued it or is named on it; null otherwise. */
export async function paperFileFor(
  organisationIds: readonly string[],
  documentId: string,
  on: Executor = db(),
): Promise<PaperFile | null> {
  for (const organisationId of organisationIds) {
    const document = await documentVisibleTo(organisationId, documentId, on);
    if (!document) continue;
    const file = document.fileId === null ? null : await fileById(document.fileId, on);
    return { document, bytes: file?.bytes ?? null };
  }
  return null;
}
