import { RuleBroken } from "#app/kernel/errors.ts";
import type { Amounts } from "../amounts.ts";
import type { ArrangedMarket } from "../arrange.ts";
import { type LineLimits, noLineLimits } from "../cell-limits.ts";
import { findPairs, PairRoom } from "../cell-pairs.ts";
import { idAt } from "../id-column.ts";
import { type CellRules, type ExclusionCounts, exclusionReasons } from "../market.ts";
import { orderCell } from "../order-cell.ts";
import type { MatchResult } from "../result.ts";
import { type CellRows, packRows } from "../rows.ts";
import { type SolvedMarket, solveArranged } from "../solve-arranged.ts";
import { arrangedCell } from "../solve-cell.ts";
import {
  buyersLeftOut,
  type CellMarket,
  type LineAnswer,
  type LineWish,
  type ListingWish,
  type LotAnswer,
  withLineWish,
  withListingWish,
} from "../what-if.ts";
import { applyEvent } from "./apply-event.ts";
import { bringNearer } from "./bring-nearer.ts";
import { changesTo } from "./changes.ts";
import { isChoiceDecided } from "./decided.ts";
import { type FreeLot, lineWithinLimits } from "./line-within-limits.ts";
import { tradesOf } from "./live-answer.ts";
import type { LiveMarket } from "./live-market.ts";
import { type KnownAnswer, openKnown } from "./open-market.ts";
import type { Settler } from "./settle.ts";

// What a question may do to a market before asking it anew is quicker.
const EVENTS_MAX = 200;

/**
 * A market that was, kept solved so that it can be asked what would have come of it. A question is tried on it and taken
 * back to the last bit; the next one finds what the first one found.
 */
export class AskedCell {
  private readonly rows: CellRows;
  private readonly settler: Settler;
  // Questions come one after the other, so all their pairs are written to the same room.
  private readonly room = new PairRoom();

  /**
   * Opens the market on the answer that was published of it, with the limits that its plan kept. Refuses what could not
   * have been cleared either.
   */
  constructor(
    private readonly market: CellMarket,
    private readonly rules: CellRules,
    result: MatchResult,
    private readonly limits: LineLimits | null = null,
  ) {
    this.rows = packRows(market.lines, market.lots);
    const { arranged } = this.arrange(this.rows);
    this.settler = openKnown(arranged, knownAnswer(arranged, result));
  }

  /** About how much memory it takes, in pairs of the market. */
  get size(): number {
    return this.settler.market.lines.pairs.used / 2;
  }

  /**
   * What the line would have got, within the limits of its day. Refuses a line that was not on the market
   * (`matching.notOnMarket`).
   */
  line(lineId: string, wish: LineWish): LineAnswer {
    const row = this.market.lines.findIndex((line) => line.lineId === lineId);
    if (row === -1) throw new RuleBroken("matching.notOnMarket");
    const wished = withLineWish(this.rows, this.market, row, wish);
    const { arranged, counts } = this.arrangeFor(row, wished, wish.fartherMetres ?? 0);
    const position = arranged.lineAt.indexOf(row);
    const lots = lotsOf(arranged, position);
    const ids = lots.map((lot) => idAt(arranged.offerIds, lot.row));
    const free = this.ask(
      arranged,
      (market) => freeFor(market, lineId, ids),
      (solved) => freeOfSolved(arranged, solved, position, lots),
    );
    const parts = lineWithinLimits(
      wished,
      row,
      lots.map((lot, at) => ({ ...lot, ...(free[at] as Free) })),
      this.limits ?? noLineLimits(wished),
    );
    return {
      asked: this.rows.lines.quantity[row] as number,
      filled: parts.reduce((sum, { quantity }) => sum + quantity, 0),
      parts: parts.map((part) => ({
        offer: idAt(arranged.offerIds, part.row),
        quantity: part.quantity,
        cost: part.cost,
      })),
      excluded: Object.fromEntries(exclusionReasons.map((reason, at) => [reason, counts[at] ?? 0])),
    };
  }

  /** What each lot of the listing would have sold. Refuses as `line` does. */
  listing(listingId: string, wish: ListingWish): LotAnswer[] {
    const rows = [...this.market.lots.keys()].filter((row) => this.market.lots[row]?.listingId === listingId);
    if (rows.length === 0) throw new RuleBroken("matching.notOnMarket");
    const wished = withListingWish(this.rows, this.market, rows, wish);
    const { arranged } = this.arrange(wished);
    const ids = rows.map((row) => this.market.lots[row]?.lotId ?? "");
    const sold = this.ask(
      arranged,
      (market) => ids.map((id) => soldBy(market, id)),
      ({ bought }) => soldOfSolved(arranged, bought, ids),
    );
    return rows.map((row, at) => ({
      offer: ids[at] ?? "",
      available: wished.lots.available[row] as number,
      sold: sold[at] ?? 0,
    }));
  }

  /** Why rows of buyers could not be served by the listing (`buyersLeftOut`). */
  leftOut(listingId: string): Partial<ExclusionCounts> {
    return buyersLeftOut(this.market, this.rules, listingId);
  }

  /** The market for a question of the line at `row`, and by reason how many lots cannot serve it. */
  private arrangeFor(row: number, rows: CellRows, fartherMetres: number) {
    const { arranged, excluded } = this.arrange(rows);
    if (fartherMetres > 0) {
      const nearer = bringNearer(rows, this.rules, arranged, row, fartherMetres);
      return { arranged: nearer.arranged, counts: nearer.excluded };
    }
    return { arranged, counts: excluded.subarray(arranged.lineAt.indexOf(row) * exclusionReasons.length) };
  }

  private arrange(rows: CellRows) {
    const cell = orderCell(rows, this.rules);
    const pairs = findPairs(cell, this.room);
    return { arranged: arrangedCell(cell, pairs), excluded: pairs.excluded };
  }

  /** Reads a market as the question has changed it: the live one where that is quick and sure, else a solved one. */
  private ask<Told>(
    arranged: ArrangedMarket,
    live: (market: LiveMarket) => Told,
    solved: (market: SolvedMarket) => Told,
  ): Told {
    const { market } = this.settler;
    const events = changesTo(market, arranged, EVENTS_MAX);
    const told =
      events &&
      market.journal.trial(() => {
        for (const event of events) applyEvent(this.settler, event);
        return isChoiceDecided(market) ? { told: live(market) } : null;
      });
    return told ? told.told : solved(solveArranged(arranged));
  }
}

/** What the line buys of a lot, and what of it nobody else has. */
type Free = Pick<FreeLot, "bought" | "free">;

/** The lots that may serve the line at this position, by row, and at which cost. */
function lotsOf({ start, arcs, offerAt }: ArrangedMarket, position: number) {
  const lots: Pick<FreeLot, "row" | "cost">[] = [];
  for (let arc = start[position] as number; arc < (start[position + 1] as number); arc += 2)
    lots.push({ row: offerAt[arcs[arc] as number] as number, cost: arcs[arc + 1] as number });
  return lots;
}

function freeFor(market: LiveMarket, lineId: string, ids: readonly string[]): Free[] {
  const { lines, offers } = market;
  const trades = tradesOf(market, lines, lines.places.get(lineId) as number);
  const boughtOf = new Map(trades.map(({ partner, quantity }) => [partner, quantity]));
  return ids.map((id) => {
    const bought = boughtOf.get(id) ?? 0;
    return { bought, free: bought + (offers.loose.at[offers.places.get(id) as number] ?? 0) };
  });
}

function freeOfSolved(
  { offerQuantity, offerAt }: ArrangedMarket,
  { bought }: SolvedMarket,
  position: number,
  lots: readonly Pick<FreeLot, "row">[],
): Free[] {
  const taken = new Map<number, number>();
  const own = new Map<number, number>();
  for (const [sale, quantity] of bought.quantity.entries()) {
    const offer = bought.offer[sale] as number;
    const side = bought.line[sale] === position ? own : taken;
    side.set(offer, (side.get(offer) ?? 0) + quantity);
  }
  const positions = new Map(Array.from(offerAt, (row, offer) => [row, offer]));
  return lots.map(({ row }) => {
    const offer = positions.get(row) as number;
    return { bought: own.get(offer) ?? 0, free: (offerQuantity[offer] as number) - (taken.get(offer) ?? 0) };
  });
}

function soldBy(market: LiveMarket, id: string): number {
  const trades = tradesOf(market, market.offers, market.offers.places.get(id) as number);
  return trades.reduce((sum, { quantity }) => sum + quantity, 0);
}

function soldOfSolved(
  { offerIds, offerAt }: ArrangedMarket,
  bought: SolvedMarket["bought"],
  ids: readonly string[],
): number[] {
  const sold = new Map<string, number>();
  for (const [sale, quantity] of bought.quantity.entries()) {
    const id = idAt(offerIds, offerAt[bought.offer[sale] as number] as number);
    sold.set(id, (sold.get(id) ?? 0) + quantity);
  }
  return ids.map((id) => sold.get(id) ?? 0);
}

/** Reads a published answer back into the positions of its market. */
function knownAnswer(arranged: ArrangedMarket, { assignments, certificate }: MatchResult): KnownAnswer {
  const lines = positionsOf(arranged.lineIds, arranged.lineAt);
  const offers = positionsOf(arranged.offerIds, arranged.offerAt);
  const penalty = BigInt(certificate.penalty);
  return {
    bought: {
      line: Int32Array.from(assignments, ({ line }) => lines.get(line) as number),
      offer: Int32Array.from(assignments, ({ offer }) => offers.get(offer) as number),
      quantity: Float64Array.from(assignments, ({ quantity }) => quantity),
    },
    lineValue: amountsFrom(lines, certificate.lineValue, penalty),
    offerRent: amountsFrom(offers, certificate.offerRent, penalty),
  };
}

function positionsOf(ids: ArrangedMarket["lineIds"], order: Int32Array): Map<string, number> {
  return new Map(Array.from(order, (at, position) => [idAt(ids, at), position]));
}

/** A value is so many steps and so much money, and the money is always less than half a step. */
function amountsFrom(
  positions: ReadonlyMap<string, number>,
  worth: Readonly<Record<string, string>>,
  penalty: bigint,
): Amounts {
  const amounts = { steps: new Int32Array(positions.size), milli: new Float64Array(positions.size) };
  for (const [id, position] of positions) {
    const value = BigInt(worth[id] ?? "0");
    const half = value >= 0n ? penalty / 2n : -penalty / 2n;
    const steps = (value + half) / penalty;
    amounts.steps[position] = Number(steps);
    amounts.milli[position] = Number(value - steps * penalty);
  }
  return amounts;
}
