import { addDays } from "#app/kernel/calendar.ts";
import { gradeKey } from "#app/modules/catalogue/commodity-reads.server.ts";
import { cookMeal } from "#app/modules/stock/cook-meal.server.ts";
import { sumOfParcels } from "#app/modules/stock/stock.ts";
import { parcelsThere } from "#app/modules/stock/stock-facts-reads.server.ts";
import type { Stage } from "./stage.server.ts";

/** Of what keeps for long something is always left; fresh goods are cooked up. */
const LEFT_PERCENT = 8n;
const KEEPS_DAYS = 30;

/** On the morning after a delivery the kitchen cooks what came, and says so in its stock book. */
export async function cookDelivery(stage: Stage, buyerKey: string, days: number, at: Date): Promise<void> {
  const { organisationId } = stage.party(buyerKey);
  const cameOn = addDays(stage.today, days);
  const came = (await parcelsThere(organisationId)).filter((parcel) => parcel.cameOn === cameOn);
  const goods = new Map<string, typeof came>();
  for (const parcel of came) goods.set(gradeKey(parcel), [...(goods.get(gradeKey(parcel)) ?? []), parcel]);
  if (goods.size === 0) return;
  await cookMeal(stage.as(buyerKey, ["kitchen_field"], at), {
    cookedOn: addDays(cameOn, 1),
    goods: [...goods.values()].flatMap(([first, ...others]) => {
      if (!first) return [];
      const there = sumOfParcels([first, ...others]);
      const keeps = first.expiresOn === null || first.expiresOn > addDays(cameOn, KEEPS_DAYS);
      const { commodityCode, gradeCode } = first;
      const left = keeps ? (there * LEFT_PERCENT) / 100n : 0n;
      return [{ commodityCode, gradeCode, usedBase: (there - left).toString() }];
    }),
  });
}
