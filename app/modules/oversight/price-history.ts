import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { mondayOf } from "../menus/kitchen-calendar.ts";

/**
 * What goods cost over time around a city: what surveys found, what the law allowed, and what buyers and sellers there agreed on.
 * Agreed prices are told by the week, and never whose they are.
 */
export type AgreedPrice = {
  readonly deliveryDay: BusinessDay;
  readonly sellerId: string;
  /** The viewer bought or sold it. */
  readonly isOwn: boolean;
  /** Per kilogram, litre or piece, with the seller's VAT. */
  readonly priceRupiah: Rupiah;
};

export type AgreedWeek = {
  /** Its Monday. */
  readonly week: BusinessDay;
  readonly lowestRupiah: Rupiah;
  /** Of an even number the lower of the two in the middle: a price that somebody did agree to. */
  readonly middleRupiah: Rupiah;
  readonly highestRupiah: Rupiah;
  readonly agreements: number;
  /** How many of them are the viewer's own. */
  readonly own: number;
};

/** Of fewer sellers a rival could tell whose price it sees. */
export const SELLERS_MIN = 3;

/**
 * Agreed prices by week, the oldest first. Whoever buys or oversees sees every week, for sellers' prices are on the market for them;
 * whoever sells sees a week of at least `SELLERS_MIN` sellers as a whole, and of any other only what is its own.
 */
export function agreedWeeks(prices: readonly AgreedPrice[], isSeller: boolean): AgreedWeek[] {
  const weeks = new Map<BusinessDay, AgreedPrice[]>();
  for (const price of prices) {
    const week = mondayOf(price.deliveryDay);
    weeks.set(week, [...(weeks.get(week) ?? []), price]);
  }
  return [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([week, all]) => {
      const sellers = new Set(all.map(({ sellerId }) => sellerId)).size;
      const shown = !isSeller || sellers >= SELLERS_MIN ? all : all.filter(({ isOwn }) => isOwn);
      return shown.length === 0 ? [] : [summed(week, shown)];
    });
}

function summed(week: BusinessDay, prices: readonly AgreedPrice[]): AgreedWeek {
  const sorted = prices
    .map(({ priceRupiah }) => priceRupiah)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) as [Rupiah, ...Rupiah[]];
  return {
    week,
    lowestRupiah: sorted[0],
    middleRupiah: sorted[Math.floor((sorted.length - 1) / 2)] ?? sorted[0],
    highestRupiah: sorted.at(-1) ?? sorted[0],
    agreements: sorted.length,
    own: prices.filter(({ isOwn }) => isOwn).length,
  };
}

/** Where each day lies between the first and the last, from 0 to 1: a month without a figure is as long as it was. */
export function placedDays(days: readonly BusinessDay[]): number[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || first === last) return days.map(() => 0.5);
  const span = daysBetween(first, last);
  return days.map((day) => daysBetween(first, day) / span);
}

function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** How far back a page may look, in days, by its name in the address. */
export const historyPeriods = { "60": 60, "365": 365 } as const;
export type HistoryPeriod = keyof typeof historyPeriods;

export function periodFrom(asked: string | null): HistoryPeriod {
  return asked === "365" ? "365" : "60";
}

export function firstDayOf(period: HistoryPeriod, today: BusinessDay): BusinessDay {
  return addDays(today, -historyPeriods[period]);
}
