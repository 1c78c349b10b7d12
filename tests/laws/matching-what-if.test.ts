import fc from "fast-check";
import { expect, test } from "vitest";
import { RuleBroken } from "#app/kernel/errors.ts";
import { cellInstance, cellResult } from "#app/modules/matching/cell-file.ts";
import { Explainer } from "#app/modules/matching/explain.ts";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import { AskedCell } from "#app/modules/matching/live/asked-cell.ts";
import type { DemandLine, SupplyLot } from "#app/modules/matching/market.ts";
import { packRows } from "#app/modules/matching/rows.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import type { CellMarket } from "#app/modules/matching/what-if.ts";
import { arbitraryCell, CELL_NOW } from "#tests/support/arbitrary-cell.ts";

// Goal: an answer to "what if" is the answer that the market itself would have given, within what sellers deliver. Method: small markets of chance,
// changed by hand and solved whole, beside the one that is kept open for whoever asks.
const ANY_PRICE = 1_000_000_000n;
const rules = { now: CELL_NOW, preferenceMilli: 1 };

function whole(market: CellMarket) {
  const rows = packRows(market.lines, market.lots);
  return new Explainer(rows, solveCell(rows, rules, { why: true, seal: false }));
}

/** The market as its run kept it, open for questions. */
function open(market: CellMarket): AskedCell {
  const rows = packRows(market.lines, market.lots);
  const answer = solveCell(rows, rules, { why: false, seal: false });
  return new AskedCell(market, rules, JSON.parse(JSON.stringify(cellResult(rows, rules, answer))));
}

type Part = { readonly offer: string; readonly quantity: number; readonly cost: number };

const priceFor = (lot: SupplyLot, quantity: number) =>
  Number(lot.tiers?.findLast(({ fromBase }) => fromBase <= BigInt(quantity))?.priceMilli ?? lot.priceMilli);

/** The market at the prices that a buyer like that of the line pays. */
function pricedFor(market: CellMarket, { buyerKind = "" }: DemandLine): CellMarket {
  const lots = market.lots.map((lot) => {
    const list = lot.kindLists?.[buyerKind];
    return list ? { ...lot, priceMilli: list.priceMilli, tiers: list.tiers ?? [] } : lot;
  });
  return { ...market, lots };
}

const lotOf = (market: CellMarket, offer: string) =>
  market.lots.find(({ lotId }) => lotId === offer) as SupplyLot;

/** How much a line gets of the listing of one of its parts. */
function gotWith(market: CellMarket, parts: readonly Part[], offer: string): number {
  const { listingId } = lotOf(market, offer);
  const together = parts.filter((part) => lotOf(market, part.offer).listingId === listingId);
  return together.reduce((sum, part) => sum + part.quantity, 0);
}

/** The parts at the price of what the line gets of each listing, and not of all that it asks for. */
function withOwnPrices(
  market: CellMarket,
  { asked, parts }: { asked: number; parts: readonly Part[] },
): Part[] {
  return parts.map(({ offer, quantity, cost }) => {
    const lot = lotOf(market, offer);
    const got = gotWith(market, parts, offer);
    return { offer, quantity, cost: cost + priceFor(lot, got) - priceFor(lot, asked) };
  });
}

/** Whether each part is no smaller than its seller delivers, and within the ceiling also if it were bought alone. */
function areWithin(market: CellMarket, parts: readonly Part[], ceilingMilli: bigint): boolean {
  return parts.every(({ offer, quantity, cost }) => {
    const lot = lotOf(market, offer);
    const road = cost - priceFor(lot, gotWith(market, parts, offer)) - (lot.isPreferred ? 0 : 1);
    return BigInt(quantity) >= lot.minOrderBase && BigInt(priceFor(lot, quantity) + road) <= ceilingMilli;
  });
}

/** The market's file with the pairs of one line as if every lot reached so much farther, and all others as they are. */
function cameNearer(market: CellMarket, lineId: string, metres: number): MatchInstance {
  const fileOf = (lots: CellMarket["lots"]) => cellInstance(packRows(market.lines, lots), rules);
  const as = fileOf(market.lots);
  const own = as.lines.findIndex(({ id }) => id === lineId);
  const farther = market.lots.map((lot) => ({ ...lot, radiusMetres: lot.radiusMetres + metres }));
  const pairs = [
    ...as.pairs.filter(([line]) => line !== own),
    ...fileOf(farther).pairs.filter(([line]) => line === own),
  ];
  return { ...as, pairs };
}

function costIn({ lines, offers, pairs }: MatchInstance, lineId: string, offerId: string): number {
  const pair = pairs.find(([line, offer]) => lines[line]?.id === lineId && offers[offer]?.id === offerId);
  return pair?.[2] ?? Number.NaN;
}

const byOffer = <Part extends { readonly offer: string }>(parts: readonly Part[]) =>
  [...parts].sort((a, b) => (a.offer < b.offer ? -1 : 1));

test("a line with another ceiling and grade gets what the whole market so changed would give it", () => {
  fc.assert(
    fc.property(
      arbitraryCell(),
      fc.nat(),
      fc.bigInt(20n, 40n),
      fc.integer({ min: 0, max: 2 }),
      (market, pick, ceilingMilli, gradeRank) => {
        const asked = market.lines[pick % Math.max(1, market.lines.length)];
        fc.pre(asked !== undefined);
        const lines = market.lines.map((line) =>
          line === asked ? { ...line, ceilingMilli, gradeRank } : line,
        );
        const cell = open(market);
        const expected = whole({ ...market, lines }).line(
          lines.findIndex((line) => line.lineId === asked.lineId),
        );
        // Asked twice, because the first question must leave no trace.
        for (let time = 0; time < 2; time++) {
          const answer = cell.line(asked.lineId, { ceilingMilli, gradeRank });
          expect(answer.asked).toBe(expected.asked);
          const seen = pricedFor(market, asked);
          const told = withOwnPrices(seen, expected);
          if (areWithin(seen, told, ceilingMilli)) {
            expect(answer.filled).toBe(expected.filled);
            expect(byOffer(answer.parts)).toEqual(byOffer(told));
          } else {
            // Some of it nobody would deliver, or the line could not pay for so little: it gets what keeps to both.
            expect(answer.filled).toBeLessThanOrEqual(expected.filled);
            expect(areWithin(seen, answer.parts, ceilingMilli)).toBe(true);
          }
          expect(Object.values(answer.excluded).every((count) => count >= 0)).toBe(true);
        }
      },
    ),
  );
});

test("a line that sellers came farther to gets what the market with those pairs would give it", () => {
  fc.assert(
    fc.property(
      arbitraryCell(),
      fc.nat(),
      fc.constantFrom(1_000, 60_000, 4_000_000),
      (market, pick, fartherMetres) => {
        const asked = market.lines[pick % Math.max(1, market.lines.length)];
        fc.pre(asked !== undefined);
        const answer = open(market).line(asked.lineId, { fartherMetres });
        const nearer = cameNearer(market, asked.lineId, fartherMetres);
        const got = solveMarket(nearer).assignments.filter(({ line }) => line === asked.lineId);
        const seen = pricedFor(market, asked);
        const parts = withOwnPrices(seen, {
          asked: answer.asked,
          parts: got.map(({ offer, quantity }) => ({
            ...{ offer, quantity },
            cost: costIn(nearer, asked.lineId, offer),
          })),
        });
        if (areWithin(seen, parts, asked.ceilingMilli ?? ANY_PRICE))
          expect(byOffer(answer.parts)).toEqual(byOffer(parts));
      },
    ),
    { numRuns: 500 },
  );
});

const noneAbove = (tiers: SupplyLot["tiers"] = [], most: bigint) =>
  tiers.map((tier) => ({ ...tier, priceMilli: tier.priceMilli < most ? tier.priceMilli : most }));

test("a listing with another price, reach and quantity sells what the whole market so changed would buy", () => {
  fc.assert(
    fc.property(
      arbitraryCell(),
      fc.nat(),
      fc.bigInt(10n, 40n),
      fc.constantFrom(10_000, 90_000, 4_000_000),
      fc.bigInt(0n, 20n),
      (market, pick, priceMilli, radiusMetres, moreBase) => {
        const asked = market.lots[pick % Math.max(1, market.lots.length)];
        fc.pre(asked !== undefined);
        const own = market.lots.filter((lot) => lot.listingId === asked.listingId);
        const longest = own.reduce((last, lot) => (lot.expiresOn >= last.expiresOn ? lot : last));
        const lots = market.lots.map((lot) =>
          lot.listingId === asked.listingId
            ? {
                ...lot,
                priceMilli,
                // Its steps stay where they are, and never ask more than the price itself; kinds of buyers keep theirs.
                tiers: noneAbove(lot.tiers, priceMilli),
                kindLists: Object.fromEntries(
                  Object.entries(lot.kindLists ?? {}).map(([kind, list]) => [
                    kind,
                    {
                      ...list,
                      tiers: noneAbove(
                        list.tiers,
                        list.priceMilli < priceMilli ? list.priceMilli : priceMilli,
                      ),
                    },
                  ]),
                ),
                radiusMetres,
                availableBase: lot.availableBase + (lot === longest ? moreBase : 0n),
              }
            : lot,
        );
        const explainer = whole({ ...market, lots });
        const expected = lots.flatMap((lot, row) =>
          lot.listingId === asked.listingId ? [explainer.lot(row)] : [],
        );
        const answer = open(market).listing(asked.listingId, { priceMilli, radiusMetres, moreBase });
        expect(answer).toEqual(expected.map(({ offer, available, sold }) => ({ offer, available, sold })));
      },
    ),
  );
});

test("asking changes nothing of the market that is asked", () => {
  fc.assert(
    fc.property(arbitraryCell(), (market) => {
      const [line] = market.lines;
      fc.pre(line !== undefined);
      const before = structuredClone(market);
      open(market).line(line.lineId, { ceilingMilli: 40n });
      expect(market).toEqual(before);
    }),
  );
});

test("who was not on the market cannot ask", () => {
  const nobody = { lines: [], lots: [] };
  expect(() => open(nobody).line("line", {})).toThrow(RuleBroken);
  expect(() => open(nobody).listing("listing", {})).toThrow(RuleBroken);
});
