import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { resells } from "#app/modules/catalogue/catalogue.policy.ts";
import { periodAsked } from "#app/modules/invoicing/trade-stock.ts";

/** Whoever may read the books of an organisation that buys to sell; to members of anything else there is no such page. */
export async function requireTrader(request: Request, slug: string | undefined): Promise<Member> {
  const member = await requirePermission(request, slug, "books.read");
  if (!resells(member.organisation.kind)) throw new Missing("invoicing.missing");
  return member;
}

/** What the address asks for: a period, a page of it, and one commodity or all. */
export function askedOf(request: Request, { call, organisation }: Member) {
  const asked = new URL(request.url).searchParams;
  const today = dayOf(call.at, organisation.timeZone);
  return {
    today,
    commodityCode: asked.get("barang") || undefined,
    page: readAddress(PageRequest, { limit: 50, after: asked.get("after") ?? undefined }),
    period: periodAsked({ from: asked.get("dari"), to: asked.get("sampai") }, today),
  };
}
