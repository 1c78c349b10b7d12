import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import {
  asFlag,
  asNumber,
  asText,
  type ParameterValue,
  parametersOn,
  parametersOnDays,
} from "../regions/parameter-reads.server.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { type CutOffRules, cutOff, type OrderTimes, orderTimes } from "./cut-off.ts";

const KEYS = [
  "market.cut_off_time",
  "market.cut_off_days_before",
  "market.on_demand_allowed",
  "market.on_demand_hours_before_window",
] as const;

/** The rules by which the market of a city closes for a delivery day. */
export async function cutOffRulesFor(
  cityCode: string,
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<CutOffRules> {
  return rulesOf(await parametersOn(on, KEYS, { regionCode: cityCode, day: deliveryDay }));
}

function rulesOf(values: Readonly<Record<(typeof KEYS)[number], ParameterValue>>): CutOffRules {
  return {
    time: asText(KEYS[0], values["market.cut_off_time"]),
    daysBefore: asNumber(KEYS[1], values["market.cut_off_days_before"]),
    isOnDemandAllowed: asFlag(KEYS[2], values["market.on_demand_allowed"]),
    onDemandHours: asNumber(KEYS[3], values["market.on_demand_hours_before_window"]),
  };
}

/** The moment at which the common market of a city and day closes. */
export async function cutOffFor(
  cityCode: string,
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<Date> {
  const zone = await timeZoneOf(cityCode, on);
  return cutOff(deliveryDay, await cutOffRulesFor(cityCode, deliveryDay, on), zone);
}

/** The times of an order for this delivery, on the clock of its market. */
export async function orderTimesFor(
  delivery: {
    readonly cityCode: string;
    readonly deliveryDay: BusinessDay;
    readonly windowStart: string;
    readonly timeZone: TimeZone;
  },
  on: Executor = db(),
): Promise<OrderTimes> {
  const rules = await cutOffRulesFor(delivery.cityCode, delivery.deliveryDay, on);
  return orderTimes(
    { day: delivery.deliveryDay, windowStart: delivery.windowStart },
    rules,
    delivery.timeZone,
  );
}

/** The times of orders for several deliveries in one city, in the order given; as `orderTimesFor` for each, in one question. */
export async function orderTimesForAll(
  market: { readonly cityCode: string; readonly timeZone: TimeZone },
  deliveries: readonly { readonly deliveryDay: BusinessDay; readonly windowStart: string }[],
  on: Executor = db(),
): Promise<OrderTimes[]> {
  const days = deliveries.map(({ deliveryDay }) => deliveryDay);
  const values = await parametersOnDays(on, KEYS, { regionCode: market.cityCode, days });
  return deliveries.map(({ deliveryDay, windowStart }) => {
    const found = values.get(deliveryDay);
    invariant(found, "every day that was asked for is answered");
    return orderTimes({ day: deliveryDay, windowStart }, rulesOf(found), market.timeZone);
  });
}
