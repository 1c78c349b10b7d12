import fc from "fast-check";
import { expect, test } from "vitest";
import { RuleBroken } from "#app/kernel/errors.ts";
import { Explainer } from "#app/modules/matching/explain.ts";
import { packRows } from "#app/modules/matching/rows.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { askLine, askListing, type CellMarket } from "#app/modules/matching/what-if.ts";
import { arbitraryCell, CELL_NOW } from "#tests/support/arbitrary-cell.ts";

// Goal: an answer to "what if" is the answer that the market itself would have given. Method: small markets of chance,
// changed by hand and solved whole, beside the part that is solved for whoever asks.
const rules = { now: CELL_NOW, preferenceMilli: 1 };

function whole(market: CellMarket) {
  const rows = packRows(market.lines, market.lots);
  return new Explainer(rows, solveCell(rows, rules, { why: true, seal: false }));
}

/**
 * What does not count across the market: zones are numbered within what was solved, and a step of urgency is counted
 * from the least urgent class that is there.
 */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => {
    if (key === "zone") return ["isShort", each !== null];
    if (key === "steps") return ["isScarce", (each as number) > 0];
    return [key, told(each)];
  });
  return Object.fromEntries(entries);
}

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
        const { excluded, ...answer } = askLine(market, rules, asked.lineId, { ceilingMilli, gradeRank });
        const expected = whole({ ...market, lines }).line(
          lines.findIndex((line) => line.lineId === asked.lineId),
        );
        expect(told(answer)).toEqual(told(expected));
        expect(Object.values(excluded).every((count) => count >= 0)).toBe(true);
      },
    ),
  );
});

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
                radiusMetres,
                availableBase: lot.availableBase + (lot === longest ? moreBase : 0n),
              }
            : lot,
        );
        const explainer = whole({ ...market, lots });
        const expected = lots.flatMap((lot, row) =>
          lot.listingId === asked.listingId ? [explainer.lot(row)] : [],
        );
        const answer = askListing(market, rules, asked.listingId, { priceMilli, radiusMetres, moreBase });
        expect(answer.map(told)).toEqual(expected.map(told));
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
      askLine(market, rules, line.lineId, { ceilingMilli: 40n });
      expect(market).toEqual(before);
    }),
  );
});

test("who was not on the market cannot ask", () => {
  const nobody = { lines: [], lots: [] };
  expect(() => askLine(nobody, rules, "line", {})).toThrow(RuleBroken);
  expect(() => askListing(nobody, rules, "listing", {})).toThrow(RuleBroken);
});
