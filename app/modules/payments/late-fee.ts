import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { DuePart } from "../invoicing/due-parts.ts";

/** Of what is late, hundredths of a percent for each day, and at most so many of the invoice in all. */
type LateFeeRule = { readonly basisPoints: number; readonly capBasisPoints: number };

/** What was claimed, by when, the earliest first, and what came of it on which day. Together no more came than was claimed. */
export type LateClaim = {
  readonly parts: readonly DuePart[];
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
 * rounded half up once, and never above the cap. What came first settles what fell due first. What is still open counts as coming today.
 * Nothing of it bears a fee of its own.
 */
export function lateFeeOf(claim: LateClaim, rule: LateFeeRule, today: BusinessDay): LateFee {
  const came = sumOf(claim.paid.map((part) => part.amountRupiah));
  const claimed = sumOf(claim.parts.map((part) => part.amountRupiah));
  const open = claimed - came;
  invariant(open >= 0n, "no more comes than was claimed");
  const settled = settledBy(
    claim.parts,
    open === 0n ? claim.paid : [...claim.paid, { on: today, amountRupiah: open }],
  );
  const weighed = sumOf(settled.map((part) => part.amountRupiah * BigInt(part.days)));
  const full = divideHalfUp(weighed * BigInt(rule.basisPoints), 10_000n);
  const cap = divideHalfUp(claimed * BigInt(rule.capBasisPoints), 10_000n);
  return {
    amountRupiah: full < cap ? full : cap,
    days: Math.max(0, ...settled.map((part) => part.days)),
    isCapped: full > cap,
    isFinal: open === 0n,
  };
}

/** How many days late each rupiah came: what came first settles what fell due first. */
function settledBy(
  parts: readonly DuePart[],
  paid: LateClaim["paid"],
): { readonly days: number; readonly amountRupiah: Rupiah }[] {
  const rest = parts.map((part) => ({ ...part }));
  return paid.flatMap(({ on, amountRupiah }) => {
    const settled: { days: number; amountRupiah: Rupiah }[] = [];
    let left = amountRupiah;
    for (const part of rest) {
      const taken = part.amountRupiah < left ? part.amountRupiah : left;
      if (taken === 0n) continue;
      part.amountRupiah -= taken;
      left -= taken;
      settled.push({ days: Math.max(0, daysBetween(part.dueOn, on)), amountRupiah: taken });
    }
    return settled;
  });
}
