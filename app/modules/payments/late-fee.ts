import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah, sumOf } from "#app/kernel/money.ts";

/** Of what is late, hundredths of a percent for each day, and at most so many of the invoice in all. */
type LateFeeRule = { readonly basisPoints: number; readonly capBasisPoints: number };

/** What was claimed, by when, and what came of it on which day. Together no more came than was claimed. */
export type LateClaim = {
  readonly dueOn: BusinessDay;
  readonly claimRupiah: Rupiah;
  readonly paid: readonly { readonly on: BusinessDay; readonly amountRupiah: Rupiah }[];
};

export type LateFee = {
  readonly amountRupiah: Rupiah;
  /** Days until the last of it came, or until today where something is open. */
  readonly days: number;
  /** True when the cap and not the days make the amount. */
  readonly isCapped: boolean;
  /** True when all of the claim came: the amount changes no more. */
  readonly isFinal: boolean;
};

/**
 * What being late costs: of every rupiah, so many hundredths of a percent for each day that it came after its day, added up exactly and
 * rounded half up once, and never above the cap. What is still open counts as coming today. Nothing of it bears a fee of its own.
 */
export function lateFeeOf(claim: LateClaim, rule: LateFeeRule, today: BusinessDay): LateFee {
  const came = sumOf(claim.paid.map((part) => part.amountRupiah));
  const open = claim.claimRupiah - came;
  invariant(open >= 0n, "no more comes than was claimed");
  const parts = open === 0n ? claim.paid : [...claim.paid, { on: today, amountRupiah: open }];
  const lateOf = (on: BusinessDay) => Math.max(0, daysBetween(claim.dueOn, on));
  const weighed = sumOf(parts.map((part) => part.amountRupiah * BigInt(lateOf(part.on))));
  const full = divideHalfUp(weighed * BigInt(rule.basisPoints), 10_000n);
  const cap = divideHalfUp(claim.claimRupiah * BigInt(rule.capBasisPoints), 10_000n);
  return {
    amountRupiah: full < cap ? full : cap,
    days: Math.max(0, ...parts.map((part) => lateOf(part.on))),
    isCapped: full > cap,
    isFinal: open === 0n,
  };
}
