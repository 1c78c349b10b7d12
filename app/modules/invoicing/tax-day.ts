import type { BusinessDay } from "#app/kernel/calendar.ts";
import { monthAround } from "../commitments/collection.ts";

type Issued = {
  /** Until when an invoice collects the deliveries of a period; null for one of a single delivery. */
  readonly periodThrough: BusinessDay | null;
  readonly isVatRegistered: boolean;
  readonly issuedOn: BusinessDay;
};

/**
 * The day that the tax invoice of an invoice bears, and on which its VAT stands in its seller's books: the day of issue. One tax invoice over
 * several deliveries is made by the end of the month of their delivery at the latest (UU PPN art. 13 (2) and (2a)), and a period's
 * invoice is often issued a few days into the next: it bears that month's last day. A month that the seller has closed takes nothing any
 * more (`ledger/closing.ts`): then it is the day of issue, and the seller is late.
 */
export function taxDay(
  { periodThrough, isVatRegistered, issuedOn }: Issued,
  closedThrough: BusinessDay | null,
): BusinessDay {
  if (periodThrough === null || !isVatRegistered) return issuedOn;
  const { through } = monthAround(periodThrough);
  return through < issuedOn && (closedThrough === null || through > closedThrough) ? through : issuedOn;
}
