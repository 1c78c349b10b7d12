import type { LoaderFunctionArgs } from "@remix-run/node";
import { paperAnswer } from "#app/http/document-pdf.server.ts";
import { requireLinkFor } from "#app/http/link.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { paperSubjectsOfProducer } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { paperFileAbout } from "#app/modules/documents/document-file-reads.server.ts";

/** A paper of what the producer whose link this is left with the seller. */
export const loader = screenLoader(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { actor, organisationId } = await requireLinkFor(context, params["token"], "balance");
  const subjectIds = await paperSubjectsOfProducer(organisationId, actor.subjectId);
  const documentId = (params["documentPdf"] ?? "").replace(/\.pdf$/, "");
  return paperAnswer(await paperFileAbout(subjectIds, documentId), request);
});
