import { z } from "zod";
import { plainRupiah } from "#app/i18n/format.ts";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { Refusal } from "#app/kernel/errors.ts";
import { KindPrices, OpenListing } from "./catalogue.schema.ts";
import { buyerKinds, isSameKindPrices, type KindPrices as PricesByKind } from "./kind-prices.ts";
import type { RowFault } from "./listing-import.ts";
import { goodsKey, type RowGoods } from "./listing-row.ts";
import { lotDaysRefusal } from "./lot.ts";
import type { WantedPaper } from "./needed-papers.ts";
import { paperFault } from "./paper-fault.ts";
import { ceilingPerUnit, type PriceCeiling } from "./price-ceiling.ts";
import { type PriceTier, tiersRefusal } from "./price-tiers.ts";
import { type TaxClass, type VatRule, withVat } from "./vat.ts";

/** Goods that a seller has on the market already. */
export type StandingListing = {
  readonly id: string;
  readonly priceRupiah: bigint;
  readonly tiers: readonly PriceTier[];
  readonly kindPrices: PricesByKind;
  readonly costRupiah: bigint | null;
  readonly minOrderBase: bigint;
  readonly capacityBasePerDay: bigint;
  readonly leadTimeHours: number;
  readonly radiusMetres: number;
  readonly note: string | null;
  readonly priceValidUntil: BusinessDay;
};

/** What a row is held against: the register, the law, the market, and what its seller lists already. */
export type ListingGround = {
  readonly today: BusinessDay;
  readonly seller: { readonly isVatRegistered: boolean; readonly radiusMetres: number };
  readonly vat: VatRule;
  /** The day on which a licence of the seller's business ran out; null while all are in date. */
  readonly lapsedOn: BusinessDay | null;
  /** By `gradeKey`. */
  readonly commodities: ReadonlyMap<
    string,
    {
      readonly taxClass: TaxClass;
      readonly shelfLifeDays: number;
      /** For how many days ahead a price of such goods may be given, and for how many it is given when nobody says. */
      readonly priceDaysMax: number;
      readonly priceDays: number;
      readonly ceiling: PriceCeiling | null;
      readonly market: { readonly priceRupiah: bigint; readonly basePerUnit: bigint } | null;
      /** Papers that such goods lack today. */
      readonly wanted: readonly WantedPaper[];
    }
  >;
  /** By `goodsKey`. */
  readonly standing: ReadonlyMap<string, StandingListing>;
  /** What was brought of a listing on a day, by `listingId/day`. */
  readonly brought: ReadonlyMap<string, { readonly quantityBase: bigint; readonly byName: string }>;
};

export type Stock = {
  readonly quantityBase: bigint;
  readonly harvestedOn: BusinessDay;
  readonly availableFrom: BusinessDay;
  readonly expiresOn: BusinessDay;
};

/** What would come of a row now. */
export type JudgedGoods =
  | { readonly kind: "new"; readonly listing: OpenListing; readonly stock: Stock | null }
  | {
      readonly kind: "changed";
      readonly listingId: string;
      /** Null where the price stands as it is. */
      readonly price: Pick<
        StandingListing,
        "priceRupiah" | "kindPrices" | "costRupiah" | "priceValidUntil"
      > | null;
      readonly stock: Stock | null;
    }
  | { readonly kind: "known"; readonly listingId: string }
  | { readonly kind: "bad"; readonly fault: RowFault };

/** A price so many times what the market paid last, or less than that part of it, is a slip of the unit or the keyboard. */
const FAR_OFF = 4n;

/**
 * Holds a row against the same rules as listing by hand, and two more, because nobody reads a thousand warnings: a price above the
 * legal ceiling, or far from what the market paid last, is left for the goods' own page, whichever buyers it is for. Goods that
 * stand already get the prices that the row names and the harvest; their other terms are not changed from a file.
 */
export function judgeGoods(goods: RowGoods, ground: ListingGround): JudgedGoods {
  try {
    return judged(goods, ground);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return bad(error.code, error.params);
  }
}

function bad(code: string, params: RowFault["params"] = {}): JudgedGoods {
  return { kind: "bad", fault: { code, params } };
}

function judged(goods: RowGoods, ground: ListingGround): JudgedGoods {
  const commodity = ground.commodities.get(`${goods.commodityCode}/${goods.gradeCode}`);
  if (!commodity) return bad("catalogue.unknownGrade", { commodity: goods.commodityCode });
  const unfit =
    paperFault(ground.lapsedOn, commodity.wanted) ??
    periodFault(goods, commodity, ground) ??
    pricesFault(goods, commodity, ground);
  if (unfit) return { kind: "bad", fault: unfit };
  const listing = ground.standing.get(goodsKey(goods)) ?? null;
  const capacity = goods.capacityBasePerDay ?? listing?.capacityBasePerDay ?? goods.stockBase ?? 0n;
  if (capacity === 0n) return bad("catalogue.bulkNoCapacity");
  if ((goods.minOrderBase ?? listing?.minOrderBase ?? 0n) > capacity)
    return bad("catalogue.minimumAboveCapacity");
  const stock = stockOf(goods, commodity.shelfLifeDays, ground.today);
  const validUntil = goods.priceValidUntil ?? addDays(ground.today, commodity.priceDays);
  return listing
    ? beside(goods, listing, { validUntil, stock }, ground)
    : asNew(goods, { validUntil, stock, capacity }, ground);
}

type Commodity = ListingGround["commodities"] extends ReadonlyMap<string, infer One> ? One : never;

function periodFault(
  { priceValidUntil }: RowGoods,
  commodity: Commodity,
  ground: ListingGround,
): RowFault | null {
  const latest = addDays(ground.today, commodity.priceDaysMax);
  if (priceValidUntil !== null && priceValidUntil < ground.today)
    return { code: "catalogue.priceEnded", params: { day: priceValidUntil } };
  if (priceValidUntil !== null && priceValidUntil > latest)
    return { code: "catalogue.priceTooLong", params: { days: commodity.priceDaysMax, day: latest } };
  return null;
}

/** What is wrong with the first price that is wrong: the row's own, then those of kinds of buyers. */
function pricesFault(goods: RowGoods, commodity: Commodity, ground: ListingGround): RowFault | null {
  const own = priceFault(goods.priceRupiah, goods, commodity, ground);
  if (own) return own;
  for (const kind of buyerKinds) {
    const price = goods.kindPrices[kind];
    const fault = price === undefined ? null : priceFault(price, goods, commodity, ground);
    if (fault) return { ...fault, kind };
  }
  return null;
}

function priceFault(
  priceRupiah: bigint,
  { basePerUnit }: RowGoods,
  commodity: Commodity,
  ground: ListingGround,
): RowFault | null {
  const paid = withVat(priceRupiah, commodity.taxClass, ground.seller, ground.vat);
  const most = commodity.ceiling && ceilingPerUnit(commodity.ceiling, basePerUnit);
  if (most !== null && paid > most)
    return {
      code: "catalogue.bulkAboveCeiling",
      params: { paid: plainRupiah(paid), most: plainRupiah(most), source: commodity.ceiling?.source ?? "" },
    };
  const market = commodity.market && ceilingPerUnit(commodity.market, basePerUnit);
  if (market !== null && (priceRupiah > market * FAR_OFF || priceRupiah * FAR_OFF < market))
    return { code: "catalogue.bulkFarOff", params: { market: plainRupiah(market) } };
  return null;
}

function stockOf(goods: RowGoods, shelfLifeDays: number, today: BusinessDay): Stock | null {
  if (goods.stockBase === null || goods.stockBase === 0n) return null;
  const harvestedOn = goods.harvestedOn ?? today;
  const days = {
    harvestedOn,
    availableFrom: harvestedOn > today ? harvestedOn : today,
    expiresOn: addDays(harvestedOn, shelfLifeDays),
  };
  const refusal = days.expiresOn < today ? null : lotDaysRefusal(days, shelfLifeDays, today);
  if (refusal) throw refusal;
  return { quantityBase: goods.stockBase, ...days };
}

type Meant = { readonly validUntil: BusinessDay; readonly stock: Stock | null };

function asNew(
  goods: RowGoods,
  { validUntil, stock, capacity }: Meant & { readonly capacity: bigint },
  { today, seller }: ListingGround,
): JudgedGoods {
  if (stock && stock.expiresOn < today) return bad("catalogue.alreadyExpired", { day: stock.expiresOn });
  const parsed = OpenListing.safeParse({
    commodityCode: goods.commodityCode,
    gradeCode: goods.gradeCode,
    title: goods.title,
    unit: goods.unit,
    basePerUnit: String(goods.basePerUnit),
    priceRupiah: String(goods.priceRupiah),
    kindPrices: z.encode(KindPrices, goods.kindPrices),
    ...(goods.costRupiah === null ? {} : { costRupiah: String(goods.costRupiah) }),
    minOrderBase: String(goods.minOrderBase ?? 0n),
    capacityBasePerDay: String(capacity),
    leadTimeHours: goods.leadTimeHours ?? 0,
    radiusMetres: goods.radiusMetres ?? seller.radiusMetres,
    priceValidUntil: validUntil,
    ...(goods.note === null ? {} : { note: goods.note }),
  });
  if (!parsed.success) return bad("kernel.badValue");
  return { kind: "new", listing: parsed.data, stock };
}

function beside(
  goods: RowGoods,
  listing: StandingListing,
  { validUntil, stock }: Meant,
  { brought, today }: ListingGround,
): JudgedGoods {
  const isOther = (
    ["minOrderBase", "capacityBasePerDay", "leadTimeHours", "radiusMetres", "note"] as const
  ).some((term) => goods[term] !== null && goods[term] !== listing[term]);
  if (isOther) return bad("catalogue.bulkOtherTerms");
  const unfit = tiersRefusal({ priceRupiah: goods.priceRupiah, tiers: listing.tiers }, listing);
  if (unfit) throw unfit;
  const costRupiah = goods.costRupiah ?? listing.costRupiah;
  const kindPrices = { ...listing.kindPrices, ...goods.kindPrices };
  const isHeld =
    goods.priceValidUntil === null
      ? listing.priceValidUntil >= validUntil
      : listing.priceValidUntil === validUntil;
  const isKept =
    listing.priceRupiah === goods.priceRupiah &&
    isSameKindPrices(listing.kindPrices, kindPrices) &&
    listing.costRupiah === costRupiah &&
    isHeld;
  const price = isKept
    ? null
    : { priceRupiah: goods.priceRupiah, kindPrices, costRupiah, priceValidUntil: validUntil };
  const before = stock && brought.get(`${listing.id}/${stock.harvestedOn}`);
  if (stock && before && before.quantityBase !== stock.quantityBase)
    return bad("catalogue.listedOtherwise", { name: before.byName });
  if (stock && !before && stock.expiresOn < today)
    return bad("catalogue.alreadyExpired", { day: stock.expiresOn });
  const added = before ? null : stock;
  if (price === null && added === null) return { kind: "known", listingId: listing.id };
  return { kind: "changed", listingId: listing.id, price, stock: added };
}
