import { requirePermission } from "#app/http/actor.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { type AgeingSide, ageingSides } from "#app/modules/oversight/aged-accounts.ts";

/** Whose books and which side of them an address asks for; what is no side is what others owe. */
export async function askedAgeing(request: Request, workspace: string | undefined) {
  const { call, organisation } = await requirePermission(request, workspace, "books.read");
  const query = new URL(request.url).searchParams;
  const side: AgeingSide = ageingSides.find((one) => one === query.get("sisi")) ?? "receivable";
  const today = dayOf(call.at, organisation.timeZone);
  return { organisation, query, asked: { organisationId: organisation.id, side, today } };
}
