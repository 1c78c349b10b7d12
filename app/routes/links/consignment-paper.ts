import type { LoaderFunctionArgs } from "@remix-run/node";
import { paperAnswer } from "#app/http/document-pdf.server.ts";
import { requireLinkFor } from "#app/http/link.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { paperSubjectsOf } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { paperFileAbout } from "#app/modules/documents/document-file-reads.server.ts";

/** A paper of the consignment that the link opens: its Bukti Titip, or what was settled of it. */
export const loader = screenLoader(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { actor } = await requireLinkFor(context, params["token"], "consign");
  const subjectIds = await paperSubjectsOf(actor.subjectId);
  const documentId = (params["documentPdf"] ?? "").replace(/\.pdf$/, "");
  return paperAnswer(await paperFileAbout(subjectIds, documentId), request);
});
