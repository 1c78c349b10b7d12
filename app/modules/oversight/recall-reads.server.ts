import { aliasedTable, and, asc, desc, eq, exists, inArray, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lotSources, lots, producers } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import { organisations } from "#db/schema/identity.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { unitsOfGoods } from "../menus/goods-unit-reads.server.ts";
import { schoolsEverOf } from "../menus/school-reads.server.ts";
import { recallSight, wasServed } from "./recall.ts";
import { type Holder, holdersAfter, type Origin, originsOf } from "./recall-chain-reads.server.ts";

const seller = aliasedTable(organisations, "seller");
const kitchen = aliasedTable(organisations, "kitchen");

export type Grower = { readonly name: string; readonly phone: string | null };
/** One lot in a meal, or what was found by counting and has no lot. */
export type MealLot = {
  readonly lotId: string | null;
  readonly goodsName: string;
  readonly base: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly harvestedOn: BusinessDay | null;
  readonly sellerName: string | null;
  readonly sellerPhone: string | null;
  /** Who had it before its seller bought it, the nearest first. */
  readonly origins: readonly Origin[];
  readonly growers: readonly Grower[];
};

/** What the meal of a kitchen on a day was made of, lot by lot, as far as this actor may follow; null: not for them. */
export async function lotsOfMeal(
  actor: MemberActor,
  meal: { readonly kitchenId: string; readonly day: BusinessDay },
  on: Executor = db(),
): Promise<MealLot[] | null> {
  const sight = recallSight(actor);
  const cook = await partyOf(meal.kitchenId, on);
  if (!sight || !cook || cook.kind !== "kitchen" || sight.meals === "none") return null;
  const isOwn = meal.kitchenId === actor.organisationId;
  if (sight.meals === "own" ? !isOwn : (await cityOf(actor, on)) !== cook.cityCode) return null;
  const used = sql<bigint>`-sum(${stockEntries.quantityBase})`.mapWith(stockEntries.quantityBase);
  const rows = await on
    .select({
      lotId: stockParcels.lotId,
      commodityCode: stockParcels.commodityCode,
      gradeCode: stockParcels.gradeCode,
      goodsName: commodities.name,
      harvestedOn: lots.harvestedOn,
      sellerName: seller.name,
      sellerPhone: seller.phone,
      base: used,
    })
    .from(stockEntries)
    .innerJoin(stockParcels, eq(stockParcels.id, stockEntries.parcelId))
    .innerJoin(commodities, eq(commodities.code, stockParcels.commodityCode))
    .leftJoin(lots, eq(lots.id, stockParcels.lotId))
    .leftJoin(seller, eq(seller.id, lots.sellerId))
    .where(and(eq(stockEntries.organisationId, meal.kitchenId), eq(stockEntries.cookedOn, meal.day)))
    .groupBy(
      stockParcels.lotId,
      stockParcels.commodityCode,
      stockParcels.gradeCode,
      commodities.name,
      lots.harvestedOn,
      seller.name,
      seller.phone,
    )
    .having(sql`sum(${stockEntries.quantityBase}) < 0`)
    .orderBy(asc(commodities.name), asc(stockParcels.lotId));
  const lotIds = rows.flatMap(({ lotId }) => lotId ?? []);
  const [units, origins] = await Promise.all([unitsOfGoods(meal.kitchenId, rows, on), originsOf(lotIds, on)]);
  const growers = sight.seesGrowers
    ? await growersOf([...lotIds, ...earlierLots(origins)], on)
    : new Map<string, Grower[]>();
  return rows.map((row) => {
    const before = origins.get(row.lotId ?? "") ?? [];
    return {
      ...row,
      ...(units.get(gradeKey(row)) ?? { unit: "", basePerUnit: 1n }),
      origins: before,
      growers: [row.lotId, ...before.map((one) => one.lotId)].flatMap((id) => growers.get(id ?? "") ?? []),
    };
  });
}

function earlierLots(origins: ReadonlyMap<string, readonly Origin[]>): string[] {
  return [...origins.values()].flatMap((before) => before.flatMap(({ lotId }) => lotId ?? []));
}

async function growersOf(lotIds: readonly string[], on: Executor): Promise<Map<string, Grower[]>> {
  const found = new Map<string, Grower[]>();
  if (lotIds.length === 0) return found;
  const rows = await on
    .select({ lotId: lotSources.lotId, name: producers.name, phone: producers.phone })
    .from(lotSources)
    .innerJoin(producers, eq(producers.id, lotSources.producerId))
    .where(inArray(lotSources.lotId, [...lotIds]))
    .orderBy(asc(lotSources.lotId), asc(producers.name));
  for (const { lotId, ...grower } of rows) found.set(lotId, [...(found.get(lotId) ?? []), grower]);
  return found;
}

async function partyOf(organisationId: string, on: Executor) {
  const [row] = await on
    .select({ kind: organisations.kind, cityCode: organisations.cityCode })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  return row ?? null;
}

async function cityOf(actor: MemberActor, on: Executor): Promise<string | null> {
  return (await partyOf(actor.organisationId, on))?.cityCode ?? null;
}

export type Eater = {
  readonly kitchenId: string;
  readonly kitchenName: string;
  readonly kitchenPhone: string | null;
  readonly meals: readonly { readonly day: BusinessDay; readonly base: bigint }[];
  /** Still in its store: to be kept out of the pot. */
  readonly leftBase: bigint;
  readonly schools: readonly {
    readonly id: string;
    readonly name: string;
    readonly contactName: string;
    readonly contactPhone: string;
  }[];
};

export type LotTrail = {
  readonly lotId: string;
  readonly goodsName: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly harvestedOn: BusinessDay;
  readonly expiresOn: BusinessDay;
  readonly sellerName: string;
  readonly sellerPhone: string | null;
  readonly growers: readonly Grower[];
  /** Who had it before its seller bought it, the nearest first. */
  readonly origins: readonly Origin[];
  /** Traders that bought of it to sell it on, and what they have still. */
  readonly holders: readonly Holder[];
  readonly eaters: readonly Eater[];
};

/**
 * Where a lot came from and went: earlier sellers, traders that have it, kitchens, days and schools, and what is still in stores,
 * through however many traders; null where it is not this actor's to follow.
 */
export async function trailOfLot(
  actor: MemberActor,
  lotId: string,
  on: Executor = db(),
): Promise<LotTrail | null> {
  const sight = recallSight(actor);
  if (!sight) return null;
  const [lot] = await on
    .select({
      lot: lots,
      goodsName: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      sellerName: seller.name,
      sellerPhone: seller.phone,
      sellerCity: seller.cityCode,
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(seller, eq(seller.id, lots.sellerId))
    .where(eq(lots.id, lotId));
  if (!lot) return null;
  const [holders, before] = await Promise.all([holdersAfter(lotId, on), originsOf([lotId], on)]);
  const origins = before.get(lotId) ?? [];
  const parcels = await parcelsOfLots([lotId, ...holders.map((holder) => holder.lotId)], on);
  const city = sight.lots === "city" ? await cityOf(actor, on) : null;
  const isTheirs = {
    own: lot.lot.sellerId === actor.organisationId,
    eaten: parcels.some(({ kitchenId }) => kitchenId === actor.organisationId),
    city:
      lot.sellerCity === city ||
      parcels.some(({ cityCode }) => cityCode === city) ||
      origins.some(({ sellerCityCode }) => sellerCityCode === city),
  }[sight.lots];
  if (!isTheirs) return null;
  // A kitchen follows the lot through its own store only: what others cooked is for the agency.
  const shown = parcels.filter((one) => sight.lots !== "eaten" || one.kitchenId === actor.organisationId);
  // Growers are known to whoever bought from them: a trader sees its seller, and only the agency whose harvest that was.
  const ownLots = sight.lots === "city" ? [lotId, ...earlierLots(before)] : [lotId];
  const [growers, eaters] = await Promise.all([
    sight.seesGrowers ? growersOf(ownLots, on) : new Map<string, Grower[]>(),
    eatersOf(shown, sight.seesSchools, on),
  ]);
  return {
    lotId,
    goodsName: lot.goodsName,
    unit: lot.unit,
    basePerUnit: lot.basePerUnit,
    harvestedOn: lot.lot.harvestedOn,
    expiresOn: lot.lot.expiresOn,
    sellerName: lot.sellerName,
    sellerPhone: lot.sellerPhone,
    growers: ownLots.flatMap((id) => growers.get(id) ?? []),
    origins,
    holders: sight.lots === "eaten" ? [] : holders,
    eaters,
  };
}

type KitchenParcel = {
  readonly id: string;
  readonly balanceBase: bigint;
  readonly kitchenId: string;
  readonly kitchenName: string;
  readonly kitchenPhone: string | null;
  readonly cityCode: string;
};

function parcelsOfLots(lotIds: readonly string[], on: Executor): Promise<KitchenParcel[]> {
  return on
    .select({
      id: stockParcels.id,
      balanceBase: stockParcels.balanceBase,
      kitchenId: kitchen.id,
      kitchenName: kitchen.name,
      kitchenPhone: kitchen.phone,
      cityCode: kitchen.cityCode,
    })
    .from(stockParcels)
    .innerJoin(kitchen, eq(kitchen.id, stockParcels.organisationId))
    .where(inArray(stockParcels.lotId, [...lotIds]))
    .orderBy(asc(kitchen.name), asc(stockParcels.id));
}

async function eatersOf(
  parcels: readonly KitchenParcel[],
  seesSchools: boolean,
  on: Executor,
): Promise<Eater[]> {
  if (parcels.length === 0) return [];
  const used = sql<bigint>`-sum(${stockEntries.quantityBase})`.mapWith(stockEntries.quantityBase);
  const kitchenIds = [...new Set(parcels.map(({ kitchenId }) => kitchenId))];
  const [meals, schools] = await Promise.all([
    on
      .select({ kitchenId: stockEntries.organisationId, day: stockEntries.cookedOn, base: used })
      .from(stockEntries)
      .where(
        and(
          inArray(
            stockEntries.parcelId,
            parcels.map(({ id }) => id),
          ),
          sql`${stockEntries.cookedOn} is not null`,
        ),
      )
      .groupBy(stockEntries.organisationId, stockEntries.cookedOn)
      .having(sql`sum(${stockEntries.quantityBase}) < 0`)
      .orderBy(asc(stockEntries.cookedOn)),
    seesSchools ? schoolsEverOf(kitchenIds, on) : [],
  ]);
  return kitchenIds.map((kitchenId) => {
    const own = parcels.filter((parcel) => parcel.kitchenId === kitchenId);
    const days = meals.flatMap(({ kitchenId: of, day, base }) =>
      of === kitchenId && day !== null ? [{ day, base }] : [],
    );
    return {
      kitchenId,
      kitchenName: own[0]?.kitchenName ?? "",
      kitchenPhone: own[0]?.kitchenPhone ?? null,
      meals: days,
      leftBase: own.reduce((sum, { balanceBase }) => sum + balanceBase, 0n),
      schools: schools
        .filter(
          (school) => school.organisationId === kitchenId && days.some(({ day }) => wasServed(school, day)),
        )
        .map(({ id, name, contactName, contactPhone }) => ({ id, name, contactName, contactPhone })),
    };
  });
}

const LOTS_SHOWN = 50;

/** Lots that a recall may begin with, the newest first: that kitchens took in or traders bought, of one's own goods or of a city. */
export async function recallableLots(actor: MemberActor, on: Executor = db()) {
  const sight = recallSight(actor);
  if (!sight || sight.lots === "eaten") return [];
  const city = sight.lots === "city" ? await cityOf(actor, on) : null;
  const taken = exists(on.select({ one: sql`1` }).from(stockParcels).where(eq(stockParcels.lotId, lots.id)));
  const soldOn = exists(
    on
      .select({ one: sql`1` })
      .from(lotMoves)
      .innerJoin(lotCosts, eq(lotCosts.shipmentLineId, lotMoves.shipmentLineId))
      .where(and(eq(lotMoves.lotId, lots.id), eq(lotMoves.kind, "shipped"))),
  );
  return on
    .select({
      lotId: lots.id,
      goodsName: listings.title,
      sellerName: seller.name,
      harvestedOn: lots.harvestedOn,
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(seller, eq(seller.id, lots.sellerId))
    .where(
      and(
        or(taken, soldOn),
        city === null ? eq(lots.sellerId, actor.organisationId) : eq(seller.cityCode, city),
      ),
    )
    .orderBy(desc(lots.harvestedOn), desc(lots.id))
    .limit(LOTS_SHOWN);
}

/** Kitchens whose meals this actor may follow, by name. */
export async function recallableKitchens(actor: MemberActor, on: Executor = db()) {
  const sight = recallSight(actor);
  if (!sight || sight.meals === "none") return [];
  const city = sight.meals === "city" ? await cityOf(actor, on) : null;
  return on
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(
      city === null
        ? eq(organisations.id, actor.organisationId)
        : and(eq(organisations.kind, "kitchen"), eq(organisations.cityCode, city)),
    )
    .orderBy(asc(organisations.name));
}
