import { CheapestWay } from "./cheapest-way.ts";
import type { LiveMarket, Side } from "./live-market.ts";

/** How much work it was to prove a market anew. */
export type Effort = { searches: number; pushes: number; pairsRead: number };

/** Proves a market anew after a change; holds the room that searching takes. */
export class Settler {
  private fromLines: CheapestWay;
  private fromOffers: CheapestWay;
  private effort: Effort = { searches: 0, pushes: 0, pairsRead: 0 };

  constructor(readonly market: LiveMarket) {
    this.fromLines = new CheapestWay(market.lines, market.offers);
    this.fromOffers = new CheapestWay(market.offers, market.lines);
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
    if (loose.at[place] === 0) return;
    const way = this.wayFrom(side);
    const read = way.pairsRead;
    while (loose.at[place] !== 0 && (value.at[place] !== limit.at[place] || tie.at[place] !== 0)) {
      way.find(place);
      this.effort.searches++;
      shiftValues(way);
      if (way.end === place && way.isEndHere) break;
      this.push(way, place);
      this.effort.pushes++;
    }
    this.effort.pairsRead += way.pairsRead - read;
  }

  private wayFrom(side: Side): CheapestWay {
    if (side === this.market.lines) {
      if (!this.fromLines.isLargeEnough)
        this.fromLines = new CheapestWay(this.market.lines, this.market.offers);
      return this.fromLines;
    }
    if (!this.fromOffers.isLargeEnough)
      this.fromOffers = new CheapestWay(this.market.offers, this.market.lines);
    return this.fromOffers;
  }

  /** Moves as much along the way as all of it allows. */
  private push({ from, to, end, isEndHere, viaTrade, viaPlace }: CheapestWay, source: number): void {
    const { trades, lines } = this.market;
    const { party } = to.chain;
    let amount = from.loose.at[source] as number;
    if (!isEndHere) amount = Math.min(amount, to.loose.at[end] as number);
    for (let place = isEndHere ? end : (viaPlace[end] as number); place !== source; ) {
      const trade = viaTrade[place] as number;
      amount = Math.min(amount, trades.quantity.at[trade] as number);
      place = viaPlace[party.at[trade] as number] as number;
    }
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
      trades.giveBack(trade, amount);
      place = viaPlace[between] as number;
      if (from === lines) trades.buy(place, between, amount);
      else trades.buy(between, place, amount);
    }
  }
}

/** Brings every place that was nearer than the end of the way to the value at which the whole way costs nothing beyond. */
function shiftValues(way: CheapestWay): void {
  const { from, to, money, tie } = way;
  shift(from, way.here, way.hereMoney, way.hereTie, money, tie);
  shift(to, way.there, way.thereMoney, way.thereTie, money, tie);

  function shift(
    side: Side,
    places: readonly number[],
    nearMoney: Float64Array,
    nearTie: Float64Array,
    endMoney: number,
    endTie: number,
  ): void {
    for (const place of places) {
      const byMoney = endMoney - (nearMoney[place] as number);
      const byTie = endTie - (nearTie[place] as number);
      if (byMoney !== 0) side.value.add(place, from.sign * byMoney);
      if (byTie !== 0) side.tie.add(place, from.sign * byTie);
    }
  }
}
