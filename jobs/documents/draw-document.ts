import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { DocumentRow } from "#app/modules/documents/document-reads.server.ts";
import { paperOf } from "#app/modules/documents/paper-of.ts";
import { documentKinds } from "#app/modules/documents/series.ts";
import { env } from "#app/platform/env.server.ts";
import { renderPaper } from "#app/platform/gateways/pdf.server.ts";

/** The PDF of an issued paper, drawn from the facts that were kept with its number. */
export async function drawDocument(document: DocumentRow): Promise<Uint8Array<ArrayBuffer>> {
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
