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

/** The two ends of an order's time. Between them it is still taken, but matched alone, with what others left. */
export type OrderTimes = {
  /** The common market of the delivery day closes. */
  readonly marketCloses: Date;
  /** The last moment at which the order is taken at all; never before the market closes. */
  readonly lastCall: Date;
};

/** The times of an order for this delivery; both ends are one where nothing is matched on demand. */
export function orderTimes(
  delivery: { readonly day: BusinessDay; readonly windowStart: string },
  rules: CutOffRules,
  zone: TimeZone,
): OrderTimes {
  const marketCloses = cutOff(delivery.day, rules, zone);
  const starts = momentOf(delivery.day, delivery.windowStart, zone);
  const onDemand = new Date(starts.getTime() - rules.onDemandHours * HOUR_MS);
  const isTakenLater = rules.isOnDemandAllowed && onDemand > marketCloses;
  return { marketCloses, lastCall: isTakenLater ? onDemand : marketCloses };
}

/** What an unsent order should hold itself to at this moment: the common market while it is open, then the last call. */
export function submitBy(times: OrderTimes, at: Date): Date {
  return at <= times.marketCloses ? times.marketCloses : times.lastCall;
}
