import { type Column, columnOf } from "#app/kernel/column.ts";
import { daySharesOf, lotSharesOf, type Reservation } from "./reservation.ts";

/** What is taken of each lot. */
export type LotColumns = {
  readonly count: number;
  readonly lotId: Column;
  readonly base: Column;
  /** What each lot, and the listing that sets its price and terms, was when it was read; null when nobody looked. */
  readonly seen: { readonly version: Column; readonly listingVersion: Column } | null;
};

/** What is taken of each listing's day. */
export type DayColumns = { readonly listingId: Column; readonly day: Column; readonly base: Column };

export type GoodsColumns = { readonly lots: LotColumns; readonly days: DayColumns };

/** A lot as somebody read it without a lock: its own version and that of its listing. */
export type SeenLot = { readonly version: number; readonly listingVersion: number };

/** Adds reservations up, lot by lot and day by day. With `seen`, they hold only while every lot is what it was. */
export function goodsColumns(
  reservations: readonly Reservation[],
  seen: ReadonlyMap<string, SeenLot> | null = null,
): GoodsColumns {
  const lots = lotSharesOf(reservations);
  const days = daySharesOf(reservations);
  const versions = (of: (lot: SeenLot) => number) =>
    // A lot that was not seen has no version, and is refused as one that moved.
    columnOf(lots.map(({ lotId }) => of(seen?.get(lotId) ?? { version: 0, listingVersion: 0 })));
  return {
    lots: {
      count: lots.length,
      lotId: columnOf(lots.map(({ lotId }) => lotId)),
      base: columnOf(lots.map(({ quantityBase }) => quantityBase)),
      seen: seen && {
        version: versions(({ version }) => version),
        listingVersion: versions(({ listingVersion }) => listingVersion),
      },
    },
    days: {
      listingId: columnOf(days.map(({ listingId }) => listingId)),
      day: columnOf(days.map(({ day }) => day)),
      base: columnOf(days.map(({ quantityBase }) => quantityBase)),
    },
  };
}
