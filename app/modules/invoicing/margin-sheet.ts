import type { BusinessDay } from "#app/kernel/calendar.ts";
import { divideHalfUp, type Rupiah, sumOf } from "#app/kernel/money.ts";

/**
 * The margin sheet of a koperasi, as its treasurer keeps one: what kitchens are asked to pay for goods, less what those whose
 * goods they are get for them. Both sides are what the books say, so a sale that was taken back is in neither. Other people's goods in
 * custody are not in it: of those the koperasi earns a commission, not a margin.
 */
export type SheetDay = {
  /** The day on which the invoices were issued, or taken back. */
  readonly onDay: BusinessDay;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly sellRupiah: Rupiah;
  readonly buyRupiah: Rupiah;
};

/** What one producer gets for the goods of the period. */
export type SheetSupplier = {
  readonly producerId: string;
  readonly name: string;
  readonly buyRupiah: Rupiah;
};

export type SheetTotal = {
  readonly sellRupiah: Rupiah;
  readonly buyRupiah: Rupiah;
  readonly earnedRupiah: Rupiah;
  /** Basis points of what was sold, and of what it cost, each rounded half up; null of nothing. */
  readonly ofSales: bigint | null;
  readonly onCost: bigint | null;
};

function basisPoints(part: Rupiah, whole: Rupiah): bigint | null {
  return whole <= 0n ? null : divideHalfUp(part * 10_000n, whole);
}

/** Adds rows up; the earned is always sold − bought, to the rupiah. */
export function sheetTotal(rows: readonly Pick<SheetDay, "sellRupiah" | "buyRupiah">[]): SheetTotal {
  const sellRupiah = sumOf(rows.map((row) => row.sellRupiah));
  const buyRupiah = sumOf(rows.map((row) => row.buyRupiah));
  const earnedRupiah = sellRupiah - buyRupiah;
  return {
    sellRupiah,
    buyRupiah,
    earnedRupiah,
    ofSales: basisPoints(earnedRupiah, sellRupiah),
    onCost: basisPoints(earnedRupiah, buyRupiah),
  };
}
