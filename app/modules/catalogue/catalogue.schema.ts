import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { RegionCodeText, VillageCodeText } from "../regions/region.ts";
import { commodityCategories } from "./commodity.ts";
import { buyerKinds } from "./kind-prices.ts";
import { PRICE_TIERS_MAX } from "./price-tiers.ts";
import { tradeLevels } from "./price-yardstick.ts";

const CommodityCode = z.string().trim().min(1).max(12);
const GradeCode = z.string().trim().min(1).max(12);
const Unit = z.string().trim().min(1).max(30);
const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 -]{6,18}[0-9]$/, { error: "catalogue.notPhone" });

/** Cheaper prices for whoever takes more, from the smallest quantity up. */
const PriceTiers = z
  .array(z.object({ fromBase: PositiveQuantityText, priceRupiah: PositiveRupiahText }))
  .max(PRICE_TIERS_MAX)
  .default([]);

/** Prices in place of the listing's own, for buyers of a kind. */
export const KindPrices = z.partialRecord(z.enum(buyerKinds), PositiveRupiahText).default({});

/** A thing for sale: price per unit, how much of it a day, how far it is brought. Quantities in base units. */
export const OpenListing = z.object({
  commodityCode: CommodityCode,
  gradeCode: GradeCode,
  title: z.string().trim().min(3).max(80),
  unit: Unit,
  basePerUnit: PositiveQuantityText,
  priceRupiah: PositiveRupiahText,
  tiers: PriceTiers,
  kindPrices: KindPrices,
  costRupiah: PositiveRupiahText.optional(),
  minOrderBase: QuantityText,
  capacityBasePerDay: PositiveQuantityText,
  leadTimeHours: wholeNumber(0, 720).default(0),
  radiusMetres: wholeNumber(100, 3_000_000, "catalogue.notRadius"),
  priceValidUntil: BusinessDayText,
  note: z.string().trim().max(500).optional(),
  /** A photo that the seller keeps already, of an earlier listing; a new one comes with AddListingPhoto. */
  photoId: idOf("file").optional(),
  /** Where its goods lie; in the seller's first warehouse where it has one and names none. */
  warehouseId: idOf("warehouse").optional(),
});
export type OpenListing = z.output<typeof OpenListing>;

/** All prices anew; tiers and prices of kinds of buyers that are not named are gone. */
export const RepriceListing = z.object({
  listingId: idOf("listing"),
  priceRupiah: PositiveRupiahText,
  tiers: PriceTiers,
  kindPrices: KindPrices,
  costRupiah: PositiveRupiahText.optional(),
  priceValidUntil: BusinessDayText,
});
export type RepriceListing = z.output<typeof RepriceListing>;

export const WithdrawListing = z.object({ listingId: idOf("listing") });

export const AddListingPhoto = z.object({
  listingId: idOf("listing"),
  fileName: z.string().trim().min(1).max(120),
  bytes: z.instanceof(Uint8Array),
});

export const AddProducer = z.object({
  name: z.string().trim().min(2).max(80),
  phone: Phone.optional(),
  regionCode: RegionCodeText.optional(),
});

/** Digits as a bank prints them, with the spaces and dashes that people put between. */
const BankAccountText = z
  .string()
  .trim()
  .regex(/^[\d .-]{5,40}$/, { error: "catalogue.bankAccount" })
  .transform((text) => text.replaceAll(/\D/g, ""));

/** Where a producer wants their money. */
export const KeepProducerAccount = z.object({
  producerId: idOf("producer"),
  bankName: z.string().trim().min(2).max(60),
  bankAccount: BankAccountText,
  bankAccountHolder: z.string().trim().min(2).max(120),
});

/** A harvest: either the parts of named producers, which add up to the lot, or one quantity of nobody in particular. */
export const RegisterLot = z
  .object({
    listingId: idOf("listing"),
    originRegionCode: VillageCodeText,
    harvestedOn: BusinessDayText,
    availableFrom: BusinessDayText,
    expiresOn: BusinessDayText,
    quantityBase: PositiveQuantityText.optional(),
    sources: z
      .array(z.object({ producerId: idOf("producer"), quantityBase: PositiveQuantityText }))
      .max(200)
      .default([]),
  })
  .refine((lot) => lot.sources.length > 0 || lot.quantityBase !== undefined, {
    path: ["quantityBase"],
    error: "catalogue.quantityMissing",
  })
  .refine((lot) => new Set(lot.sources.map((source) => source.producerId)).size === lot.sources.length, {
    path: ["sources"],
    error: "catalogue.producerTwice",
  });
export type RegisterLot = z.output<typeof RegisterLot>;

export const lossReasons = ["spoiled", "damaged", "missing", "own_use", "other"] as const;

export const RecordLoss = z.object({
  lotId: idOf("lot"),
  quantityBase: PositiveQuantityText,
  reason: z.enum(lossReasons),
});

/** What a market page may be narrowed to. */
export const MarketFilter = z.object({
  text: z.string().trim().max(60).optional(),
  category: z.enum(commodityCategories).optional(),
  commodityCode: CommodityCode.optional(),
  cityCode: RegionCodeText.optional(),
});
export type MarketFilter = z.output<typeof MarketFilter>;

/** Surveyed prices of one place and day, per unit of `basePerUnit` base units. */
export const RecordPrices = z.object({
  regionCode: RegionCodeText,
  onDay: BusinessDayText,
  source: z.string().trim().min(3).max(120),
  level: z.enum(tradeLevels).default("market"),
  prices: z
    .array(
      z.object({
        commodityCode: CommodityCode,
        gradeCode: GradeCode.optional(),
        priceRupiah: PositiveRupiahText,
        basePerUnit: PositiveQuantityText,
      }),
    )
    .min(1, { error: "catalogue.noPrices" })
    .max(500)
    .refine(
      (prices) =>
        new Set(prices.map((one) => `${one.commodityCode}/${one.gradeCode ?? ""}`)).size === prices.length,
      {
        error: "catalogue.goodsTwice",
      },
    ),
});

/** What stands in the place of a wrong surveyed price; without a price, nothing does. */
export const CorrectPrice = z.object({
  priceId: idOf("referencePrice"),
  priceRupiah: PositiveRupiahText.optional(),
  reason: z.string().trim().min(3).max(300),
});

/** A legal price from a day on: of a commodity or one grade of it, everywhere or in a region and below. */
export const RecordCeiling = z
  .object({
    commodityCode: CommodityCode,
    gradeCode: GradeCode.optional(),
    kind: z.enum(["het", "hap", "farm_floor"]),
    regionCode: RegionCodeText.optional(),
    priceRupiah: PositiveRupiahText,
    basePerUnit: PositiveQuantityText,
    validFrom: BusinessDayText,
    /** Only for a rule that ends by itself; else the next one closes it. */
    validTo: BusinessDayText.optional(),
    source: z.string().trim().min(3).max(300),
    needsChecking: z.enum(["true", "false"]).default("false"),
  })
  .refine((ceiling) => ceiling.validTo === undefined || ceiling.validTo >= ceiling.validFrom, {
    path: ["validTo"],
    error: "catalogue.ceilingEndsFirst",
  });

/** What stands in the place of a wrong legal price; without a price, nothing does. */
export const CorrectCeiling = z.object({
  ceilingId: idOf("ceiling"),
  priceRupiah: PositiveRupiahText.optional(),
  source: z.string().trim().min(3).max(300),
  needsChecking: z.enum(["true", "false"]).default("false"),
  reason: z.string().trim().min(3).max(300),
});
