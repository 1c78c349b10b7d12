import { addDays, type BusinessDay, daysBetween, weekdayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import { divideHalfUp, type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";

/**
 * A consignment (titip) is goods in a keeper's custody that stay their maker's until a buyer accepts them. Its goods are one lot
 * of their own, never mixed. Always true: brought = sold + under way + damaged + returned + left, and of every sale
 * gross = the consignor's share + the keeper's commission, to the rupiah.
 */
export type ConsignmentState = "offered" | "held" | "declined" | "withdrawn";
export type ConsignmentEvent = "agree" | "decline" | "withdraw";

export const consignmentLifecycle = {
  offered: { agree: "held", decline: "declined", withdraw: "withdrawn" },
  held: {},
  declined: {},
  withdrawn: {},
} as const satisfies Lifecycle<ConsignmentState, ConsignmentEvent>;

/** A price of the consignor's own (harga titip), or so much of what the goods are sold for. */
export const consignmentTerms = ["fixed", "commission"] as const;
export const settlementPeriods = ["cash", "weekly", "fortnightly", "monthly"] as const;
export type SettlementPeriod = (typeof settlementPeriods)[number];

/** What a line of a consignment's book says: sold, a sale taken back with its invoice, or lost in the keeper's custody. */
export const consignmentLineKinds = ["sold", "taken_back", "lost"] as const;
export type ConsignmentLineKind = (typeof consignmentLineKinds)[number];

/** Why goods are lost in custody, and why they go back to their maker. */
export const consignedLossReasons = ["damaged", "spoiled", "missing"] as const;
export const consignedReturnReasons = ["unsold", "expired", "defective", "asked"] as const;

/** All of a price: rates are counted in hundredths of a percent. */
const WHOLE = 10_000n;
/** More than half is no commission for selling. */
export const COMMISSION_BASIS_POINTS_MAX = 5_000;

export type Terms = {
  readonly terms: (typeof consignmentTerms)[number];
  /** To the consignor, per trading unit. */
  readonly priceRupiah: Rupiah | null;
  readonly commissionBasisPoints: number | null;
};

export type Division = {
  readonly grossRupiah: Rupiah;
  readonly commissionRupiah: Rupiah;
  readonly shareRupiah: Rupiah;
};

/**
 * What a sale comes to for both. With a price of the consignor's own the keeper keeps what is over it, and bears what it sold
 * below it (a commission below nothing); with a rate the commission is rounded half up once and the rest is the consignor's.
 */
export function divisionOf(
  terms: Terms,
  sale: { readonly soldBase: bigint; readonly grossRupiah: Rupiah; readonly basePerUnit: bigint },
): Division {
  const { soldBase, grossRupiah, basePerUnit } = sale;
  if (terms.priceRupiah !== null) {
    const shareRupiah = priceOf(soldBase, terms.priceRupiah, basePerUnit);
    return { grossRupiah, shareRupiah, commissionRupiah: grossRupiah - shareRupiah };
  }
  invariant(terms.commissionBasisPoints !== null, "a consignment has a price or a commission");
  const commissionRupiah = divideHalfUp(grossRupiah * BigInt(terms.commissionBasisPoints), WHOLE);
  return { grossRupiah, commissionRupiah, shareRupiah: grossRupiah - commissionRupiah };
}

/** What the keeper owes for goods lost in its custody: what the consignor would have had for them, and no commission. */
export function lossOf(
  terms: Terms,
  loss: { readonly lostBase: bigint; readonly listRupiah: Rupiah; readonly basePerUnit: bigint },
): Division {
  const { lostBase, listRupiah, basePerUnit } = loss;
  const sold = { soldBase: lostBase, grossRupiah: priceOf(lostBase, listRupiah, basePerUnit), basePerUnit };
  const { shareRupiah } = divisionOf(terms, sold);
  return { grossRupiah: shareRupiah, commissionRupiah: 0n, shareRupiah };
}

/** The mirror of a sale whose invoice is taken back. */
export function takenBack({ grossRupiah, commissionRupiah, shareRupiah }: Division): Division {
  return {
    grossRupiah: -grossRupiah,
    commissionRupiah: -commissionRupiah,
    shareRupiah: -shareRupiah,
  };
}

export type ConsignmentLine = Division & {
  readonly kind: ConsignmentLineKind;
  readonly quantityBase: bigint;
};

/** What the lot says, and the lines of the book: where each gram of a consignment is. */
export type ConsignmentBook = {
  readonly broughtBase: bigint;
  readonly soldBase: bigint;
  /** Left the store and is not accepted, refused or lost yet, or its invoice is to be written. */
  readonly underwayBase: bigint;
  readonly damagedBase: bigint;
  readonly returnedBase: bigint;
  readonly leftBase: bigint;
};

/**
 * Where the goods of a consignment are. `shippedBase` and `lostBase` are the lot's; what left the store and never arrived is a line
 * of loss of its own, so damaged is the larger of what the store lost and what was charged.
 */
export function bookOf(
  lot: {
    readonly broughtBase: bigint;
    readonly returnedBase: bigint;
    readonly shippedBase: bigint;
    readonly lostBase: bigint;
  },
  /** Sold less taken back, and what of the losses was lost on the way. */
  lines: { readonly soldBase: bigint; readonly lostOnTheWayBase: bigint },
): ConsignmentBook {
  const { broughtBase, returnedBase, shippedBase, lostBase } = lot;
  const underwayBase = shippedBase - lines.soldBase - lines.lostOnTheWayBase;
  const leftBase = broughtBase - returnedBase - shippedBase - lostBase;
  invariant(underwayBase >= 0n, "no more is sold than left the store");
  invariant(leftBase >= 0n, "no more leaves a consignment than was brought");
  return {
    broughtBase,
    soldBase: lines.soldBase,
    underwayBase,
    damagedBase: lostBase + lines.lostOnTheWayBase,
    returnedBase,
    leftBase,
  };
}

export type SettlementSums = {
  readonly grossRupiah: Rupiah;
  readonly commissionRupiah: Rupiah;
  readonly shareRupiah: Rupiah;
  readonly lossRupiah: Rupiah;
  readonly payableRupiah: Rupiah;
};

/** The sums of a settlement: what sales came to, less what was taken back, and what the keeper owes for losses beside it. */
export function settlementOf(lines: readonly ConsignmentLine[]): SettlementSums {
  const sales = lines.filter((line) => line.kind !== "lost");
  const lossRupiah = sumOf(lines.filter((line) => line.kind === "lost").map((line) => line.shareRupiah));
  const shareRupiah = sumOf(sales.map((line) => line.shareRupiah));
  return {
    grossRupiah: sumOf(sales.map((line) => line.grossRupiah)),
    commissionRupiah: sumOf(sales.map((line) => line.commissionRupiah)),
    shareRupiah,
    lossRupiah,
    payableRupiah: shareRupiah + lossRupiah,
  };
}

/** A Sunday; two-week periods end on every second one after it. */
const FORTNIGHT_SUNDAY = "2026-01-04" as BusinessDay;

/** The last day of the last period that is over on `today`: periods end with yesterday, a Sunday, or the last of a month. */
export function lastPeriodEnd(period: SettlementPeriod, today: BusinessDay): BusinessDay {
  const yesterday = addDays(today, -1);
  if (period === "cash") return yesterday;
  if (period === "monthly") return addDays(`${today.slice(0, 8)}01` as BusinessDay, -1);
  const sunday = addDays(yesterday, -(weekdayOf(yesterday) % 7));
  if (period === "weekly") return sunday;
  return daysBetween(FORTNIGHT_SUNDAY, sunday) % 14 === 0 ? sunday : addDays(sunday, -7);
}
