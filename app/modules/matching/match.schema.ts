import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar.ts";
import { idOf } from "#app/kernel/ids.ts";

export const matchTriggers = ["cut_off", "on_demand", "rematch"] as const;
export type MatchTrigger = (typeof matchTriggers)[number];

const CityCode = z.string().regex(/^\d{2}\.\d{2}$/, { error: "kernel.badValue" });

/** One market: everything that the kitchens of a city want on a day. */
export const ClearMarket = z.object({
  cityCode: CityCode,
  deliveryDay: BusinessDayText,
  trigger: z.enum(matchTriggers),
});
export type ClearMarket = z.output<typeof ClearMarket>;

export const OpenMarketDay = z.object({ orderId: idOf("order") });
export const RequestMatching = z.object({ orderId: idOf("order") });
