import { invariant } from "#app/kernel/errors.ts";
import { documentForRendering } from "#app/modules/documents/document-reads.server.ts";
import { documentIssued } from "#app/modules/documents/documents.events.ts";
import { recordRendering } from "#app/modules/documents/record-rendering.server.ts";
import { on } from "../reaction.ts";
import { drawDocument } from "./draw-document.ts";

/** An issued paper gets its PDF, drawn from the facts that were kept with its number. The first drawing stays. */
export const renderIssuedDocument = on(
  documentIssued,
  { queue: "documents", name: "render-issued-document" },
  async (call, { documentId }) => {
    const document = await documentForRendering(documentId);
    invariant(document, `${documentId} was issued`);
    if (document.fileId !== null) return;
    await recordRendering(call, {
      documentId,
      ownerId: document.organisationId,
      fileName: `${document.number.replaceAll("/", "-")}.pdf`,
      bytes: await drawDocument(document),
    });
  },
);
