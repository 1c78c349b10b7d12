import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { foodGoods, foods } from "#db/schema/menus.ts";
import type { LinkedGoods } from "./demand.ts";
import type { Food } from "./food.ts";

export type FoodRow = typeof foods.$inferSelect;

/** The food of a row, as the rules take it. */
export function foodOf(row: FoodRow): Food {
  return {
    id: row.id,
    name: row.name,
    per100: {
      energy: row.energyTenths,
      protein: row.proteinTenths,
      fat: row.fatTenths,
      carbohydrate: row.carbohydrateTenths,
    },
    ediblePermille: row.ediblePermille,
  };
}

/** The national table and the kitchen's own foods; what other kitchens found is not there. */
function knownTo(organisationId: string): SQL | undefined {
  return or(isNull(foods.organisationId), eq(foods.organisationId, organisationId));
}

/** Foods that this kitchen may use, by id; unknown ones are left out. */
export async function foodsById(
  organisationId: string,
  ids: readonly string[],
  on: Executor = db(),
): Promise<Map<string, FoodRow>> {
  if (ids.length === 0) return new Map();
  const rows = await on
    .select()
    .from(foods)
    .where(and(knownTo(organisationId), inArray(foods.id, [...new Set(ids)])));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Foods whose name holds `text`, the kitchen's own first, at most `limit`. */
export async function foodsLike(
  organisationId: string,
  text: string,
  limit: number,
  on: Executor = db(),
): Promise<(FoodRow & { readonly commodityName: string | null })[]> {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 6);
  const rows = await on
    .select({ food: foods, commodityName: commodities.name })
    .from(foods)
    .leftJoin(foodGoods, eq(foodGoods.id, nearestGoods(organisationId)))
    .leftJoin(commodities, eq(commodities.code, foodGoods.commodityCode))
    .where(
      and(
        knownTo(organisationId),
        ...words.map((word) => ilike(foods.name, `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`)),
      ),
    )
    .orderBy(
      sql`${foods.organisationId} is null`,
      sql`${foodGoods.id} is null`,
      asc(sql`length(${foods.name})`),
      asc(foods.name),
      asc(foods.id),
    )
    .limit(limit);
  return rows.map(({ food, commodityName }) => ({ ...food, commodityName }));
}

/** The kitchen's own word about a food's goods, else what holds for everybody. */
function nearestGoods(organisationId: string): SQL {
  return sql`(select g.id from ${foodGoods} g where g.food_id = ${foods.id}
    and (g.organisation_id is null or g.organisation_id = ${organisationId})
    order by g.organisation_id nulls last limit 1)`;
}

/** What foods are on the market for this kitchen, by food; those that nobody named are left out. */
export async function goodsOfFoods(
  organisationId: string,
  foodIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, LinkedGoods & { readonly name: string }>> {
  if (foodIds.length === 0) return new Map();
  const rows = await on
    .selectDistinctOn([foodGoods.foodId], {
      goods: foodGoods,
      name: commodities.name,
      goodsClass: commodities.goodsClass,
    })
    .from(foodGoods)
    .innerJoin(commodities, eq(commodities.code, foodGoods.commodityCode))
    .where(
      and(
        inArray(foodGoods.foodId, [...new Set(foodIds)]),
        or(isNull(foodGoods.organisationId), eq(foodGoods.organisationId, organisationId)),
      ),
    )
    .orderBy(foodGoods.foodId, sql`${foodGoods.organisationId} nulls last`, desc(foodGoods.id));
  return new Map(
    rows.map(({ goods, name, goodsClass }) => [
      goods.foodId,
      {
        name,
        commodityCode: goods.commodityCode,
        gradeCode: goods.gradeCode,
        unit: goods.unit,
        basePerUnit: goods.basePerUnit,
        mgPerBase: goods.mgPerBase,
        piecesPerUnit: goods.piecesPerUnit,
        goodsClass,
      },
    ]),
  );
}
