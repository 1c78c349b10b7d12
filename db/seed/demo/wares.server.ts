import { addDays } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import type { BuyerKind } from "#app/modules/catalogue/kind-prices.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { type DemoListing, demoListings, demoProducers, demoVehicles, productOf } from "./goods.ts";
import { wasAsked } from "./menus.ts";
import type { Stage } from "./stage.server.ts";

const KEEPERS: readonly Role[] = ["koperasi_chair", "bumd_sales"];
const DISPATCHERS: readonly Role[] = ["koperasi_chair", "hub_logistics"];

const keyOf = (listing: DemoListing) => `${listing.sellerKey}/${listing.productKey}`;

/** How long a price is promised: a fresh one a week, a dry one a month. */
const FRESH_DAYS = 7;
const DRY_DAYS = 30;

/** When goods come onto the market and their prices are said again, in days from today. */
const OPENED_ON = -17;
const REPRICED_ON = [-9, -3] as const;
/** Goods that nobody asked for in the past weeks came onto the market a few days ago. */
const NEWLY_OPENED_ON = -4;
/** Sold already before everybody else. */
const EARLY = new Map([
  ["K20/THU-P", -28],
  ["K20/KRP-K", OPENED_ON],
  ["K12/BBU-R", OPENED_ON],
  ["K16/TPG-K", OPENED_ON],
]);
/** Sellers whose price ends tomorrow: saying it again is one of today's tasks there. */
const LATE_WITH_PRICES: ReadonlySet<string> = new Set(["K07/TLR-P", "B1/AYM-K"]);

/** A regional company sells to koperasi that sell on for less than to kitchens, and to kitchens for less than to whoever else buys. */
const KIND_PRICES: ReadonlyMap<string, Readonly<Partial<Record<BuyerKind, string>>>> = new Map([
  ["B1/BRS-M", { kitchen: "12850", koperasi: "12750" }],
  ["B1/MYK-L", { koperasi: "13900" }],
  ["B1/GLA-K", { kitchen: "16600", koperasi: "16400" }],
]);

function openedOn(listing: DemoListing): number {
  return EARLY.get(keyOf(listing)) ?? (wasAsked(listing) ? OPENED_ON : NEWLY_OPENED_ON);
}

async function open(stage: Stage, listing: DemoListing, days: number, at: Date): Promise<void> {
  const product = productOf(listing.productKey);
  const { listingId } = await openListing(stage.as(listing.sellerKey, KEEPERS, at), {
    commodityCode: product.commodityCode,
    gradeCode: product.gradeCode,
    title: product.title,
    unit: product.unit,
    basePerUnit: product.basePerUnit.toString(),
    priceRupiah: (product.sellRupiah + listing.offset).toString(),
    kindPrices: KIND_PRICES.get(keyOf(listing)) ?? {},
    costRupiah: (listing.costRupiah ?? product.costRupiah).toString(),
    minOrderBase: product.basePerUnit.toString(),
    capacityBasePerDay: (BigInt(listing.perDay) * product.basePerUnit).toString(),
    leadTimeHours: 12,
    radiusMetres: listing.radiusKm * 1_000,
    priceValidUntil: LATE_WITH_PRICES.has(keyOf(listing))
      ? addDays(stage.today, 1)
      : addDays(stage.today, days + (product.isDry ? DRY_DAYS : FRESH_DAYS)),
  });
  stage.listings.set(keyOf(listing), listingId);
}

async function reprice(stage: Stage, listing: DemoListing, days: number, at: Date): Promise<void> {
  const product = productOf(listing.productKey);
  await repriceListing(stage.as(listing.sellerKey, KEEPERS, at), {
    listingId: stage.listings.get(keyOf(listing)) ?? "",
    priceRupiah: (product.sellRupiah + listing.offset).toString(),
    priceValidUntil: addDays(stage.today, days + (product.isDry ? DRY_DAYS : FRESH_DAYS)),
  });
}

/** The goods of one listing, ready on a day and good for as long as such goods keep; of its producer when it has one. */
export async function bringLot(
  stage: Stage,
  lot: {
    readonly sellerKey: string;
    readonly productKey: string;
    readonly units: number;
    readonly days: number;
  },
  at: Date,
): Promise<string> {
  const product = productOf(lot.productKey);
  const listing = demoListings.find(
    (one) => one.sellerKey === lot.sellerKey && one.productKey === lot.productKey,
  );
  const producerId = stage.producers.get(listing?.producerKey ?? "");
  const harvestedOn = addDays(stage.today, lot.days);
  const quantityBase = (BigInt(lot.units) * product.basePerUnit).toString();
  const seller = stage.party(lot.sellerKey);
  const { lotId } = await registerLot(stage.as(lot.sellerKey, KEEPERS, at), {
    listingId: stage.listings.get(`${lot.sellerKey}/${lot.productKey}`) ?? "",
    originRegionCode: seller.regionCode.length > 5 ? seller.regionCode : `${seller.regionCode}.01.1001`,
    harvestedOn,
    availableFrom: harvestedOn,
    expiresOn: addDays(harvestedOn, product.shelfDays),
    ...(producerId === undefined ? { quantityBase } : { sources: [{ producerId, quantityBase }] }),
  });
  stage.lots.set(`${lot.sellerKey}/${lot.productKey}`, lotId);
  return lotId;
}

/** Goods that keep are brought in every so often, enough for several days; what does not keep, by those who were asked for it. */
const KEEPS_DAYS = 7;
const STOCKED_ON = [-16, -8, -1] as const;

function planStock(stage: Stage, listing: DemoListing): void {
  const product = productOf(listing.productKey);
  if (product.shelfDays < KEEPS_DAYS) return;
  // Dry goods once, for long; the rest as often as they run out.
  const days = !wasAsked(listing)
    ? STOCKED_ON.slice(-1)
    : product.isDry
      ? STOCKED_ON.slice(0, 1)
      : STOCKED_ON;
  const worth = product.isDry ? 6 : 2;
  for (const day of days) {
    const at = stage.on(day, "06:00");
    stage.agenda.plan(at, async () => {
      await bringLot(stage, { ...listing, units: listing.perDay * worth, days: day }, at);
    });
  }
}

/** Puts the goods of every seller on the market, keeps their prices alive and their stores filled until today. */
export function planWares(stage: Stage): void {
  for (const [key, name, koperasiKey] of demoProducers) planProducer(stage, key, name, koperasiKey);
  planWarehouses(stage);
  for (const listing of demoListings) {
    const days = openedOn(listing);
    const at = stage.on(days, "05:30");
    stage.agenda.plan(at, () => open(stage, listing, days, at));
    if (days === OPENED_ON && !productOf(listing.productKey).isDry) planPrices(stage, listing);
    planStock(stage, listing);
  }
  planVehicles(stage);
}

/** A regional company's stores: what it sells lies in the first; the other city's is still empty. */
const WAREHOUSES = [
  ["B1", "Gudang Blimbing (Demo)", "Jalan Contoh Raya 12", "35.73", 15_000_000],
  ["B1", "Gudang Sananwetan (Demo)", "Jalan Contoh Timur 3", "35.72", 6_000_000],
] as const;

function planWarehouses(stage: Stage): void {
  for (const [at, [ownerKey, name, address, cityCode, gramsPerDay]] of WAREHOUSES.entries()) {
    const opened = stage.on(-30, `07:${(10 + at).toString()}`);
    stage.agenda.plan(opened, async () => {
      await openWarehouse(stage.as(ownerKey, KEEPERS, opened), {
        name,
        address,
        cityCode,
        opensAt: "07:00",
        closesAt: "16:00",
        gramsPerDay: gramsPerDay.toString(),
      });
    });
  }
}

function planProducer(stage: Stage, key: string, name: string, koperasiKey: string): void {
  const at = stage.on(-30, "06:00");
  stage.agenda.plan(at, async () => {
    const { producerId } = await addProducer(stage.as(koperasiKey, KEEPERS, at), {
      name,
      phone: `+62 800-0000-00${key.slice(1)}`,
      regionCode: stage.party(koperasiKey).regionCode.slice(0, 5),
    });
    stage.producers.set(key, producerId);
  });
}

function planVehicles(stage: Stage): void {
  const at = stage.on(-30, "06:00");
  for (const [ownerKey, kind, payloadKg, plate, perKm, least, driverName] of demoVehicles)
    stage.agenda.plan(at, async () => {
      await addVehicle(stage.as(ownerKey, DISPATCHERS, at), {
        kind,
        plate,
        payloadGrams: (payloadKg * 1_000).toString(),
        costRupiahPerKm: perKm.toString(),
        costRupiahMin: least.toString(),
        ...(driverName === null ? {} : { driverName }),
        body: kind === "Pickup box es" ? "insulated" : "open",
      });
    });
}

function planPrices(stage: Stage, listing: DemoListing): void {
  for (const days of REPRICED_ON) {
    const at = stage.on(days, "05:30");
    stage.agenda.plan(at, () => reprice(stage, listing, days, at));
  }
}
