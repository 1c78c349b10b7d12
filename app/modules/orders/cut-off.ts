import { addDays, type BusinessDay, momentOf, type TimeZone } from "#app/kernel/calendar.ts";

/** Until when a market takes orders, as its charter says; every value is a dated parameter of the region. */
export type CutOffRules = {
  /** HH:MM on the market's clock. */
  readonly time: string;
  readonly daysBefore: number;
  /** Whether an order is still taken after the cut-off and matched on demand. */
  readonly isOnDemandAllowed: boolean;
  /** On demand, until so many hours before the goods are to be there. */
  readonly onDemandHours: number;
};

const HOUR_MS = 3_600_000;

/**
 * The moment after which an order for `day` no longer joins the common market of that day. It is read on the clock of
 * the market's own region: 12.00 is noon in Jayapura, not in Jakarta.
 */
export function cutOff(
  day: BusinessDay,
  rules: Pick<CutOffRules, "time" | "daysBefore">,
  zone: TimeZone,
): Date {
  return momentOf(addDays(day, -rules.daysBefore), rules.time, zone);
}

/** The last moment at which an order for this delivery is taken at all: the cut-off, or later where on demand is allowed. */
export function lastCall(
  delivery: { readonly day: BusinessDay; readonly windowStart: string },
  rules: CutOffRules,
  zone: TimeZone,
): Date {
  const regular = cutOff(delivery.day, rules, zone);
  if (!rules.isOnDemandAllowed) return regular;
  const starts = momentOf(delivery.day, delivery.windowStart, zone);
  const onDemand = new Date(starts.getTime() - rules.onDemandHours * HOUR_MS);
  return onDemand > regular ? onDemand : regular;
}
