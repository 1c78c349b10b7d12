import type { ArrangedMarket } from "../arrange.ts";
import { idAt } from "../id-column.ts";
import type { LiveMarket, Side } from "./live-market.ts";
import type { MarketEvent, PricedPartner } from "./market-event.ts";
import type { Places } from "./solved-live.ts";

/**
 * What must happen to a live market so that it becomes `next`, in an order in which every event makes sense. Null when
 * that is more than `most` events, or something that a live market cannot become: then it is opened anew.
 *
 * A line or an offer of which more than a few pairs changed leaves and comes back, which is two events instead of many.
 * Looks once at every pair.
 */
export function changesTo(market: LiveMarket, next: ArrangedMarket, most: number): MarketEvent[] | null {
  if (next.classes > market.classes || next.idle.length > 0) return null;
  const comparison = new Comparison(market, next, most);
  return comparison.isTooMuch ? null : comparison.events();
}

/** Where the lines and offers of `next` stand, once everything of `changesTo` has happened. */
export function placesOf({ lines, offers }: LiveMarket, next: ArrangedMarket): Places {
  const places = (side: Side, ids: readonly string[]) =>
    Int32Array.from(ids, (id) => side.places.get(id) as number);
  return { lines: places(lines, lineNames(next)), offers: places(offers, offerNames(next)) };
}

function lineNames({ lineIds, lineAt }: ArrangedMarket): string[] {
  return Array.from(lineAt, (at) => idAt(lineIds, at));
}

function offerNames({ offerIds, offerAt }: ArrangedMarket): string[] {
  return Array.from(offerAt, (at) => idAt(offerIds, at));
}

const NEW = -1;
// Each event looks for the best anew, so a place is better withdrawn than changed many times.
const FEW = 2;

/** A pair, by position in the next market, at its new cost; null where it is no longer allowed. */
type PairChange = { readonly line: number; readonly offer: number; readonly cost: number | null };

class Comparison {
  isTooMuch = false;
  private readonly lineIds: string[];
  private readonly offerIds: string[];
  /** By position in the next market: the place in the live one; `NEW` for who arrives, or leaves and comes back. */
  private readonly linePlace: Int32Array;
  private readonly offerPlace: Int32Array;
  private changes: PairChange[] = [];

  constructor(
    private readonly market: LiveMarket,
    private readonly next: ArrangedMarket,
    private readonly most: number,
  ) {
    this.lineIds = lineNames(next);
    this.offerIds = offerNames(next);
    this.linePlace = Int32Array.from(this.lineIds, (id, line) => {
      const place = market.lines.places.get(id) ?? NEW;
      return place !== NEW && market.lineClass.at[place] === next.lineClass[line] ? place : NEW;
    });
    this.offerPlace = Int32Array.from(this.offerIds, (id) => market.offers.places.get(id) ?? NEW);
    this.isTooMuch = this.countNew() > most || !this.comparePairs();
    if (!this.isTooMuch) this.renewWhoChangedMuch();
  }

  /** Withdrawals, then what changes between those who stay, then arrivals: of offers first, because lines name them. */
  events(): MarketEvent[] | null {
    const { market } = this;
    const events: MarketEvent[] = [
      ...this.gone(market.lines, this.linePlace).map((id) => ({ kind: "lineWithdrawn", id }) as const),
      ...this.gone(market.offers, this.offerPlace).map((id) => ({ kind: "offerWithdrawn", id }) as const),
      ...this.changes.map((change) => this.pairEvent(change)),
      ...this.quantities(market.offers, this.offerPlace, this.next.offerQuantity, "offerQuantity"),
      ...this.quantities(market.lines, this.linePlace, this.next.lineQuantity, "lineQuantity"),
      ...this.arrivingOffers(),
      ...this.arrivingLines(),
    ];
    return events.length > this.most ? null : events;
  }

  private countNew(): number {
    let count = 0;
    for (const place of this.linePlace) if (place === NEW) count++;
    for (const place of this.offerPlace) if (place === NEW) count++;
    return count;
  }

  /** Notes every pair between two who stay that is not as it was. False when there are too many to be worth it. */
  private comparePairs(): boolean {
    const { market, next, offerPlace, linePlace, changes } = this;
    const changesMax = this.most * 64;
    const positionOf = new Int32Array(market.offers.ids.length).fill(NEW);
    for (const [offer, place] of offerPlace.entries()) if (place !== NEW) positionOf[place] = offer;
    const cost = new Float64Array(market.offers.ids.length);
    const marked = new Int32Array(market.offers.ids.length).fill(NEW);
    for (let line = 0; line < linePlace.length; line++) {
      const place = linePlace[line] as number;
      if (place === NEW) continue;
      const begin = market.lines.pairs.start.at[place] as number;
      const end = begin + (market.lines.pairs.length.at[place] as number);
      const pool = market.lines.pairs.pool.at;
      for (let at = begin; at < end; at += 2) {
        marked[pool[at] as number] = line;
        cost[pool[at] as number] = pool[at + 1] as number;
      }
      let known = 0;
      for (let arc = next.start[line] as number; arc < (next.start[line + 1] as number); arc += 2) {
        const offer = next.arcs[arc] as number;
        const there = offerPlace[offer] as number;
        if (there === NEW) continue;
        const newCost = next.arcs[arc + 1] as number;
        const isKnown = marked[there] === line;
        if (isKnown) known++;
        if (!isKnown || cost[there] !== newCost) changes.push({ line, offer, cost: newCost });
        marked[there] = NEW;
      }
      if (2 * known < end - begin) {
        for (let at = begin; at < end; at += 2) {
          const there = pool[at] as number;
          if (marked[there] !== line || positionOf[there] === NEW) continue;
          changes.push({ line, offer: positionOf[there] as number, cost: null });
        }
      }
      if (changes.length > changesMax) return false;
    }
    return true;
  }

  private renewWhoChangedMuch(): void {
    this.renew(this.offerPlace, ({ offer }) => offer);
    this.renew(this.linePlace, ({ line }) => line);
  }

  private renew(places: Int32Array, positionOf: (change: PairChange) => number): void {
    const count = new Int32Array(places.length);
    for (const change of this.changes) count[positionOf(change)] = (count[positionOf(change)] as number) + 1;
    for (const [position, changed] of count.entries()) if (changed > FEW) places[position] = NEW;
    this.changes = this.changes.filter((change) => places[positionOf(change)] !== NEW);
  }

  private gone({ places }: Side, kept: Int32Array): string[] {
    const stays = new Set(kept);
    return Array.from(places)
      .filter(([, place]) => !stays.has(place))
      .map(([id]) => id);
  }

  private pairEvent({ line, offer, cost }: PairChange): MarketEvent {
    const pair = { line: this.lineIds[line] as string, offer: this.offerIds[offer] as string };
    return cost === null ? { kind: "pairForbidden", ...pair } : { kind: "pairPrice", ...pair, cost };
  }

  private quantities(
    { quantity, ids }: Side,
    places: Int32Array,
    next: Float64Array,
    kind: "lineQuantity" | "offerQuantity",
  ): MarketEvent[] {
    return Array.from(places).flatMap((place, position) => {
      const now = next[position] as number;
      return place === NEW || quantity.at[place] === now
        ? []
        : [{ kind, id: ids[place] as string, quantity: now }];
    });
  }

  /** Offers that arrive, with the lines that stay; who arrives after them names them itself. */
  private arrivingOffers(): MarketEvent[] {
    const { next, offerPlace, linePlace, lineIds, offerIds } = this;
    const partners = new Map<number, PricedPartner[]>();
    for (const [offer, place] of offerPlace.entries()) if (place === NEW) partners.set(offer, []);
    if (partners.size === 0) return [];
    for (let line = 0; line < linePlace.length; line++) {
      if (linePlace[line] === NEW) continue;
      for (let arc = next.start[line] as number; arc < (next.start[line + 1] as number); arc += 2) {
        const offer = next.arcs[arc] as number;
        if (offerPlace[offer] !== NEW) continue;
        partners.get(offer)?.push({ id: lineIds[line] as string, cost: next.arcs[arc + 1] as number });
      }
    }
    return Array.from(partners, ([offer, lines]) => ({
      kind: "offerArrives",
      id: offerIds[offer] as string,
      quantity: next.offerQuantity[offer] as number,
      lines,
    }));
  }

  private arrivingLines(): MarketEvent[] {
    const { next, linePlace, lineIds, offerIds } = this;
    const events: MarketEvent[] = [];
    for (const [line, place] of linePlace.entries()) {
      if (place !== NEW) continue;
      const offers: PricedPartner[] = [];
      for (let arc = next.start[line] as number; arc < (next.start[line + 1] as number); arc += 2)
        offers.push({ id: offerIds[next.arcs[arc] as number] as string, cost: next.arcs[arc + 1] as number });
      events.push({
        kind: "lineArrives",
        id: lineIds[line] as string,
        class: next.lineClass[line] as number,
        quantity: next.lineQuantity[line] as number,
        offers,
      });
    }
    return events;
  }
}
