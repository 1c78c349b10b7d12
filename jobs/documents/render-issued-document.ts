import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type DocumentRow, documentForRendering } from "#app/modules/documents/document-reads.server.ts";
import { documentIssued } from "#app/modules/documents/documents.events.ts";
import { paperOf } from "#app/modules/documents/paper-of.ts";
import { recordRendering } from "#app/modules/documents/record-rendering.server.ts";
import { documentKinds } from "#app/modules/documents/series.ts";
import { env } from "#app/platform/env.server.ts";
import { renderPaper } from "#app/platform/gateways/pdf.server.ts";
import { on } from "../reaction.ts";

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
      bytes: await drawn(document),
    });
  },
);

async function drawn(document: DocumentRow): Promise<Uint8Array<ArrayBuffer>> {
  const kind = documentKinds.find((one) => one === document.kind);
  invariant(kind, `${document.kind} is a kind of paper`);
  const paper = paperOf(kind, document.facts, {
    number: document.number,
    issuedAt: document.issuedAt,
    baseUrl: env().BASE_URL.replace(/\/+$/, ""),
    verificationCode: document.verificationCode,
    factsHash: document.factsHash,
    isDemo: document.isDemo,
    cancellation:
      document.voidedAt === null
        ? null
        : { on: dayOf(document.voidedAt, "Asia/Jakarta"), reason: document.voidReason ?? "" },
  });
  return new Uint8Array(await renderPaper(paper));
}
