import { requirePermission } from "#app/http/actor.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { catalogueEntriesOf } from "#app/modules/oversight/e-katalog-reads.server.ts";

/** The goods of the organisation in the address as e-katalog asks for them today; for whoever keeps them. */
export async function askedEntries(request: Request, workspace: string | undefined) {
  const { call, organisation } = await requirePermission(request, workspace, "listings.keep");
  const today = dayOf(call.at, organisation.timeZone);
  return { organisation, today, ...(await catalogueEntriesOf(organisation.id, today)) };
}
