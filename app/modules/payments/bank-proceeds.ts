import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { daysApart } from "./bank-words.ts";

/** A day that somebody says and the day that the bank writes lie no further apart. The proof `proceeds-once` says the same number. */
export const PROCEEDS_DAYS = 7;

/**
 * Whether somebody may part a line from the money that went for a claim. A match that booked nothing is anybody's to mend who keeps the
 * statements; one by which the money was acknowledged is a second person's, as every entry is that is taken back.
 */
export function mayPartProceeds(
  match: { readonly isAcknowledgement: boolean; readonly matchedBy: string | null },
  personId: string,
): boolean {
  return !match.isAcknowledgement || match.matchedBy !== personId;
}

type Move = { readonly came: boolean };

/**
 * True when a line may be the money that seller and assignee said went between them: the same way, the same rupiah, and within days. Only
 * then is whoever books the line otherwise asked, because the money is in the books already, or will be.
 */
export function isProceedsLike(
  said: Move & { readonly moneyRupiah: Rupiah; readonly paidOn: BusinessDay },
  line: Move & { readonly restRupiah: Rupiah; readonly onDay: BusinessDay },
): boolean {
  return (
    said.came === line.came &&
    said.moneyRupiah === line.restRupiah &&
    daysApart(said.paidOn, line.onDay) <= PROCEEDS_DAYS
  );
}
