import { eq } from "drizzle-orm";
import { byGoodsClass } from "#app/kernel/goods-class.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { asNumber, type ParameterScope, parametersOn } from "../regions/parameter-reads.server.ts";
import { type MarginGuides, marginGuideKeys, marginGuideOf } from "./margin-guide.ts";

/** The guides in force in a place on a day. */
export async function marginGuides(scope: ParameterScope, on: Executor = db()): Promise<MarginGuides> {
  const values = await parametersOn(on, marginGuideKeys, scope);
  return byGoodsClass((goodsClass) => {
    const key = marginGuideOf(goodsClass);
    return asNumber(key, values[key]);
  });
}

/** The guide for one commodity; null where there is no such commodity. */
export async function marginGuideFor(
  commodityCode: string,
  scope: ParameterScope,
  on: Executor = db(),
): Promise<number | null> {
  const [row] = await on
    .select({ goodsClass: commodities.goodsClass })
    .from(commodities)
    .where(eq(commodities.code, commodityCode));
  return row ? (await marginGuides(scope, on))[row.goodsClass] : null;
}
