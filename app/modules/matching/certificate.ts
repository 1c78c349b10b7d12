import type { ArrangedMarket } from "./arrange.ts";
import type { Component } from "./components.ts";
import type { TransportAnswer } from "./simplex/solve-transport.ts";

/** Exact prices and rents of a whole market, in the market's order. */
export type Dual = {
  readonly penalty: bigint;
  readonly lineValue: readonly bigint[];
  readonly offerRent: readonly bigint[];
};

/**
 * What going without one unit costs in the certificate's terms: one step of urgency must outweigh any path of costs.
 * Twice the product that the format asks for, so that a value names its class and its amount unmistakably.
 */
function penaltyOf({ lineIds, costMax }: ArrangedMarket): bigint {
  return 2n * BigInt(lineIds.length) * BigInt(costMax) + 1n;
}

/**
 * Puts the values of all components on one scale and adds lines and offers that belong to none.
 *
 * A component reckons with its own small step of urgency. A basis that is optimal for one large enough step is optimal
 * for every larger one, so each value is read back as "so many steps and so much money" and written with the
 * market's own penalty. Offers of quantity zero then take the least rent their buyers force, and lines that ask for
 * nothing the price at which they could buy.
 */
export function wholeDual(market: ArrangedMarket, solved: readonly SolvedComponent[]): Dual {
  const penalty = penaltyOf(market);
  const whenUnfilled = (line: number) =>
    penalty * BigInt(market.classes - (market.lineClass[line] as number));
  const lineValue = market.lineIds.map((_, line) => whenUnfilled(line));
  const offerRent = market.offerIds.map(() => 0n);
  for (const { component, answer } of solved) {
    const { lines, offers, costBase } = component;
    for (const [local, line] of lines.entries()) {
      const { steps, money } = readBack(component, answer.value[local] as number, market.classes);
      lineValue[line] = penalty * steps + BigInt(steps === 0n ? money + costBase : money);
    }
    for (const [local, offer] of offers.entries()) {
      const { steps, money } = readBack(
        component,
        answer.value[lines.length + local] as number,
        market.classes,
      );
      offerRent[offer] = penalty * steps + BigInt(steps === 0n ? money : money - costBase);
    }
  }
  coverEmpty(market, lineValue, offerRent);
  return { penalty, lineValue, offerRent };
}

export type SolvedComponent = { readonly component: Component; readonly answer: TransportAnswer };

function readBack({ step, classOfLevel }: Component, value: number, classes: number) {
  const level = Math.round(value / step);
  const urgency = classOfLevel[level] as number;
  return { steps: level === 0 ? 0n : BigInt(classes - urgency), money: value - level * step };
}

function coverEmpty(market: ArrangedMarket, lineValue: bigint[], offerRent: bigint[]): void {
  const { start, pairOffer, pairCost, lineQuantity, offerQuantity } = market;
  const eachPair = (
    use: (line: number, offer: number, cost: bigint) => void,
    ofLine: (line: number) => boolean,
  ) => {
    for (let line = 0; line < lineQuantity.length; line++) {
      if (!ofLine(line)) continue;
      for (let at = start[line] as number; at < (start[line + 1] as number); at++) {
        const offer = pairOffer[at] as number;
        if (lineQuantity[line] === 0 || offerQuantity[offer] === 0)
          use(line, offer, BigInt(pairCost[at] as number));
      }
    }
  };
  const asks = (line: number) => lineQuantity[line] !== 0;
  eachPair((line, offer, cost) => {
    const forced = (lineValue[line] as bigint) - cost;
    if (forced > (offerRent[offer] as bigint)) offerRent[offer] = forced;
  }, asks);
  eachPair(
    (line, offer, cost) => {
      const price = cost + (offerRent[offer] as bigint);
      if (price < (lineValue[line] as bigint)) lineValue[line] = price;
    },
    (line) => !asks(line),
  );
}
