import { requirePermission } from "#app/http/actor.server.ts";
import { paperResponse } from "#app/http/paper.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";

/** A paper of an organisation that this agency verifies. */
export const loader = screenLoader(async ({ request, params }) =>
  paperResponse(
    await requirePermission(request, params["workspace"], "organisations.verify"),
    params["paperId"],
  ),
);
