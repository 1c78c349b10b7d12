import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { ContractState } from "./contract-lifecycle.ts";

/**
 * A contract (KAD) binds a trade center and a buyer in another region: so much of one commodity and grade a month, at
 * a price that a rule finds, for a period. Always true: what its call-offs draw in a month never exceeds the agreed
 * maximum plus tolerance, and it is drafted by one person and signed by another.
 *
 * A call-off draws all its packs while it is open, what koperasi took once its shares are fixed, what the truck carries
 * once it left, and what arrived once it is closed. What falls short is free again in the same month, not in the next.
 */

/** The month that a delivery day is drawn from: "2026-03". */
export function monthOf(day: BusinessDay): string {
  return day.slice(0, 7);
}

/** Most base units that may be drawn in one month: the maximum and its tolerance, cut to whole units. */
export function monthLimitOf(terms: {
  readonly volumeMaxBasePerMonth: bigint;
  readonly toleranceBasisPoints: number;
}): bigint {
  return (
    terms.volumeMaxBasePerMonth + (terms.volumeMaxBasePerMonth * BigInt(terms.toleranceBasisPoints)) / 10_000n
  );
}

/**
 * What a call-off draws when only `comingBase` of it can still come. A draw never grows: what it left free may be
 * promised to another call-off already, so goods beyond it are taken without asking the month for more.
 */
export function drawOf(drawnBase: bigint, comingBase: bigint): bigint {
  invariant(comingBase >= 0n, "nothing less than nothing comes");
  return comingBase < drawnBase ? comingBase : drawnBase;
}

/** Refuses a call-off on a contract that does not stand, outside its period, in the past, or with an impossible deadline. */
export function checkCallOffDay(
  contract: { readonly state: ContractState; readonly startsOn: BusinessDay; readonly endsOn: BusinessDay },
  asked: {
    readonly deliveryDay: BusinessDay;
    readonly today: BusinessDay;
    readonly answerBy: Date;
    readonly at: Date;
    /** When the delivery day begins on the clock of the trade center. */
    readonly dayBegins: Date;
  },
): void {
  if (contract.state !== "active") throw new RuleBroken("contracts.notActive");
  if (asked.deliveryDay < contract.startsOn || asked.deliveryDay > contract.endsOn)
    throw new RuleBroken("contracts.outsidePeriod", { startsOn: contract.startsOn, endsOn: contract.endsOn });
  if (asked.deliveryDay < asked.today) throw new RuleBroken("contracts.dayPassed");
  if (asked.answerBy <= asked.at || asked.answerBy >= asked.dayBegins)
    throw new RuleBroken("contracts.badDeadline");
}

/**
 * The key by which a koperasi that offers itself shares in a call-off: what its open listings say it can bring a day,
 * in kilograms (litres, pieces), and at least one. The trade center may agree on another.
 */
export function weightOf(capacityBasePerDay: bigint, perUnit: bigint): number {
  const weight = capacityBasePerDay / perUnit;
  return Number(weight < 1n ? 1n : weight > 1_000_000_000n ? 1_000_000_000n : weight);
}
