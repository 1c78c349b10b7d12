import { CheapestWays } from "./cheapest-ways.ts";
import type { LiveMarket, Side } from "./live-market.ts";

/** How much work it was to prove a market anew. */
export type Effort = { searches: number; pushes: number; pairsRead: number };

/** Proves a market anew after a change; holds the room that searching takes. */
export class Settler {
  private fromLines: CheapestWays;
  private fromOffers: CheapestWays;
  private effort: Effort = { searches: 0, pushes: 0, pairsRead: 0 };

  constructor(readonly market: LiveMarket) {
    this.fromLines = new CheapestWays(market.lines, market.offers);
    this.fromOffers = new CheapestWays(market.offers, market.lines);
  }

  /** The work since it was last asked for. */
  takeEffort(): Effort {
    const effort = this.effort;
    this.effort = { searches: 0, pushes: 0, pairsRead: 0 };
    return effort;
  }

  /**
   * Trades what is loose at one place, cheapest way first, until nothing is or until it is as well off loose. What
   * else is loose at another value is taken for an end of the way at the value it has; it must be settled as well,
   * before or afterwards. Each way carries a whole unit at least, so this ends.
   */
  settle(side: Side, place: number): void {
    const { loose, value, limit, tie } = side;
    if (loose.at[place] === 0 || (value.at[place] === limit.at[place] && tie.at[place] === 0)) return;
    const ways = this.waysFrom(side);
    const read = ways.pairsRead;
    this.effort.searches++;
    ways.start(place);
    while (loose.at[place] !== 0) {
      ways.findNext();
      if (ways.end === place && ways.isEndHere) break;
      this.push(ways, place);
      ways.moved();
      this.effort.pushes++;
    }
    ways.finish();
    this.effort.pairsRead += ways.pairsRead - read;
  }

  private waysFrom(side: Side): CheapestWays {
    if (side === this.market.lines) {
      if (!this.fromLines.isLargeEnough)
        this.fromLines = new CheapestWays(this.market.lines, this.market.offers);
      return this.fromLines;
    }
    if (!this.fromOffers.isLargeEnough)
      this.fromOffers = new CheapestWays(this.market.offers, this.market.lines);
    return this.fromOffers;
  }

  /** Moves as much along the way as all of it allows. */
  private push(ways: CheapestWays, source: number): void {
    const { from, to, end, isEndHere, viaTrade, viaPlace } = ways;
    const { trades, lines } = this.market;
    const { party } = to.chain;
    const amount = this.mostAlong(ways, source);
    from.loose.add(source, -amount);
    let place = end;
    if (isEndHere) from.loose.add(end, amount);
    else {
      to.loose.add(end, -amount);
      place = viaPlace[end] as number;
      if (from === lines) trades.buy(place, end, amount);
      else trades.buy(end, place, amount);
    }
    while (place !== source) {
      const trade = viaTrade[place] as number;
      const between = party.at[trade] as number;
      if (trades.quantity.at[trade] === amount) ways.cut(place);
      trades.giveBack(trade, amount);
      place = viaPlace[between] as number;
      if (from === lines) trades.buy(place, between, amount);
      else trades.buy(between, place, amount);
    }
  }

  private mostAlong({ from, to, end, isEndHere, viaTrade, viaPlace }: CheapestWays, source: number): number {
    const { party } = to.chain;
    let most = from.loose.at[source] as number;
    if (!isEndHere) most = Math.min(most, to.loose.at[end] as number);
    for (let place = isEndHere ? end : (viaPlace[end] as number); place !== source; ) {
      const trade = viaTrade[place] as number;
      most = Math.min(most, this.market.trades.quantity.at[trade] as number);
      place = viaPlace[party.at[trade] as number] as number;
    }
    return most;
  }
}
