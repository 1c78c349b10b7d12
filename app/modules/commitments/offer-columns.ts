import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Column, columnOf } from "#app/kernel/column.ts";
import { type GoodsColumns, goodsColumns, type SeenLot } from "../catalogue/goods-columns.ts";
import { type LineColumns, lineColumns } from "../orders/line-columns.ts";

export type Offer = {
  readonly orderId: string;
  readonly orderLineId: string;
  readonly buyerId: string;
  /** The buyer's city, whose rules say until when the seller may answer. */
  readonly cityCode: string;
  readonly sellerId: string;
  readonly listingId: string;
  readonly lotId: string;
  readonly quantityBase: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** Delivered price per unit; it binds both sides from now on. */
  readonly priceRupiah: bigint;
};

/** What offers were worked out from, by id; they are made only while it is still so. */
export type Seen = {
  readonly lots: ReadonlyMap<string, SeenLot>;
  readonly lines: ReadonlyMap<string, number>;
};

/** Offers for one delivery day, ready to be written: a column for each word of an offer, and what they take of lots and lines. */
export type OfferColumns = { readonly [Word in keyof Offer]: Column } & {
  readonly count: number;
  readonly goods: GoodsColumns;
  readonly lines: LineColumns;
};

export function offerColumns(
  offers: readonly Offer[],
  deliveryDay: BusinessDay,
  seen: Seen | null = null,
): OfferColumns {
  const column = (of: (offer: Offer) => string | bigint) => columnOf(offers.map(of));
  return {
    count: offers.length,
    orderId: column(({ orderId }) => orderId),
    orderLineId: column(({ orderLineId }) => orderLineId),
    buyerId: column(({ buyerId }) => buyerId),
    cityCode: column(({ cityCode }) => cityCode),
    sellerId: column(({ sellerId }) => sellerId),
    listingId: column(({ listingId }) => listingId),
    lotId: column(({ lotId }) => lotId),
    quantityBase: column(({ quantityBase }) => quantityBase),
    unit: column(({ unit }) => unit),
    basePerUnit: column(({ basePerUnit }) => basePerUnit),
    priceRupiah: column(({ priceRupiah }) => priceRupiah),
    goods: goodsColumns(
      offers.map(({ lotId, listingId, quantityBase }) => ({
        lotId,
        listingId,
        day: deliveryDay,
        quantityBase,
      })),
      seen?.lots,
    ),
    lines: lineColumns(
      offers.map(({ orderLineId, quantityBase }) => ({ orderLineId, base: quantityBase })),
      seen?.lines,
    ),
  };
}
