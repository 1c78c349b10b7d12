import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** What is promised later than this is no promise to wait for. */
export const PROMISE_DAYS_MAX = 45;

/** Refuses a day that is over or too far off, and more than is open. */
export function refuseEmptyPromise(
  promise: { readonly promisedOn: BusinessDay; readonly amountRupiah: Rupiah },
  invoice: { readonly openRupiah: Rupiah; readonly today: BusinessDay },
): void {
  if (promise.promisedOn < invoice.today) throw new RuleBroken("payments.promisePast");
  if (promise.promisedOn > addDays(invoice.today, PROMISE_DAYS_MAX))
    throw new RuleBroken("payments.promiseFar", { days: PROMISE_DAYS_MAX });
  if (promise.amountRupiah > invoice.openRupiah)
    throw new RuleBroken("payments.promiseMuch", { open: invoice.openRupiah.toString() });
}
