import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { weighedPacks } from "./commodity-reads.server.ts";
import { mgPerBaseOf } from "./goods-weight.ts";

type Goods = { readonly commodityCode: string; readonly unit: string; readonly basePerUnit: bigint };
/** The two columns of a listing that say where its goods lie. */
export type Place = { readonly warehouseId: string | null; readonly mgPerBase: bigint | null };
const OWN_ADDRESS: Place = { warehouseId: null, mgPerBase: null };

/** Each of these goods in a warehouse, in their order; null for what nobody knows the weight of, which a warehouse has to. */
async function allStoredIn(
  tx: Transaction,
  goods: readonly Goods[],
  warehouseId: string,
): Promise<(Place | null)[]> {
  const codes = [...new Set(goods.map(({ commodityCode }) => commodityCode))];
  const units = await tx
    .select({ code: commodities.code, baseUnit: commodities.baseUnit })
    .from(commodities)
    .where(inArray(commodities.code, codes));
  const baseUnits = new Map(units.map(({ code, baseUnit }) => [code, baseUnit]));
  const packs = await weighedPacks(codes, tx);
  return goods.map((each) => {
    const baseUnit = baseUnits.get(each.commodityCode);
    if (baseUnit === undefined) return null;
    const own = packs.filter(({ commodityCode }) => commodityCode === each.commodityCode);
    const mgPerBase = mgPerBaseOf({ ...each, baseUnit }, own);
    return mgPerBase === null ? null : { warehouseId, mgPerBase };
  });
}

/** Goods in a warehouse, or at the seller's own address; null where nobody knows what they weigh. */
export async function storedIn(
  tx: Transaction,
  goods: Goods,
  warehouseId: string | null,
): Promise<Place | null> {
  if (warehouseId === null) return OWN_ADDRESS;
  return (await allStoredIn(tx, [goods], warehouseId))[0] ?? null;
}

/** The caller's own open warehouse; anybody else's, and a closed one, are Missing. */
export async function ownWarehouse(
  tx: Transaction,
  call: Call,
  warehouseId: string,
): Promise<typeof warehouses.$inferSelect> {
  const [row] = await tx
    .select()
    .from(warehouses)
    .where(and(eq(warehouses.id, warehouseId), isNull(warehouses.closedAt)));
  if (!row || row.organisationId !== actingOrganisation(call.actor))
    throw new Missing("catalogue.warehouseMissing");
  return row;
}

/**
 * Where new goods of a seller lie unless it says otherwise, in their order: in the first of its open warehouses; without one, or of goods that
 * nobody weighed, at its own address.
 */
export async function usualPlaces(
  tx: Transaction,
  sellerId: string,
  goods: readonly Goods[],
): Promise<Place[]> {
  const [first] = await tx
    .select({ id: warehouses.id })
    .from(warehouses)
    .where(and(eq(warehouses.organisationId, sellerId), isNull(warehouses.closedAt)))
    .orderBy(asc(warehouses.id))
    .limit(1);
  if (!first) return goods.map(() => OWN_ADDRESS);
  return (await allStoredIn(tx, goods, first.id)).map((place) => place ?? OWN_ADDRESS);
}

/** As `usualPlaces`, for one. */
export async function usualPlace(tx: Transaction, sellerId: string, goods: Goods): Promise<Place> {
  return (await usualPlaces(tx, sellerId, [goods]))[0] ?? OWN_ADDRESS;
}
