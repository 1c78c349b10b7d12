import { Missing } from "#app/kernel/errors.ts";
import { mayReadPapers } from "#app/modules/identity/organisation.policy.ts";
import { paperFile } from "#app/modules/identity/organisation-reads.server.ts";
import type { Member } from "./actor.server.ts";

/** A verification paper for whoever may read it; for everybody else it does not exist. */
export async function paperResponse(member: Member, paperId: string | undefined): Promise<Response> {
  const paper = await paperFile(paperId ?? "");
  if (!paper || !mayReadPapers(member.actor, member.organisation.cityCode, paper))
    throw new Missing("kernel.missing");
  return new Response(Uint8Array.from(paper.bytes), {
    headers: {
      "content-type": paper.mediaType,
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(paper.fileName)}`,
      "cache-control": "private, max-age=300",
      // A picture or a PDF, drawn as nothing else.
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    },
  });
}
