import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { gradeKey } from "#app/modules/catalogue/commodity-reads.server.ts";
import { cookMeal } from "#app/modules/stock/cook-meal.server.ts";
import { isGoodOn, sumOfParcels } from "#app/modules/stock/stock.ts";
import { type GoodsParcel, parcelsThere } from "#app/modules/stock/stock-facts-reads.server.ts";
import type { Stage } from "./stage.server.ts";

/** Of what keeps for long something is always left; fresh goods are cooked up. */
const LEFT_PERCENT = 8n;
const KEEPS_DAYS = 30;

/**
 * On the morning after a delivery the kitchen says in its stock book what it cooked: this morning what came yesterday, and still
 * yesterday what is not good any longer today.
 */
export async function cookDelivery(stage: Stage, buyerKey: string, days: number, at: Date): Promise<void> {
  const { organisationId } = stage.party(buyerKey);
  const cameOn = addDays(stage.today, days);
  const came = (await parcelsThere(organisationId)).filter((parcel) => parcel.cameOn === cameOn);
  const next = addDays(cameOn, 1);
  const call = stage.as(buyerKey, ["kitchen_field"], at);
  await cook(
    call,
    cameOn,
    came.filter((parcel) => !isGoodOn(parcel, next)),
  );
  await cook(
    call,
    next,
    came.filter((parcel) => isGoodOn(parcel, next)),
  );
}

async function cook(call: Call, cookedOn: BusinessDay, parcels: readonly GoodsParcel[]): Promise<void> {
  const goods = new Map<string, GoodsParcel[]>();
  for (const parcel of parcels) goods.set(gradeKey(parcel), [...(goods.get(gradeKey(parcel)) ?? []), parcel]);
  if (goods.size === 0) return;
  await cookMeal(call, {
    cookedOn,
    goods: [...goods.values()].flatMap(([first, ...others]) => {
      if (!first) return [];
      const there = sumOfParcels([first, ...others]);
      const keeps = first.expiresOn === null || first.expiresOn > addDays(first.cameOn, KEEPS_DAYS);
      const { commodityCode, gradeCode } = first;
      const left = keeps ? (there * LEFT_PERCENT) / 100n : 0n;
      return [{ commodityCode, gradeCode, usedBase: (there - left).toString() }];
    }),
  });
}
