import { addDays, type BusinessDay, daysBetween, isRealDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";

/**
 * What a trader has of goods that it bought to sell them, and what it earned by those that it sold. Stock is worth what is left
 * of its cost, lot by lot; a sale earns what its goods brought, less what they cost, what bringing them cost, and what was
 * lost on its way or refused at the door.
 */
export type StockLot = {
  readonly lotId: string;
  readonly listingId: string;
  readonly isForSale: boolean;
  readonly commodityCode: string;
  readonly goods: string;
  readonly originName: string;
  readonly sellerName: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** In the books: bought, and neither sold with an invoice nor lost. */
  readonly leftBase: bigint;
  /** Of that, what lies in the store; the rest is on the road, or was accepted and is not invoiced yet. */
  readonly storedBase: bigint;
  readonly costRupiah: Rupiah;
  readonly valueRupiah: Rupiah;
  readonly cameOn: BusinessDay;
  readonly expiresOn: BusinessDay;
};

export type StockGoods = {
  readonly commodityCode: string;
  readonly goods: string;
  readonly baseUnit: BaseUnit;
  readonly lots: number;
  readonly leftBase: bigint;
  readonly valueRupiah: Rupiah;
  /** When the oldest of it came in, and when the first of it may be sold no more. */
  readonly oldestOn: BusinessDay;
  readonly firstExpiresOn: BusinessDay;
};

export type Margin = {
  readonly saleRupiah: Rupiah;
  readonly costRupiah: Rupiah;
  /** What was paid to bring the goods in, as much of it as is sold here. */
  readonly freightRupiah: Rupiah;
  /** What of the delivery was refused and spoiled, or never arrived, at its cost. */
  readonly lostRupiah: Rupiah;
};

export type SaleMargin = Margin & {
  readonly invoiceId: string;
  readonly number: string;
  readonly buyerName: string;
  readonly issuedOn: BusinessDay;
  readonly goods: string;
};

export type GoodsMargin = Margin & {
  readonly commodityCode: string;
  readonly goods: string;
  readonly baseUnit: BaseUnit;
  readonly soldBase: bigint;
  readonly sales: number;
};

/** What is left of a sale: sale − cost − freight − lost. Less than nothing where goods were sold below their cost. */
export function earnedBy({ saleRupiah, costRupiah, freightRupiah, lostRupiah }: Margin): Rupiah {
  return saleRupiah - costRupiah - freightRupiah - lostRupiah;
}

/** What is left, in basis points of the sale, cut towards nothing; null where nothing was sold. */
export function partEarned(margin: Margin): bigint | null {
  return margin.saleRupiah === 0n ? null : (earnedBy(margin) * 10_000n) / margin.saleRupiah;
}

export function marginOfAll(margins: readonly Margin[]): Margin {
  return {
    saleRupiah: sumOf(margins.map((one) => one.saleRupiah)),
    costRupiah: sumOf(margins.map((one) => one.costRupiah)),
    freightRupiah: sumOf(margins.map((one) => one.freightRupiah)),
    lostRupiah: sumOf(margins.map((one) => one.lostRupiah)),
  };
}

export type Age = "fresh" | "ending" | "over";

/** From so many days before its last day on, goods are pressing. */
const ENDING_DAYS = 2;

/** Whether goods may be sold for long yet, are about to go, or are past their day and only cost room. */
export function ageOf({ expiresOn }: { readonly expiresOn: BusinessDay }, today: BusinessDay): Age {
  const left = daysBetween(today, expiresOn);
  if (left < 0) return "over";
  return left <= ENDING_DAYS ? "ending" : "fresh";
}

export type Period = { readonly from: BusinessDay; readonly to: BusinessDay };

/** A period that is looked at at once is at most this long. */
export const PERIOD_DAYS_MAX = 366;

/**
 * The period that was asked for, both days included; without one, the month until today. One that is upside down, too long or
 * not made of days is not guessed at: the answer is the month, and says that it is not what was asked for.
 */
export function periodAsked(
  asked: { readonly from: string | null; readonly to: string | null },
  today: BusinessDay,
): Period & { readonly isRefused: boolean } {
  const month = { from: addDays(today, 1 - Number(today.slice(8))), to: today };
  const from = asked.from || month.from;
  const to = asked.to || month.to;
  const isFit = isRealDay(from) && isRealDay(to) && from <= to && daysBetween(from, to) < PERIOD_DAYS_MAX;
  return isFit ? { from, to, isRefused: false } : { ...month, isRefused: true };
}
