import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

/**
 * A kitchen accepted after all what a trader had written off as lost or short: it was sold, so what it cost is the cost of that
 * sale. The mirror of the write-off, as far as it was granted; the goods were out of the stock already, and stay out.
 *
 *   Dr  Cost of goods sold     cost
 *       Cr  Stock losses           cost
 */
export function goodsGrantedEntry({
  costRupiah,
  ...deed
}: {
  readonly organisationId: string;
  /** The appeal that was granted. */
  readonly subjectId: string;
  readonly occurredOn: BusinessDay;
  readonly narration: string;
  readonly costRupiah: Rupiah;
}): Entry {
  return entryOf({
    ...deed,
    kind: "goods.granted",
    lines: [
      { account: "costOfGoodsSold", debit: costRupiah },
      { account: "stockLoss", credit: costRupiah },
    ],
  });
}
