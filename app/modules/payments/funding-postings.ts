import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

/** The deeds by which programme money stands in a kitchen's books: as it came, and the mirror of what was wrong. */
export const FUNDING_RECEIVED = "funding.received";
export const FUNDING_REVERSED = "funding.reversed";

/**
 * Money of the programme in a kitchen's account. It is no income: what is not spent as agreed goes back.
 *
 *   Dr  Cash                       amount
 *       Cr  Programme funds°           amount
 */
export function fundingEntry(funding: {
  readonly id: string;
  readonly kitchenId: string;
  readonly budgetId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
}): Entry {
  return entryOf({
    organisationId: funding.kitchenId,
    kind: FUNDING_RECEIVED,
    subjectId: funding.id,
    occurredOn: funding.on,
    narration: funding.narration,
    lines: [
      { account: "cash", debit: funding.amountRupiah },
      { account: "programmeFunds", of: funding.budgetId, credit: funding.amountRupiah },
    ],
  });
}
