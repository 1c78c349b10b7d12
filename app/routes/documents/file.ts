import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { rolesHolding } from "#app/modules/identity/permissions.ts";
import { fileVisibleTo } from "#app/modules/oversight/file-reads.server.ts";

/** A photo or a proof, for whoever had a part in it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { memberships } = await requirePerson(request);
  const showsMoney = new Set(rolesHolding("payments.read"));
  const viewer = {
    organisationIds: memberships.map(({ organisation }) => organisation.id),
    moneyIds: memberships
      .filter(({ roles }) => roles.some((role) => showsMoney.has(role)))
      .map(({ organisation }) => organisation.id),
  };
  const file = await fileVisibleTo(viewer, params["fileId"] ?? "");
  if (!file) throw new Missing("kernel.missing");
  return new Response(Uint8Array.from(file.bytes), {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      // A file never changes; who may see it does, so only the viewer's own browser keeps it.
      "cache-control": "private, max-age=3600",
      etag: `"${file.sha256}"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    },
  });
});
