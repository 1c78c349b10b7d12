import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { type Commodity, commodityByCode, gradedCommodities, gradeKey } from "./commodity-reads.server.ts";
import { dearestPrice } from "./kind-prices.ts";
import { lastPricesFor } from "./last-price-reads.server.ts";
import type { OwnListing } from "./listing-reads.server.ts";
import { ceilingPerUnit, isAboveCeiling } from "./price-ceiling.ts";
import { ceilingsFor } from "./price-reads.server.ts";
import type { ShelfGoods } from "./shelf.ts";
import { shelfOf } from "./shelf-reads.server.ts";
import { withVat } from "./vat.ts";
import { vatRuleOn } from "./vat-rule-reads.server.ts";

/** Where and when a seller sells. */
export type SellingPlace = { readonly regionCode: string; readonly day: BusinessDay };

/** A price given anew holds for a week, or for less where such goods may not be priced that far ahead. */
const RENEWAL_DAYS = 7;

export type PricedListing = OwnListing & {
  readonly shelfLifeDays: number;
  /** What a buyer pays for one trading unit: the price with the seller's VAT. */
  readonly paidRupiah: bigint;
  /** The legal ceiling for one trading unit, with its source; null where none is set. */
  readonly ceiling: { readonly rupiah: bigint; readonly source: string } | null;
  /** Whether one of its prices is, whoever pays it. */
  readonly isAboveCeiling: boolean;
  /** What the market paid last for one trading unit. */
  readonly market: { readonly rupiah: bigint; readonly onDay: BusinessDay } | null;
  /** Buyers no longer see it: its price has run out. */
  readonly isPriceOver: boolean;
  /** Until when the price holds when it is given anew on the day asked for. */
  readonly renewUntil: BusinessDay;
};

/** For how many days ahead a price of such goods may be given. */
async function priceDays(storageClass: string, { regionCode, day }: SellingPlace, on: Executor) {
  const key = storageClass === "dry" ? "market.price_age_days_dry" : "market.price_age_days_fresh";
  return numberParameter(on, key, { regionCode, day });
}

/** Until when a price given on a day holds, unless another end is asked for. */
export async function renewalDay(storageClass: string, place: SellingPlace, on: Executor) {
  return addDays(place.day, Math.min(RENEWAL_DAYS, await priceDays(storageClass, place, on)));
}

/** One seller's own listings with what the law and the market say about their prices. */
export async function withPrices(
  rows: readonly OwnListing[],
  place: SellingPlace,
  on: Executor = db(),
): Promise<PricedListing[]> {
  const [first] = rows;
  if (!first) return [];
  const seller = await organisationById(first.sellerId, on);
  invariant(seller, "a seller stands in the register");
  const goods = await gradedCommodities(rows, on);
  const legal = await ceilingsFor(rows, place.regionCode, place.day, on);
  const paid = await lastPricesFor(rows, place.regionCode, place.day, on);
  const rule = await vatRuleOn(place.day, on);
  const days = {
    dry: await priceDays("dry", place, on),
    fresh: await priceDays("fresh", place, on),
  };
  return rows.map((row) => {
    const key = gradeKey(row);
    const commodity = goods.get(key);
    const ceiling = legal.get(key) ?? null;
    const last = paid.get(key);
    const most = commodity?.storageClass === "dry" ? days.dry : days.fresh;
    const paidRupiah = withVat(row.priceRupiah, commodity?.taxClass ?? "exempt", seller, rule);
    return {
      ...row,
      paidRupiah,
      shelfLifeDays: commodity?.shelfLifeDays ?? 0,
      ceiling: ceiling && { rupiah: ceilingPerUnit(ceiling, row.basePerUnit), source: ceiling.source },
      isAboveCeiling: isAboveCeiling(
        {
          ...row,
          priceRupiah: withVat(dearestPrice(row), commodity?.taxClass ?? "exempt", seller, rule),
        },
        ceiling,
      ),
      market: last
        ? { rupiah: priceOf(row.basePerUnit, last.priceRupiah, last.basePerUnit), onDay: last.onDay }
        : null,
      isPriceOver: row.priceValidUntil < place.day,
      renewUntil: addDays(place.day, Math.min(RENEWAL_DAYS, most)),
    };
  });
}

/** What somebody who lists a commodity needs to know of it. */
export type SellingGround = {
  readonly commodity: Commodity;
  readonly goods: ShelfGoods;
  readonly renewUntil: BusinessDay;
  /** The last day that a price may be promised for. */
  readonly latest: BusinessDay;
};

/** Grades, units, ceilings and market prices of one commodity, and how long a price may hold; null for an unknown one. */
export async function sellingGround(
  commodityCode: string,
  place: SellingPlace,
  on: Executor = db(),
): Promise<SellingGround | null> {
  const commodity = await commodityByCode(commodityCode, on);
  const [goods] = await shelfOf([commodityCode], place.regionCode, place.day, on);
  if (!commodity || !goods) return null;
  const days = await priceDays(commodity.storageClass, place, on);
  return {
    commodity,
    goods,
    renewUntil: addDays(place.day, Math.min(RENEWAL_DAYS, days)),
    latest: addDays(place.day, days),
  };
}
