import { z } from "zod";
import { BusinessDayText, ClockText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { isWholeIn } from "../catalogue/commodity.ts";
import { LINE_RUPIAH_MAX, lineCeiling } from "./order.ts";
import { orderLifecycle } from "./order-lifecycle.ts";

const ORDER_LINES_MAX = 200;
/** More than this is as good as no limit. */
const SUPPLIERS_PER_LINE_MAX = 20;
/** How often an order is written anew, or how many a day has; nobody comes near it. */
const COUNT_MAX = 1_000_000;

/** A line as a buyer writes it: quantities in base units, the ceiling in rupiah per trading unit, before tax. */
const OrderLineWish = z
  .object({
    commodityCode: z.string().trim().min(1).max(12),
    gradeCode: z.string().trim().min(1).max(12),
    unit: z.string().trim().min(1).max(30),
    basePerUnit: PositiveQuantityText,
    quantityBase: PositiveQuantityText,
    ceilingRupiah: PositiveRupiahText,
    dishGroup: z.string().trim().max(60).optional(),
    specification: z.string().trim().max(200).optional(),
    overrideReason: z.string().trim().max(500).optional(),
  })
  .refine((line) => isWholeIn(line.unit, line.basePerUnit, line.quantityBase), {
    path: ["quantityBase"],
    error: "orders.notWholePacks",
  })
  .refine((line) => lineCeiling(line) <= LINE_RUPIAH_MAX, {
    path: ["quantityBase"],
    error: "orders.lineTooLarge",
  });

const wish = {
  deliveryDay: BusinessDayText,
  windowStart: ClockText,
  windowEnd: ClockText,
  budgetId: idOf("budget").optional(),
  urgencyClass: wholeNumber(0, 2).default(1),
  /** No line is taken from more suppliers than this, whatever it costs; as the region rules when absent. */
  suppliersPerLineMax: wholeNumber(1, SUPPLIERS_PER_LINE_MAX).optional(),
  note: z.string().trim().max(500).optional(),
  lines: z.array(OrderLineWish).min(1).max(ORDER_LINES_MAX),
};

type Window = { readonly windowStart: string; readonly windowEnd: string };
const isInOrder = (order: Window) => order.windowStart < order.windowEnd;
const windowOrder = { path: ["windowEnd"], error: "orders.windowOrder" };

/** What a buyer wants on a day, not sent yet. */
export const DraftOrder = z.object(wish).refine(isInOrder, windowOrder);
export type DraftOrder = z.output<typeof DraftOrder>;

const WEEK_ORDERS_MAX = 40;

/** The orders of a week, drafted together: one for each delivery. */
export const DraftWeek = z.object({
  deliveries: z
    .array(
      z
        .object({
          ...wish,
          /** Orders that the day had, of any state, when the writer reckoned it. */
          seenOrders: wholeNumber(0, COUNT_MAX),
        })
        .refine(isInOrder, windowOrder),
    )
    .min(1, { error: "orders.weekEmpty" })
    .max(WEEK_ORDERS_MAX),
});
export type DraftWeek = z.output<typeof DraftWeek>;

/** The whole order again, as it should be now; `version` is the one that the writer has seen. */
export const AmendOrder = z
  .object({ orderId: idOf("order"), version: wholeNumber(1, COUNT_MAX), ...wish })
  .refine(isInOrder, windowOrder);
export type AmendOrder = z.output<typeof AmendOrder>;

export const SubmitOrder = z.object({ orderId: idOf("order") });
export const WithdrawOrder = z.object({ orderId: idOf("order") });
export const ApproveOrder = z.object({ orderId: idOf("order") });
export const CancelOrder = z.object({
  orderId: idOf("order"),
  reason: z.string().trim().min(3).max(300),
});
/** The same goods for another day, for another kitchen of the same foundation, or both. */
export const ReassignOrder = z.object({
  orderId: idOf("order"),
  deliveryDay: BusinessDayText,
  /** Absent: the kitchen that ordered. */
  kitchenId: idOf("organisation").optional(),
  reason: z.string().trim().min(3).max(200),
});
/** Less of some lines of an order that stands: what they should be now, in base units; 0 where nothing is wanted of one. */
export const ReduceOrder = z.object({
  orderId: idOf("order"),
  lines: z
    .array(z.object({ orderLineId: idOf("orderLine"), quantityBase: QuantityText }))
    .min(1)
    .max(ORDER_LINES_MAX),
});
export const ExpireOrders = z.object({});

export const OpenBudget = z
  .object({
    fund: z.string().trim().min(2).max(80),
    startsOn: BusinessDayText,
    endsOn: BusinessDayText,
    amountRupiah: PositiveRupiahText,
    source: z.string().trim().min(2).max(200),
  })
  .refine((budget) => budget.startsOn <= budget.endsOn, {
    path: ["endsOn"],
    error: "orders.budgetPeriodOrder",
  });

/** One page of a buyer's orders, narrowed to a state or a day. */
export const OrderFilter = PageRequest.extend({
  state: z.enum(statesOf(orderLifecycle)).optional(),
  deliveryDay: BusinessDayText.optional(),
});
export type OrderFilter = z.output<typeof OrderFilter>;
