import { invariant } from "#app/kernel/errors.ts";
import { tieHash } from "../tie-hash.ts";
import type { LiveMarket, Side } from "./live-market.ts";

/**
 * Checks everything that `LiveMarket` promises, over every pair and every trade. Takes time in all the pairs, so it
 * is for tests and measurements: an event keeps each promise by itself.
 */
export function assertProven(market: LiveMarket): void {
  const { lines, offers, trades } = market;
  for (const side of [lines, offers]) for (const place of side.ids.keys()) assertSettled(side, place);
  for (const line of lines.ids.keys()) {
    lines.pairs.eachPair(line, (offer, cost) => {
      const { money, tie } = beyond(market, line, offer, cost);
      const name = `${lines.ids[line]} and ${offers.ids[offer]}`;
      invariant(money > 0 || (money === 0 && tie >= 0), `${name} would gain by trading`);
      if (trades.find(line, offer) !== -1) invariant(money === 0 && tie === 0, `${name} lose by trading`);
    });
  }
  assertAddsUp(market, lines);
  assertAddsUp(market, offers);
}

function assertSettled({ ids, sign, value, tie, limit, loose }: Side, place: number): void {
  const money = sign * ((limit.at[place] as number) - (value.at[place] as number));
  const left = -sign * (tie.at[place] as number);
  invariant(money > 0 || (money === 0 && left >= 0), `${ids[place]} has a value past its limit`);
  if ((loose.at[place] as number) > 0) invariant(money === 0 && left === 0, `${ids[place]} is not settled`);
}

function assertAddsUp({ trades }: LiveMarket, { ids, quantity, loose, chain }: Side): void {
  for (const place of ids.keys()) {
    let sum = loose.at[place] as number;
    for (let at = chain.first.at[place] as number; at !== -1; at = chain.next.at[at] as number) {
      invariant((trades.quantity.at[at] as number) > 0, "a trade moves something");
      sum += trades.quantity.at[at] as number;
    }
    invariant(sum === quantity.at[place], `${ids[place]} adds up`);
  }
}

function beyond({ lines, offers }: LiveMarket, line: number, offer: number, cost: number) {
  const hash = tieHash(lines.hash.at[line] as number, offers.hash.at[offer] as number);
  return {
    money: cost + (offers.value.at[offer] as number) - (lines.value.at[line] as number),
    tie: hash + (offers.tie.at[offer] as number) - (lines.tie.at[line] as number),
  };
}
