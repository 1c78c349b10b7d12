import { tieHash } from "../tie-hash.ts";
import { Frontier } from "./frontier.ts";
import type { Side } from "./live-market.ts";
import { NearPairs } from "./near-pairs.ts";

const FIRST_BOUND = 8;
const WIDER = 2;
const NOBODY = -1;

/**
 * The cheapest ways for what is loose at one place to stop being loose, one after the other: over a pair to the other
 * side, back over a trade that gives way, and so on, until somebody on the other side has something loose as well, or
 * somebody on this side is as well off loose.
 *
 * Found by Dijkstra's method on what each pair costs beyond the values of its two ends, which is never below zero. No
 * way is cheaper than the one before it, so the search goes on where it stopped: after goods have moved, only what was
 * reached over a trade that came to nothing has to be reached anew. What is in the tree has a value of its own, the one
 * it had when it joined and what the ways have become dearer since; it is written only when a place leaves the tree.
 */
export class CheapestWays {
  /** Where the way ends, and on which side. */
  end = NOBODY;
  isEndHere = true;
  /** For each place of this side in the tree the trade that led to it. */
  readonly viaTrade: Int32Array;
  /** For each place of the other side the one of this side that reached it. */
  readonly viaPlace: Int32Array;
  /** Pairs looked at since the start; for benchmarks. */
  pairsRead = 0;

  private source = NOBODY;
  /** How far the search has come: what the last way costs beyond the values that its ends had at the start. */
  private nowMoney = 0;
  private nowTie = 0;
  /** Pairs that lead farther are passed over: nearly every way costs little, and nearly every pair much. */
  private bound = 0;
  private joins = 0;
  /** Who is in the tree, parents before children: a place of this side as it is, one of the other side as `~place`. */
  private tree: number[] = [];
  private lost: number[] = [];
  private readonly unread: number[] = [];
  /** The running number under which a place joined; zero outside the tree. Who leaves and returns has another one. */
  private readonly joinHere: Int32Array;
  private readonly joinThere: Int32Array;
  private readonly isCut: Uint8Array;
  private readonly viaThere: Int32Array;
  private readonly viaJoin: Int32Array;
  private readonly hereMoney: Float64Array;
  private readonly hereTie: Float64Array;
  private readonly thereMoney: Float64Array;
  private readonly thereTie: Float64Array;
  /**
   * Of everybody of this side who was looked at, the pairs within the bound. No other one can come within it: what a
   * pair costs beyond its ends falls by no more than the ways become dearer.
   */
  private readonly near: NearPairs;
  /** Places of the other side that can be passed, and, from `room` on, those of this side where a way can end. */
  private readonly frontier: Frontier;
  private readonly room: number;

  constructor(
    readonly from: Side,
    readonly to: Side,
  ) {
    const here = from.ids.length * 2 + 16;
    const there = to.ids.length * 2 + 16;
    this.viaTrade = new Int32Array(here);
    this.viaThere = new Int32Array(here);
    this.joinHere = new Int32Array(here);
    this.isCut = new Uint8Array(here);
    this.hereMoney = new Float64Array(here);
    this.hereTie = new Float64Array(here);
    this.viaPlace = new Int32Array(there);
    this.viaJoin = new Int32Array(there);
    this.joinThere = new Int32Array(there);
    this.thereMoney = new Float64Array(there);
    this.thereTie = new Float64Array(there);
    this.near = new NearPairs(here, there);
    this.frontier = new Frontier(here + there);
    this.room = there;
  }

  /** Whether both sides still fit; a side that has grown out of it needs a new one. */
  get isLargeEnough(): boolean {
    return this.from.ids.length <= this.viaTrade.length && this.to.ids.length <= this.viaPlace.length;
  }

  /** Begins at a place. Until `finish` is called, the values of who was reached are not what they will be. */
  start(source: number): void {
    this.source = source;
    this.nowMoney = 0;
    this.nowTie = 0;
    this.bound = 0;
    this.joins = 0;
    this.reach(source, NOBODY, NOBODY);
  }

  /** Finds the cheapest way as things are now. There always is one: the source itself can stay loose, at its price. */
  findNext(): void {
    const { frontier, room } = this;
    for (;;) {
      for (let at = this.unread.pop(); at !== undefined; at = this.unread.pop()) this.lookFrom(at);
      const nearest = frontier.nearest;
      if (nearest === NOBODY || (frontier.money[nearest] as number) > this.bound) {
        this.widen();
        continue;
      }
      const money = frontier.money[nearest] as number;
      const tie = frontier.tie[nearest] as number;
      frontier.takeNearest();
      if (!this.isStillSo(nearest, money, tie)) continue;
      this.nowMoney = money;
      this.nowTie = tie;
      this.isEndHere = nearest >= room;
      this.end = this.isEndHere ? nearest - room : nearest;
      if (this.isEndHere) return;
      if ((this.to.loose.at[nearest] as number) > 0) return;
      this.pass(nearest);
    }
  }

  /** Called when the trade that led to a place of this side has come to nothing; `moved` must follow. */
  cut(place: number): void {
    this.isCut[place] = 1;
  }

  /** Called after goods have moved along the way: lets go of what can no longer be reached as it was, and of nothing else. */
  moved(): void {
    const { frontier, end, isEndHere } = this;
    frontier.put(isEndHere ? this.room + end : end, this.nowMoney, this.nowTie);
    this.letGo();
    for (const node of this.lost) if (node >= 0) this.reachOverTrades(node);
    for (const node of this.lost) if (node < 0) this.labelAnew(~node);
    this.lost.length = 0;
  }

  /** Brings everybody who was reached to the value at which the last way costs nothing beyond. */
  finish(): void {
    for (const node of this.tree) this.leave(node);
    this.tree.length = 0;
    this.unread.length = 0;
    this.frontier.clear();
    this.near.clear();
  }

  /** Takes a place of this side into the tree, as far away as the search has come. */
  private reach(at: number, trade: number, there: number): void {
    this.joinHere[at] = ++this.joins;
    this.viaTrade[at] = trade;
    this.viaThere[at] = there;
    this.hereMoney[at] = this.nowMoney;
    this.hereTie[at] = this.nowTie;
    this.tree.push(at);
    this.unread.push(at);
  }

  /** Takes a place of the other side into the tree, and all that trade with it. */
  private pass(at: number): void {
    const { next, first } = this.to.chain;
    const { party } = this.from.chain;
    this.joinThere[at] = ++this.joins;
    this.thereMoney[at] = this.nowMoney;
    this.thereTie[at] = this.nowTie;
    this.tree.push(~at);
    for (let trade = first.at[at] as number; trade !== -1; trade = next.at[trade] as number) {
      const partner = party.at[trade] as number;
      if (this.joinHere[partner] === 0) this.reach(partner, trade, at);
    }
  }

  /** What was noted in the frontier can have become too near since; then it goes back to where it is now, if anywhere. */
  private isStillSo(node: number, money: number, tie: number): boolean {
    if (node >= this.room) {
      const place = node - this.room;
      if (this.joinHere[place] === 0) return false;
      const endMoney = this.endMoney(place);
      const endTie = this.endTie(place);
      if (endMoney === money && endTie === tie) return true;
      this.frontier.put(node, endMoney, endTie);
      return false;
    }
    if (this.viaJoin[node] === this.joinHere[this.viaPlace[node] as number]) return true;
    this.labelAnew(node);
    return false;
  }

  private endMoney(place: number): number {
    const { sign, limit, value } = this.from;
    return (
      (this.hereMoney[place] as number) + sign * ((limit.at[place] as number) - (value.at[place] as number))
    );
  }

  private endTie(place: number): number {
    return (this.hereTie[place] as number) - this.from.sign * (this.from.tie.at[place] as number);
  }

  private widen(): void {
    this.bound = Math.min(this.bound * WIDER + FIRST_BOUND, this.endMoney(this.source));
    this.near.clear();
    for (const node of this.tree) if (node >= 0) this.unread.push(node);
  }

  private lookFrom(at: number): void {
    const { from, to, near, frontier, joinThere } = this;
    const { sign } = from;
    const endNode = this.room + at;
    if (!frontier.has(endNode) && this.endMoney(at) <= this.bound)
      frontier.put(endNode, this.endMoney(at), this.endTie(at));
    if (near.start[at] === NOBODY) this.readRow(at);
    const base = (this.hereMoney[at] as number) - sign * (from.value.at[at] as number);
    const baseTie = (this.hereTie[at] as number) - sign * (from.tie.at[at] as number);
    const end = near.end[at] as number;
    for (let pair = near.start[at] as number; pair < end; pair++) {
      const partner = near.there[pair] as number;
      if (joinThere[partner] !== 0) continue;
      const money = base + (near.cost[pair] as number) + sign * (to.value.at[partner] as number);
      const tie = baseTie + (near.hash[pair] as number) + sign * (to.tie.at[partner] as number);
      if (frontier.wouldGain(partner, money, tie)) this.label(partner, at, money, tie);
    }
  }

  /** Keeps the pairs of a place that has just been reached, or stands in the tree, that are within the bound. */
  private readRow(at: number): void {
    const { from, to, joinThere, thereMoney, nowMoney, near } = this;
    const { sign } = from;
    const pool = from.pairs.pool.at;
    const value = to.value.at;
    const begin = from.pairs.start.at[at] as number;
    const end = begin + (from.pairs.length.at[at] as number);
    // What a place in the tree has gained since it joined is not written yet, so the bound moves instead.
    const own = sign * (from.value.at[at] as number);
    const most = this.bound - (this.hereMoney[at] as number) + own;
    const ownHash = from.hash.at[at] as number;
    this.pairsRead += (end - begin) >> 1;
    near.open(at);
    for (let pair = begin; pair < end; pair += 2) {
      const partner = pool[pair] as number;
      const cost = pool[pair + 1] as number;
      const money = cost + sign * (value[partner] as number);
      if (money > most) continue;
      if (joinThere[partner] !== 0 && money + nowMoney - (thereMoney[partner] as number) > most) continue;
      const otherHash = to.hash.at[partner] as number;
      near.add(at, partner, cost, sign === 1 ? tieHash(ownHash, otherHash) : tieHash(otherHash, ownHash));
    }
    near.close(at);
  }

  private label(partner: number, via: number, money: number, tie: number): void {
    this.viaPlace[partner] = via;
    this.viaJoin[partner] = this.joinHere[via] as number;
    this.frontier.put(partner, money, tie);
  }

  /** Finds how near a place of the other side, which is outside frontier and tree, is to the tree as it is now. */
  private labelAnew(at: number): void {
    const { from, to, joinHere, near } = this;
    const { sign } = from;
    const base = sign * (to.value.at[at] as number);
    const baseTie = sign * (to.tie.at[at] as number);
    let via = NOBODY;
    let leastMoney = Number.POSITIVE_INFINITY;
    let leastTie = 0;
    for (let pair = near.first[at] as number; pair !== NOBODY; pair = near.next[pair] as number) {
      const partner = near.here[pair] as number;
      if (joinHere[partner] === 0) continue;
      const own = (this.hereMoney[partner] as number) - sign * (from.value.at[partner] as number);
      const money = base + own + (near.cost[pair] as number);
      if (money > leastMoney) continue;
      const ownTie = (this.hereTie[partner] as number) - sign * (from.tie.at[partner] as number);
      const tie = baseTie + ownTie + (near.hash[pair] as number);
      if (money === leastMoney && tie >= leastTie) continue;
      leastMoney = money;
      leastTie = tie;
      via = partner;
    }
    if (via !== NOBODY) this.label(at, via, leastMoney, leastTie);
  }

  /** Takes out of the tree who was cut off, and all whom they led to. */
  private letGo(): void {
    const { tree, source } = this;
    let kept = 0;
    for (let at = 0; at < tree.length; at++) {
      const node = tree[at] as number;
      const isHeld =
        node >= 0
          ? node === source || (this.isCut[node] === 0 && this.joinThere[this.viaThere[node] as number] !== 0)
          : this.joinHere[this.viaPlace[~node] as number] !== 0;
      if (isHeld) tree[kept++] = node;
      else {
        this.leave(node);
        this.lost.push(node);
        if (node >= 0) this.isCut[node] = 0;
      }
    }
    tree.length = kept;
  }

  /** Writes the value that a place has come to, and takes it out of the tree. */
  private leave(node: number): void {
    if (node >= 0) {
      this.shift(this.from, node, this.hereMoney[node] as number, this.hereTie[node] as number);
      this.joinHere[node] = 0;
    } else {
      this.shift(this.to, ~node, this.thereMoney[~node] as number, this.thereTie[~node] as number);
      this.joinThere[~node] = 0;
    }
  }

  private shift(side: Side, place: number, sinceMoney: number, sinceTie: number): void {
    const money = this.nowMoney - sinceMoney;
    const tie = this.nowTie - sinceTie;
    if (money !== 0) side.value.add(place, this.from.sign * money);
    if (tie !== 0) side.tie.add(place, this.from.sign * tie);
  }

  private reachOverTrades(at: number): void {
    const { first, next } = this.from.chain;
    const { party } = this.to.chain;
    for (let trade = first.at[at] as number; trade !== -1; trade = next.at[trade] as number) {
      const there = party.at[trade] as number;
      if (this.joinThere[there] === 0) continue;
      this.reach(at, trade, there);
      return;
    }
  }
}
