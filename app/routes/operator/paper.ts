import { requireOperator } from "#app/http/actor.server.ts";
import { paperResponse } from "#app/http/paper.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";

/** A paper of an organisation that the operator decides about. */
export const loader = screenLoader(async ({ request, params }) =>
  paperResponse(await requireOperator(request), params["paperId"]),
);
