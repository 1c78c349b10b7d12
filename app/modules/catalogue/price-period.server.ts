import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";

export type PriceMarket = {
  readonly regionCode: string;
  readonly today: BusinessDay;
  readonly storageClass: string;
};

/** Refuses a price that has ended already, or that is promised for longer than the price of such goods stays true. */
export async function refusePricePeriod(
  tx: Transaction,
  validUntil: BusinessDay,
  market: PriceMarket,
): Promise<void> {
  if (validUntil < market.today) throw new RuleBroken("catalogue.priceEnded", { day: validUntil });
  const key = market.storageClass === "dry" ? "market.price_age_days_dry" : "market.price_age_days_fresh";
  const days = await numberParameter(tx, key, { regionCode: market.regionCode, day: market.today });
  const latest = addDays(market.today, days);
  if (validUntil > latest) throw new RuleBroken("catalogue.priceTooLong", { days, day: latest });
}
