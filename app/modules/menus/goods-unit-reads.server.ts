import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { commodityUnits } from "#db/schema/catalogue.ts";
import { foodGoods } from "#db/schema/menus.ts";
import { type GradeRef, gradeKey } from "../catalogue/commodity-reads.server.ts";

export type GoodsUnit = { readonly unit: string; readonly basePerUnit: bigint };

/** The unit in which a kitchen speaks of goods, by `gradeKey`: the one it orders them in, else the commodity's usual one. */
export async function unitsOfGoods(
  organisationId: string,
  refs: readonly GradeRef[],
  on: Executor = db(),
): Promise<Map<string, GoodsUnit>> {
  if (refs.length === 0) return new Map();
  const codes = [...new Set(refs.map(({ commodityCode }) => commodityCode))];
  const [usual, own] = await Promise.all([
    on
      .select()
      .from(commodityUnits)
      .where(inArray(commodityUnits.commodityCode, codes))
      .orderBy(asc(commodityUnits.isDefault), asc(commodityUnits.unit)),
    on
      .select()
      .from(foodGoods)
      .where(
        and(
          inArray(foodGoods.commodityCode, codes),
          or(isNull(foodGoods.organisationId), eq(foodGoods.organisationId, organisationId)),
        ),
      )
      .orderBy(sql`${foodGoods.organisationId} nulls first`, asc(foodGoods.id)),
  ]);
  const found = new Map<string, GoodsUnit>();
  for (const ref of refs) {
    const last =
      own.findLast((row) => gradeKey(row) === gradeKey(ref)) ??
      usual.findLast((row) => row.commodityCode === ref.commodityCode);
    if (last) found.set(gradeKey(ref), { unit: last.unit, basePerUnit: last.basePerUnit });
  }
  return found;
}
