import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import type { TradeBoard } from "#app/modules/oversight/trade-board.ts";
import { tradeBoard } from "#app/modules/oversight/trade-board-reads.server.ts";

/** The board of the trade center in the address, as it stands now; to members of anything else there is none. */
export async function ownBoard(
  request: Request,
  slug: string | undefined,
): Promise<{ readonly member: Member; readonly board: TradeBoard; readonly today: string }> {
  const member = await requirePermission(request, slug, "contracts.read");
  const { call, organisation } = member;
  if (organisation.kind !== "trade_center") throw new Missing("contracts.missing");
  const today = dayOf(call.at, organisation.timeZone);
  const { id: hubId, cityCode, timeZone: zone } = organisation;
  return { member, board: await tradeBoard({ hubId, cityCode, zone, today }, call.at), today };
}
