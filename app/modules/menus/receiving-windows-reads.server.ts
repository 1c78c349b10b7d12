import { desc, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { byGoodsClass, type GoodsClass } from "#app/kernel/goods-class.ts";
import { db, type Executor } from "#db/client.server.ts";
import { receivingWindows } from "#db/schema/menus.ts";
import { asNumber, asText, parametersOn } from "../regions/parameter-reads.server.ts";
import { type DeliveryRule, deliveryClassOf } from "./demand.ts";

const KEYS = [
  "kitchen.dry_days_before",
  "kitchen.dry_window_start",
  "kitchen.dry_window_end",
  "kitchen.fresh_days_before",
  "kitchen.fresh_window_start",
  "kitchen.fresh_window_end",
] as const;

export type ReceivingWindow = DeliveryRule & {
  /** Whether the kitchen said so itself, or its region's rule speaks for it. */
  readonly isOwn: boolean;
};
export type ReceivingWindows = Readonly<Record<GoodsClass, ReceivingWindow>>;

/**
 * When a kitchen takes each class of goods: as it said itself, the newest of what it said, else as its region's rule of the day
 * says of what keeps and of what does not. Refuses with `regions.parameterMissing` when that is not set.
 */
export async function receivingWindowsOf(
  kitchen: { readonly id: string; readonly regionCode: string },
  day: BusinessDay,
  on: Executor = db(),
): Promise<ReceivingWindows> {
  const [values, said] = [
    await parametersOn(on, KEYS, { regionCode: kitchen.regionCode, day }),
    await on
      .selectDistinctOn([receivingWindows.goodsClass])
      .from(receivingWindows)
      .where(eq(receivingWindows.organisationId, kitchen.id))
      .orderBy(receivingWindows.goodsClass, desc(receivingWindows.recordedAt), desc(receivingWindows.id)),
  ];
  return byGoodsClass((goodsClass) => {
    const own = said.find((row) => row.goodsClass === goodsClass);
    if (own && own.daysBefore !== null && own.windowStart !== null && own.windowEnd !== null)
      return {
        daysBefore: own.daysBefore,
        windowStart: own.windowStart,
        windowEnd: own.windowEnd,
        isOwn: true,
      };
    const key = (name: "days_before" | "window_start" | "window_end") =>
      `kitchen.${deliveryClassOf(goodsClass)}_${name}` as const;
    return {
      daysBefore: asNumber(key("days_before"), values[key("days_before")]),
      windowStart: asText(key("window_start"), values[key("window_start")]),
      windowEnd: asText(key("window_end"), values[key("window_end")]),
      isOwn: false,
    };
  });
}
