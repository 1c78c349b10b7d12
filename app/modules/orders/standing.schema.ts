import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { DAYS_AHEAD_MAX } from "./standing.ts";

export const SaveOrderTemplate = z.object({
  orderId: idOf("order"),
  name: z.string().trim().min(2).max(60),
});

export const RemoveOrderTemplate = z.object({ templateId: idOf("orderTemplate") });

export const StartStandingOrder = z
  .object({
    templateId: idOf("orderTemplate"),
    /** Monday is 1. */
    weekdays: z.array(wholeNumber(1, 7)).min(1, { error: "orders.standingNoDay" }).max(7),
    daysAhead: wholeNumber(1, DAYS_AHEAD_MAX),
    startsOn: BusinessDayText,
    endsOn: BusinessDayText.optional(),
  })
  .refine((standing) => standing.endsOn === undefined || standing.endsOn >= standing.startsOn, {
    path: ["endsOn"],
    error: "orders.standingPeriod",
  });

export const EndStandingOrder = z.object({ standingOrderId: idOf("standingOrder") });
export const CallStandingOrders = z.object({});
export const StandingDay = z.object({
  standingOrderId: idOf("standingOrder"),
  deliveryDay: BusinessDayText,
});
