import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractPriceLocks } from "#db/schema/contracts.ts";
import type { ContractLineShown } from "./contract-reads.server.ts";
import { priceFactsOn, priceLockOn } from "./price-facts-reads.server.ts";
import { type FoundPrice, priceOn } from "./price-rule.ts";

/**
 * The price per kilogram (litre, piece) of a call-off opened on `day`: the locked one while a lock holds, even when the
 * survey is corrected or missing by then; else what the rule finds, which starts a new lock when the line has a review
 * period. The caller holds the contract, so that two first call-offs cannot both start one.
 */
export async function lockedPrice(
  tx: Transaction,
  line: ContractLineShown,
  places: { readonly hubRegionCode: string; readonly destinationRegionCode: string },
  day: BusinessDay,
): Promise<FoundPrice> {
  const lock = await priceLockOn(line.id, day, tx);
  if (lock)
    return {
      priceRupiah: lock.priceRupiah,
      because: { ...lock.because, lockedFrom: lock.startsOn, lockedTo: lock.endsOn },
    };
  const found = priceOn(line.priceRule, await priceFactsOn(line, places, day, tx));
  if (line.reviewLockDays === 0) return found;
  const endsOn = addDays(day, line.reviewLockDays - 1);
  await tx.insert(contractPriceLocks).values({
    contractLineId: line.id,
    startsOn: day,
    endsOn,
    priceRupiah: found.priceRupiah,
    because: found.because,
  });
  return { ...found, because: { ...found.because, lockedFrom: day, lockedTo: endsOn } };
}
