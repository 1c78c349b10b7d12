import { type Amounts, bareAmounts, isAbove } from "./amounts.ts";
import type { ArrangedMarket } from "./arrange.ts";
import type { Component } from "./components.ts";
import type { SolvedComponent } from "./solve-component.ts";

/** Exact prices and rents of a whole market, in the market's order: `steps × penalty + milli`. */
export type Dual = {
  readonly penalty: bigint;
  readonly lineValue: Amounts;
  readonly offerRent: Amounts;
};

/**
 * What going without one unit costs in the certificate's terms: one step of urgency must outweigh any path of costs.
 * Twice the product that the format asks for, so that a value names its class and its amount unmistakably.
 */
function penaltyOf({ lineAt, costMax }: ArrangedMarket): bigint {
  return 2n * BigInt(lineAt.length) * BigInt(costMax) + 1n;
}

/**
 * Puts the values of all components on one scale and adds lines and offers that belong to none.
 *
 * A component reckons with its own small step of urgency. A basis that is optimal for one large enough step is optimal
 * for every larger one, so each value is read back as "so many steps and so much money". Offers of quantity zero then
 * take the least rent their buyers force, and lines that ask for nothing the price at which they could buy.
 */
export function wholeDual(market: ArrangedMarket, solved: readonly SolvedComponent[]): Dual {
  const lineValue = bareAmounts(market.lineQuantity.length);
  const offerRent = bareAmounts(market.offerQuantity.length);
  for (const [line, urgency] of market.lineClass.entries()) lineValue.steps[line] = market.classes - urgency;
  for (const { component, answer } of solved) {
    const { lines, offers, costBase } = component;
    for (const [local, line] of lines.entries())
      readBack(component, answer.value[local] as number, market.classes, lineValue, line, costBase);
    for (const [local, offer] of offers.entries()) {
      const value = answer.value[lines.length + local] as number;
      readBack(component, value, market.classes, offerRent, offer, -costBase);
    }
  }
  coverIdle(market, lineValue, offerRent);
  return { penalty: penaltyOf(market), lineValue, offerRent };
}

/** A line's money is counted from its cheapest offer, and a rent from nothing: `costBase` goes where no step is. */
function readBack(
  { step, classOfLevel }: Component,
  value: number,
  classes: number,
  into: Amounts,
  at: number,
  costBase: number,
): void {
  const level = Math.round(value / step);
  const steps = level === 0 ? 0 : classes - (classOfLevel[level] as number);
  const money = value - level * step;
  into.steps[at] = steps;
  into.milli[at] = money + (steps === 0 ? Math.max(0, costBase) : Math.min(0, costBase));
}

/** Gives offers that have nothing the rent that their buyers force, then lines that ask nothing what they would pay. */
function coverIdle({ idle, lineQuantity }: ArrangedMarket, value: Amounts, rent: Amounts): void {
  for (const { line, offer, cost } of idle) {
    if (lineQuantity[line] === 0) continue;
    const steps = value.steps[line] as number;
    const milli = (value.milli[line] as number) - cost;
    if (!isAbove(steps, milli, rent.steps[offer] as number, rent.milli[offer] as number)) continue;
    rent.steps[offer] = steps;
    rent.milli[offer] = milli;
  }
  for (const { line, offer, cost } of idle) {
    if (lineQuantity[line] !== 0) continue;
    const steps = rent.steps[offer] as number;
    const milli = (rent.milli[offer] as number) + cost;
    if (!isAbove(value.steps[line] as number, value.milli[line] as number, steps, milli)) continue;
    value.steps[line] = steps;
    value.milli[line] = milli;
  }
}
