import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";

export const matchTriggers = ["cut_off", "on_demand", "rematch"] as const;
export type MatchTrigger = (typeof matchTriggers)[number];

export const OpenMarketDay = z.object({ orderId: idOf("order") });
export const RequestMatching = z.object({ orderId: idOf("order") });
export const OpenNights = z.object({});
export const PublishNight = z.object({ nightId: idOf("matchNight") });
