import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { clearCell } from "./clear-cell.server.ts";
import { commoditiesLacking } from "./demand-reads.server.ts";
import type { MatchTrigger } from "./match.schema.ts";

export type Market = {
  readonly cityCode: string;
  readonly deliveryDay: BusinessDay;
  readonly trigger: Exclude<MatchTrigger, "cut_off">;
};

/**
 * Matches everything that a city lacks for a day now, without waiting for its cut-off: each commodity in its own cell,
 * together with what other cities still lack after theirs.
 */
export async function clearMarket(call: Call, { cityCode, deliveryDay, trigger }: Market): Promise<void> {
  for (const commodityCode of await commoditiesLacking(cityCode, deliveryDay))
    await clearCell(call, { commodityCode, deliveryDay }, { trigger, cityCode });
}
