import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

export type GoodsDeed = {
  readonly organisationId: string;
  /** The shipment, invoice or loss that it is about. */
  readonly subjectId: string;
  readonly occurredOn: BusinessDay;
  readonly narration: string;
  readonly costRupiah: Rupiah;
};

/**
 * Goods that were bought to be sold are accepted at the door, before anybody wrote an invoice: they are owned, and owed for.
 *
 *   Dr  Inventory                          cost = accepted × agreed price + tax
 *       Cr  Goods received, not invoiced       cost
 */
export function goodsReceivedEntry({ costRupiah, ...deed }: GoodsDeed, sellerId: string): Entry {
  return entryOf({
    ...deed,
    kind: "goods.received",
    lines: [
      { account: "inventory", debit: costRupiah },
      { account: "goodsReceived", of: sellerId, credit: costRupiah },
    ],
  });
}

/**
 * What was sold is invoiced: what it cost becomes the cost of that sale.
 *
 *   Dr  Cost of goods sold     cost
 *       Cr  Inventory              cost
 */
export function goodsSoldEntry({ costRupiah, ...deed }: GoodsDeed): Entry {
  return entryOf({
    ...deed,
    kind: "goods.sold",
    lines: [
      { account: "costOfGoodsSold", debit: costRupiah },
      { account: "inventory", credit: costRupiah },
    ],
  });
}

/** The invoice of a sale is taken back, and its goods are not sold until it is written anew: the mirror of `goodsSoldEntry`. */
export function goodsUnsoldEntry({ costRupiah, ...deed }: GoodsDeed): Entry {
  return entryOf({
    ...deed,
    kind: "goods.unsold",
    lines: [
      { account: "inventory", debit: costRupiah },
      { account: "costOfGoodsSold", credit: costRupiah },
    ],
  });
}

/**
 * Goods spoil, break, go missing or never arrive.
 *
 *   Dr  Stock losses           cost
 *       Cr  Inventory              cost
 */
export function goodsLostEntry({ costRupiah, ...deed }: GoodsDeed): Entry {
  return entryOf({
    ...deed,
    kind: "goods.lost",
    lines: [
      { account: "stockLoss", debit: costRupiah },
      { account: "inventory", credit: costRupiah },
    ],
  });
}
