import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** What became due to a producer with one delivery, and how many days after it they are paid; null where nothing was agreed. */
export type ProducerClaim = {
  readonly onDay: BusinessDay;
  readonly amountRupiah: Rupiah;
  readonly payDays: number | null;
};

export type OpenClaim = {
  readonly dueOn: BusinessDay | null;
  readonly amountRupiah: Rupiah;
};

/**
 * What of the claims is still open when the newest `dueRupiah` of them are: money paid settles the oldest first. One sum for each day; the sums add
 * up to `dueRupiah`, as far as the claims reach; the earliest day stands first, and what has none last.
 */
export function openClaims(claims: readonly ProducerClaim[], dueRupiah: Rupiah): OpenClaim[] {
  const newest = [...claims].sort((a, b) => (a.onDay < b.onDay ? 1 : -1));
  const open = new Map<BusinessDay | null, Rupiah>();
  let rest = dueRupiah;
  for (const { onDay, amountRupiah, payDays } of newest) {
    if (rest <= 0n) break;
    const part = amountRupiah < rest ? amountRupiah : rest;
    const dueOn = payDays === null ? null : addDays(onDay, payDays);
    open.set(dueOn, (open.get(dueOn) ?? 0n) + part);
    rest -= part;
  }
  return [...open]
    .map(([dueOn, amountRupiah]) => ({ dueOn, amountRupiah }))
    .sort((a, b) => ((a.dueOn ?? "9") < (b.dueOn ?? "9") ? -1 : 1));
}
