import { sayRefusal } from "#app/i18n/refusals.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Refusal } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { ContractLineShown } from "./contract-reads.server.ts";
import { type PricedLine, priceFactsOn, priceLockOn } from "./price-facts-reads.server.ts";
import { type PriceBecause, priceOn, pricePerPack } from "./price-rule.ts";

export type TodaysPrice =
  | { readonly because: PriceBecause }
  /** In words: a browser that could say every refusal would have to bring every sentence. */
  | { readonly refused: string };

type Places = { readonly hubRegionCode: string; readonly destinationRegionCode: string };

/** What a rule comes to on a day, in a pack of this size; or why it comes to nothing. */
export async function ruleOn(
  line: PricedLine & { readonly basePerPack: bigint },
  places: Places,
  day: BusinessDay,
  on: Executor = db(),
): Promise<TodaysPrice> {
  try {
    const found = priceOn(line.priceRule, await priceFactsOn(line, places, day, on));
    return { because: pricePerPack(found, line.baseUnit, line.basePerPack).because };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: sayRefusal(error.code, error.params) };
  }
}

/** What a call-off that is opened on this day pays for each line, by line id: the locked price, or what the rule finds. */
export async function pricesOn(
  lines: readonly ContractLineShown[],
  places: Places,
  day: BusinessDay,
  on: Executor = db(),
): Promise<Record<string, TodaysPrice>> {
  const prices: Record<string, TodaysPrice> = {};
  for (const line of lines) {
    const lock = await priceLockOn(line.id, day, on);
    if (!lock) {
      prices[line.id] = await ruleOn(line, places, day, on);
      continue;
    }
    const because = { ...lock.because, lockedFrom: lock.startsOn, lockedTo: lock.endsOn };
    const locked = pricePerPack({ priceRupiah: lock.priceRupiah, because }, line.baseUnit, line.basePerPack);
    prices[line.id] = { because: locked.because };
  }
  return prices;
}
