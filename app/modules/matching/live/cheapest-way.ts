import { tieHash } from "../tie-hash.ts";
import { Frontier } from "./frontier.ts";
import type { Side } from "./live-market.ts";

const WIDER = 7;

/**
 * The cheapest way for one more unit of a place to stop being loose: over a pair to the other side, back over a trade
 * that gives way, and so on, until somebody on the other side has something loose as well, or somebody on this side
 * is as well off loose.
 *
 * Found by Dijkstra's method on what each pair costs beyond the values of its two ends, which is never below zero. It
 * looks no further than the end it finds, so a change is felt as far as its price goes and no further.
 */
export class CheapestWay {
  /** Where the way ends, and on which side. */
  end = -1;
  isEndHere = true;
  /** What the way costs beyond the values of its two ends. */
  money = 0;
  tie = 0;
  /** Places of this side that were reached, in order; for each the trade that led to it, -1 for the first. */
  readonly here: number[] = [];
  /** Places of the other side that were passed, in order. */
  readonly there: number[] = [];
  viaTrade: Int32Array;
  /** For each place of the other side the one of this side that reached it. */
  viaPlace: Int32Array;
  /** Pairs looked at since the start; for benchmarks. */
  pairsRead = 0;

  private run = 0;
  private nowMoney = 0;
  private nowTie = 0;
  private seenHere: Int32Array;
  private seenThere: Int32Array;
  private passedThere: Int32Array;
  hereMoney: Float64Array;
  hereTie: Float64Array;
  thereMoney: Float64Array;
  thereTie: Float64Array;
  private frontier: Frontier;

  constructor(
    readonly from: Side,
    readonly to: Side,
  ) {
    const here = from.ids.length * 2 + 16;
    const there = to.ids.length * 2 + 16;
    this.viaTrade = new Int32Array(here);
    this.seenHere = new Int32Array(here);
    this.hereMoney = new Float64Array(here);
    this.hereTie = new Float64Array(here);
    this.viaPlace = new Int32Array(there);
    this.seenThere = new Int32Array(there);
    this.passedThere = new Int32Array(there);
    this.thereMoney = new Float64Array(there);
    this.thereTie = new Float64Array(there);
    this.frontier = new Frontier(this.thereMoney, this.thereTie, new Int32Array(there));
  }

  /** Whether both sides still fit; a side that has grown out of it needs a new one. */
  get isLargeEnough(): boolean {
    return this.from.ids.length <= this.viaTrade.length && this.to.ids.length <= this.viaPlace.length;
  }

  /**
   * Finds the cheapest way from `source`. Nearly every way costs little beyond the values, and nearly every pair much:
   * pairs beyond a bound are passed over, and the bound is widened only when nothing ends within it.
   */
  find(source: number): void {
    for (let bound = 0; ; bound = bound * WIDER + WIDER) {
      this.findWithin(source, bound);
      if (this.end !== -1) return;
    }
  }

  private findWithin(source: number, bound: number): void {
    this.run++;
    this.end = -1;
    this.here.length = 0;
    this.there.length = 0;
    this.frontier.clear();
    this.nowMoney = 0;
    this.nowTie = 0;
    this.money = bound;
    this.tie = Number.POSITIVE_INFINITY;
    this.reach(source, -1);
    let next = 0;
    for (;;) {
      for (; next < this.here.length; next++) {
        this.lookFrom(this.here[next] as number);
        if (this.money === this.nowMoney && this.tie === this.nowTie) return;
      }
      let nearest = this.frontier.takeNearest();
      while (nearest !== -1 && this.passedThere[nearest] === this.run) nearest = this.frontier.takeNearest();
      if (nearest === -1) return;
      const money = this.thereMoney[nearest] as number;
      const tie = this.thereTie[nearest] as number;
      if (money > this.money || (money === this.money && tie >= this.tie)) return;
      this.nowMoney = money;
      this.nowTie = tie;
      this.pass(nearest);
    }
  }

  /** Notes that `at` is reached now, and that the way could end there if it may as well stay loose. */
  private reach(at: number, trade: number): void {
    const { from } = this;
    this.seenHere[at] = this.run;
    this.viaTrade[at] = trade;
    this.hereMoney[at] = this.nowMoney;
    this.hereTie[at] = this.nowTie;
    this.here.push(at);
    const money = this.nowMoney + from.sign * ((from.limit.at[at] as number) - (from.value.at[at] as number));
    const tie = this.nowTie - from.sign * (from.tie.at[at] as number);
    if (money > this.money || (money === this.money && tie >= this.tie)) return;
    this.money = money;
    this.tie = tie;
    this.end = at;
    this.isEndHere = true;
  }

  /** Passes through a place of the other side to all that trade with it. */
  private pass(at: number): void {
    const { next, first } = this.to.chain;
    const { party } = this.from.chain;
    this.passedThere[at] = this.run;
    this.there.push(at);
    for (let trade = first.at[at] as number; trade !== -1; trade = next.at[trade] as number) {
      const partner = party.at[trade] as number;
      if (this.seenHere[partner] !== this.run) this.reach(partner, trade);
    }
  }

  private lookFrom(at: number): void {
    const { from, to, run, seenThere, thereMoney, nowTie } = this;
    const { sign } = from;
    const pool = from.pairs.pool.at;
    const value = to.value.at;
    const begin = from.pairs.start.at[at] as number;
    const end = begin + (from.pairs.length.at[at] as number);
    const base = this.nowMoney - sign * (from.value.at[at] as number);
    const ownTie = from.tie.at[at] as number;
    const ownHash = from.hash.at[at] as number;
    this.pairsRead += (end - begin) >> 1;
    for (let pair = begin; pair < end; pair += 2) {
      const partner = pool[pair] as number;
      const money = base + (pool[pair + 1] as number) + sign * (value[partner] as number);
      if (money > this.money || (seenThere[partner] === run && money > (thereMoney[partner] as number)))
        continue;
      const otherHash = to.hash.at[partner] as number;
      const hash = sign === 1 ? tieHash(ownHash, otherHash) : tieHash(otherHash, ownHash);
      this.label(partner, at, money, nowTie + hash + sign * ((to.tie.at[partner] as number) - ownTie));
    }
  }

  private label(partner: number, via: number, money: number, tie: number): void {
    if (money === this.money && tie >= this.tie) return;
    const isKnown = this.seenThere[partner] === this.run;
    if (isKnown && money === this.thereMoney[partner] && tie >= (this.thereTie[partner] as number)) return;
    this.seenThere[partner] = this.run;
    this.viaPlace[partner] = via;
    this.thereMoney[partner] = money;
    this.thereTie[partner] = tie;
    if ((this.to.loose.at[partner] as number) > 0) {
      this.money = money;
      this.tie = tie;
      this.end = partner;
      this.isEndHere = false;
      return;
    }
    // A place passed at once stays in the frontier, where it must stand as near as it has become, or others are misled.
    if (isKnown) this.frontier.moveUp(partner);
    if (money === this.nowMoney && tie === this.nowTie) this.pass(partner);
    else if (!isKnown) this.frontier.add(partner);
  }
}
