import { requirePermission } from "#app/http/actor.server.ts";
import { paperResponse } from "#app/http/paper.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";

/** A paper that one's own organisation handed in. */
export const loader = screenLoader(async ({ request, params }) =>
  paperResponse(await requirePermission(request, params["workspace"], "papers.keep"), params["paperId"]),
);
