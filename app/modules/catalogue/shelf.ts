import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { PriceYardstick } from "./price-yardstick.ts";
import type { TaxClass } from "./vat.ts";

/** What was last paid on the market, per `basePerUnit` base units. */
export type LastPrice = {
  readonly id: string;
  readonly priceRupiah: bigint;
  readonly basePerUnit: bigint;
  readonly onDay: BusinessDay;
  readonly source: string;
};

/** One commodity as a buyer picks it: grades, the best first, with what they may and do cost, and units. */
export type ShelfGoods = {
  readonly code: string;
  readonly name: string;
  readonly taxClass: TaxClass;
  readonly grades: readonly {
    readonly code: string;
    readonly name: string;
    readonly last: LastPrice | null;
    readonly yardstick: PriceYardstick;
  }[];
  /** The usual one first. */
  readonly units: readonly { readonly unit: string; readonly basePerUnit: bigint }[];
};
