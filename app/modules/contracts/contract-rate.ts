import type { BusinessDay } from "#app/kernel/calendar.ts";
import { basisPointsOf, type Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";

/** What the trade center may keep of a call-off: the region's levy, and its own service fee; never one for the other. */
export const rateKinds = ["levy", "service_fee"] as const;
export type RateKind = (typeof rateKinds)[number];

/** A part of the accepted value, or an amount per kilogram (litre, piece); not both. */
export type Rate = {
  readonly basisPoints: number;
  readonly rupiahPerUnit: Rupiah;
  readonly legalBasis: string | null;
};

/** A rate with the day from which it holds. */
export type RateInForce = Rate & { readonly fromOn: string };

const NO_RATE: RateInForce = { basisPoints: 0, rupiahPerUnit: 0n, legalBasis: null, fromOn: "1900-01-01" };

type DatedRate = Rate & {
  readonly id: string;
  readonly kind: RateKind;
  readonly fromOn: string;
  readonly correctsId: string | null;
  readonly annuls: boolean;
};

/** The rate of a kind that holds on a day: of the rows that no other corrects, the one that began last; else none. */
export function rateOn(rows: readonly DatedRate[], kind: RateKind, day: BusinessDay): RateInForce {
  const corrected = new Set(rows.map((row) => row.correctsId));
  const holding = rows
    .filter((row) => row.kind === kind && !row.annuls && !corrected.has(row.id) && row.fromOn <= day)
    .sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1));
  return holding[0] ?? NO_RATE;
}

/** What a rate takes of goods of this value and quantity, rounded half up once. `perUnit` is a kilogram in base units. */
export function rateAmount(
  rate: Rate,
  goods: { readonly valueRupiah: Rupiah; readonly base: bigint; readonly perUnit: bigint },
): Rupiah {
  return rate.rupiahPerUnit > 0n
    ? priceOf(goods.base, rate.rupiahPerUnit, goods.perUnit)
    : basisPointsOf(goods.valueRupiah, rate.basisPoints);
}
