import { RuleBroken } from "#app/kernel/errors.ts";
import type { Amounts } from "../amounts.ts";
import type { ArrangedMarket } from "../arrange.ts";
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
import { changesTo } from "./changes.ts";
import { isChoiceDecided } from "./decided.ts";
import { type LiveTrade, tradesOf } from "./live-answer.ts";
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

  /** Opens the market on the answer that was published of it. Refuses what could not have been cleared either. */
  constructor(
    private readonly market: CellMarket,
    private readonly rules: CellRules,
    result: MatchResult,
  ) {
    this.rows = packRows(market.lines, market.lots);
    const { arranged } = this.arrange(this.rows);
    this.settler = openKnown(arranged, knownAnswer(arranged, result));
  }

  /** About how much memory it takes, in pairs of the market. */
  get size(): number {
    return this.settler.market.lines.pairs.used / 2;
  }

  /** What the line would have got. Refuses a line that was not on the market (`matching.notOnMarket`). */
  line(lineId: string, wish: LineWish): LineAnswer {
    const row = this.market.lines.findIndex((line) => line.lineId === lineId);
    if (row === -1) throw new RuleBroken("matching.notOnMarket");
    const { arranged, excluded } = this.arrange(withLineWish(this.rows, this.market, row, wish));
    const position = arranged.lineAt.indexOf(row);
    const [parts = []] = this.ask(arranged, "lines", [lineId]);
    const counts = excluded.subarray(position * exclusionReasons.length);
    return {
      asked: this.rows.lines.quantity[row] as number,
      filled: parts.reduce((sum, { quantity }) => sum + quantity, 0),
      parts: parts.map(({ partner, quantity, price }) => ({ offer: partner, quantity, cost: price })),
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
    const sold = this.ask(arranged, "offers", ids);
    return rows.map((row, at) => ({
      offer: ids[at] ?? "",
      available: wished.lots.available[row] as number,
      sold: (sold[at] ?? []).reduce((sum, { quantity }) => sum + quantity, 0),
    }));
  }

  /** Why rows of buyers could not be served by the listing (`buyersLeftOut`). */
  leftOut(listingId: string): Partial<ExclusionCounts> {
    return buyersLeftOut(this.market, this.rules, listingId);
  }

  private arrange(rows: CellRows) {
    const cell = orderCell(rows, this.rules);
    const pairs = findPairs(cell, this.room);
    return { arranged: arrangedCell(cell, pairs), excluded: pairs.excluded };
  }

  /** What these lines or offers would trade, each by its partner. */
  private ask(arranged: ArrangedMarket, side: "lines" | "offers", ids: readonly string[]): LiveTrade[][] {
    const { market } = this.settler;
    const events = changesTo(market, arranged, EVENTS_MAX);
    const told =
      events &&
      market.journal.trial(() => {
        for (const event of events) applyEvent(this.settler, event);
        if (!isChoiceDecided(market)) return null;
        const { places } = market[side];
        return ids.map((id) => tradesOf(market, market[side], places.get(id) as number));
      });
    return told ?? tradesOfSolved(arranged, solveArranged(arranged), side, ids);
  }
}

function tradesOfSolved(
  { lineIds, lineAt, offerIds, offerAt }: ArrangedMarket,
  { bought }: SolvedMarket,
  side: "lines" | "offers",
  ids: readonly string[],
): LiveTrade[][] {
  const lists = new Map(ids.map((id): [string, LiveTrade[]] => [id, []]));
  for (const [sale, quantity] of bought.quantity.entries()) {
    const line = idAt(lineIds, lineAt[bought.line[sale] as number] as number);
    const offer = idAt(offerIds, offerAt[bought.offer[sale] as number] as number);
    const [own, partner] = side === "lines" ? [line, offer] : [offer, line];
    lists.get(own)?.push({ partner, quantity, price: bought.cost[sale] as number });
  }
  return [...lists.values()];
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
