import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Point } from "../regions/distance.ts";
import type { KindPrices } from "./kind-prices.ts";
import type { PriceTier } from "./price-tiers.ts";

/** A warehouse, and what it can still hand out that day over all goods that lie in it. */
export type StoredIn = {
  readonly id: string;
  /** What a base unit of these goods weighs. */
  readonly mgPerBase: bigint;
  /** Null where nothing limits it; never below zero. */
  readonly roomMg: bigint | null;
};

/** A piece of a lot that a market may promise: what is left of it, at the price and terms of its listing. */
export type SupplyLot = {
  readonly lotId: string;
  readonly listingId: string;
  readonly sellerId: string;
  readonly sellerKind: OrganisationKind;
  /** 0 is the best; a lot may fill lines of its own rank and of worse ones. */
  readonly gradeRank: number;
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** Before tax. */
  readonly priceRupiah: bigint;
  /** Cheaper prices for more of the listing, from the smallest quantity up. */
  readonly tiers: readonly PriceTier[];
  /** In place of the price, for buyers of a kind. */
  readonly kindPrices: KindPrices;
  /** Whether the seller adds VAT to its prices where the goods are taxed. */
  readonly isVatRegistered: boolean;
  readonly minOrderBase: bigint;
  readonly radiusMetres: number;
  /** Where they lie, when that is in a warehouse of the seller. */
  readonly warehouse: StoredIn | null;
  /** Where the goods start from: their warehouse, else the seller's own point, else its city's centre, else not known. */
  readonly point: Point | null;
  readonly availableFrom: BusinessDay;
  readonly expiresOn: BusinessDay;
  /** Left in the lot. */
  readonly availableBase: bigint;
  /** What its listing can still send that day over all its lots; never below zero. */
  readonly roomBase: bigint;
  /** False when the seller needs more time to get ready than there is. */
  readonly isInTime: boolean;
  readonly version: number;
  readonly listingVersion: number;
};

/** A lot as the database writes it into one line of JSON; `supply-reads` keeps the order of these. */
type SupplyRow = readonly [
  lotId: string,
  listingId: string,
  sellerId: string,
  sellerKind: OrganisationKind,
  gradeRank: number,
  unit: string,
  basePerUnit: string,
  priceRupiah: string,
  minOrderBase: string,
  radiusMetres: number,
  latitude: number | null,
  longitude: number | null,
  availableFrom: BusinessDay,
  expiresOn: BusinessDay,
  availableBase: string,
  roomBase: string,
  isInTime: boolean,
  version: number,
  listingVersion: number,
  // Rows that were kept earlier end here: nobody sold by tiers, and prices were compared before tax.
  isVatRegistered?: boolean,
  tiers?: readonly { readonly fromBase: string; readonly priceRupiah: string }[],
  // Or here: everybody paid the same.
  kindPrices?: Readonly<Record<string, string>>,
  // Or here: everything left from its seller's own address.
  warehouse?: readonly [id: string, mgPerBase: string, roomMg: string | null] | null,
];

/** Reads one of the lines that `supplyTexts` streamed. */
export function readSupply(text: string): SupplyLot {
  const row = JSON.parse(text) as SupplyRow;
  const [lotId, listingId, sellerId, sellerKind, gradeRank, unit, basePerUnit, priceRupiah, minOrderBase] =
    row;
  const [, , , , , , , , , radiusMetres, latitude, longitude, availableFrom, expiresOn, available, room] =
    row;
  const [
    isInTime,
    version,
    listingVersion,
    isVatRegistered = false,
    tiers = [],
    kindPrices = {},
    stored = null,
  ] = row.slice(16) as [
    SupplyRow[16],
    SupplyRow[17],
    SupplyRow[18],
    SupplyRow[19],
    SupplyRow[20],
    SupplyRow[21],
    SupplyRow[22],
  ];
  return {
    ...{ lotId, listingId, sellerId, sellerKind, gradeRank, unit, radiusMetres, availableFrom, expiresOn },
    ...{ isInTime, version, listingVersion, isVatRegistered },
    basePerUnit: BigInt(basePerUnit),
    priceRupiah: BigInt(priceRupiah),
    tiers: tiers.map((tier) => ({
      fromBase: BigInt(tier.fromBase),
      priceRupiah: BigInt(tier.priceRupiah),
    })),
    kindPrices: Object.fromEntries(Object.entries(kindPrices).map(([kind, price]) => [kind, BigInt(price)])),
    minOrderBase: BigInt(minOrderBase),
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    availableBase: BigInt(available),
    roomBase: atLeastNothing(BigInt(room)),
    warehouse: stored && {
      id: stored[0],
      mgPerBase: BigInt(stored[1]),
      roomMg: stored[2] === null ? null : atLeastNothing(BigInt(stored[2])),
    },
  };
}

const atLeastNothing = (amount: bigint) => (amount > 0n ? amount : 0n);
