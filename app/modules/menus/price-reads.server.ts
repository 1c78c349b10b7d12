import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { type GradeRef, gradeKey } from "../catalogue/commodity-reads.server.ts";
import { lastPricesFor } from "../catalogue/last-price-reads.server.ts";
import { cheapestOffers, type OfferPrice } from "../catalogue/offer-price-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { goodsOfFoods } from "./food-reads.server.ts";
import type { GoodsPrice, PricedGoods } from "./portion-cost.ts";

/**
 * What goods cost a kitchen on a day: the cheapest live offers of its market, brought to its door, in steps by quantity; else what
 * a survey of its region last found. Answers a lookup, no steps for goods of which neither is known.
 */
export async function pricesForGoods(
  kitchenId: string,
  refs: readonly GradeRef[],
  day: BusinessDay,
  on: Executor = db(),
): Promise<(ref: GradeRef) => readonly GoodsPrice[]> {
  const kitchen = await organisationById(kitchenId, on);
  const near =
    kitchen?.latitude != null && kitchen.longitude != null
      ? { near: { latitude: kitchen.latitude, longitude: kitchen.longitude } }
      : {};
  const place = { day, buyerKind: kitchen?.kind ?? null, ...near };
  const offers = await cheapestOffers(refs, place, on);
  // Surveys are only asked about what nobody offers: whoever weighs a price as well asks them about the rest already.
  const unoffered = refs.filter((ref) => !offers.has(gradeKey(ref)));
  const surveys = await lastPricesFor(unoffered, kitchen?.regionCode ?? "", day, on);
  return (ref) => {
    const key = gradeKey(ref);
    return offers.get(key)?.map(offerPrice) ?? surveyPrices(surveys.get(key));
  };
}

/** What foods are on the market for a kitchen, and what that costs on a day, by food. */
export async function pricesForFoods(
  kitchenId: string,
  foodIds: readonly string[],
  day: BusinessDay,
  on: Executor = db(),
): Promise<(foodId: string) => PricedGoods> {
  const goods = await goodsOfFoods(kitchenId, foodIds, on);
  const priceOf = await pricesForGoods(kitchenId, [...goods.values()], day, on);
  return (foodId) => {
    const linked = goods.get(foodId);
    return linked ? { goods: linked, steps: priceOf(linked) } : { goods: null, steps: [] };
  };
}

function offerPrice(found: OfferPrice): GoodsPrice {
  const { fromBase, priceRupiah, paidRupiah, basePerUnit, sellerName, harvestedOn } = found;
  return {
    fromBase,
    priceRupiah,
    paidRupiah,
    basePerUnit,
    from: "offer",
    offer: { sellerName, harvestedOn },
  };
}

/** A survey asks what people pay, so tax is in it where there is any. */
function surveyPrices(
  found: { readonly priceRupiah: bigint; readonly basePerUnit: bigint } | undefined,
): readonly GoodsPrice[] {
  if (!found) return [];
  const { priceRupiah, basePerUnit } = found;
  return [{ fromBase: 0n, priceRupiah, paidRupiah: priceRupiah, basePerUnit, from: "survey", offer: null }];
}
