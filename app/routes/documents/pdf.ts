import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "#app/http/actor.server.ts";
import { paperAnswer } from "#app/http/document-pdf.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { paperFileFor } from "#app/modules/documents/document-file-reads.server.ts";

/** `/dokumen/<id>.pdf`: the paper for whoever may read such papers in an organisation it concerns; while it is being drawn, a page that tries again. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { memberships } = await requirePerson(request);
  const paper = await paperFileFor(
    memberships.map(({ organisation, roles }) => ({ organisationId: organisation.id, roles })),
    (params["documentPdf"] ?? "").replace(/\.pdf$/, ""),
  );
  return paperAnswer(paper, request);
});
