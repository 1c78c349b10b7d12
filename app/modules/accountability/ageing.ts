import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { openClaims, type ProducerClaim } from "../payments/producer-dues.ts";

/** How old an open amount is, in days since it was booked. */
export const ages = ["week", "fortnight", "month", "older"] as const;
export type Age = (typeof ages)[number];
export type Ageing = Readonly<Record<Age, Rupiah>>;

const LIMITS: readonly (readonly [Age, number])[] = [
  ["week", 7],
  ["fortnight", 14],
  ["month", 30],
];

/** One account of somebody who owes or is owed: what is open, and what was booked on which day. */
export type OpenAccount = {
  readonly openRupiah: Rupiah;
  readonly booked: readonly { readonly onDay: BusinessDay; readonly amountRupiah: Rupiah }[];
};

function ageOf(onDay: BusinessDay, today: BusinessDay): Age {
  const days = onDay >= today ? 0 : daysBetween(onDay, today);
  return LIMITS.find(([, limit]) => days <= limit)?.[0] ?? "older";
}

/**
 * What is open of these accounts, by its age: money that came settles the oldest first, so the newest is what is open. The four
 * ages add up to what is open; what no booking explains is old.
 */
export function ageingOf(accounts: readonly OpenAccount[], today: BusinessDay): Ageing {
  const sums: Record<Age, Rupiah> = { week: 0n, fortnight: 0n, month: 0n, older: 0n };
  for (const { openRupiah, booked } of accounts) {
    if (openRupiah <= 0n) continue;
    const claims = booked.map((row): ProducerClaim => ({ ...row, payDays: 0 }));
    let rest = openRupiah;
    for (const { dueOn, amountRupiah } of openClaims(claims, openRupiah)) {
      sums[dueOn === null ? "older" : ageOf(dueOn, today)] += amountRupiah;
      rest -= amountRupiah;
    }
    sums.older += rest;
  }
  return sums;
}
