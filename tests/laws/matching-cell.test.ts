import fc from "fast-check";
import { expect, test } from "vitest";
import type { CellAnswer } from "#app/modules/matching/cell-answer.ts";
import { type DemandLine, exclusionReasons, type SupplyLot } from "#app/modules/matching/market.ts";
import { packRows } from "#app/modules/matching/rows.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { roadMetresBetween } from "#app/modules/regions/distance.ts";
import { type ArbitraryCell, arbitraryCell, CELL_NOW, milliAt } from "#tests/support/arbitrary-cell.ts";

const rules = { now: CELL_NOW, preferenceMilli: 1 };

function answerOf({ lines, lots }: ArbitraryCell): CellAnswer {
  return solveCell(packRows(lines, lots), rules, { why: true, seal: false });
}

function metresBetween(line: DemandLine, lot: SupplyLot): number {
  return roadMetresBetween(
    { latitude: lot.lat, longitude: lot.lng },
    { latitude: line.lat, longitude: line.lng },
  );
}

/** The rules of the trade once more, as plainly as they can be said. */
function termsOf(line: DemandLine, lot: SupplyLot): { landed: number; reason: string | null } {
  const metres = metresBetween(line, lot);
  const freight = Math.ceil((metres * (lot.freightMilliPer1000Km ?? 0)) / 1_000_000);
  const landed = milliAt(line, lot, line.quantityBase) + freight;
  const checks: [string, boolean][] = [
    ["radius", metres > lot.radiusMetres],
    ["ownGoods", lot.sellerId === line.buyerId],
    ["blocked", line.blockedSellerIds.includes(lot.sellerId)],
    ["unverified", lot.isVerified === false],
    ["licence", ((line.licences ?? 0) & ~(lot.licences ?? 0)) !== 0],
    ["grade", lot.gradeRank > line.gradeRank],
    ["date", line.deliveryDay < lot.availableFrom || line.deliveryDay > lot.expiresOn],
    ["cutOff", CELL_NOW > lot.orderBefore],
    ["minOrder", lot.minOrderBase > line.quantityBase],
    ["ceiling", line.ceilingMilli !== null && landed > line.ceilingMilli],
  ];
  return { landed, reason: checks.find(([, holds]) => holds)?.[0] ?? null };
}

test("a cell is answered as the market that trying every pair would build", () => {
  fc.assert(
    fc.property(arbitraryCell(), (cell) => {
      const lines = cell.lines.filter(({ quantityBase }) => quantityBase > 0n);
      const lots = cell.lots.filter(({ availableBase }) => availableBase > 0n);
      const answer = answerOf({ lines, lots });
      const pairs = lines.flatMap((line, l) =>
        lots.flatMap((lot, o) => {
          if (line.commodityCode !== lot.commodityCode) return [];
          const { landed, reason } = termsOf(line, lot);
          return reason === null ? [[l, o, landed + (lot.isPreferred === true ? 0 : 1)] as const] : [];
        }),
      );
      const whole = solveMarket({
        format: "lumbung-match/1",
        classes: lines.reduce((most, line) => Math.max(most, line.urgencyClass + 1), 1),
        lines: lines.map((line) => ({
          id: line.lineId,
          class: line.urgencyClass,
          quantity: Number(line.quantityBase),
        })),
        offers: lots.map((lot) => ({ id: lot.lotId, quantity: Number(lot.availableBase) })),
        pairs,
      });
      expect(answer.pairCount).toBe(pairs.length);
      const assignments = Array.from(answer.bought.quantity, (quantity, at) => ({
        line: lines[answer.bought.line[at] as number]?.lineId,
        offer: lots[answer.bought.lot[at] as number]?.lotId,
        quantity,
      }));
      expect(assignments).toEqual(whole.assignments);
      expect([answer.filledByClass.map(String), String(answer.cost), answer.unique]).toEqual([
        whole.filledByClass,
        whole.cost,
        whole.unique,
      ]);
      expect(String(answer.penalty)).toBe(whole.certificate.penalty);
      for (const [at, line] of lines.entries()) {
        const value =
          BigInt(answer.lineValue.steps[at] as number) * answer.penalty +
          BigInt(answer.lineValue.milli[at] as number);
        expect(String(value)).toBe(whole.certificate.lineValue[line.lineId]);
      }
      for (const at of answer.bought.quantity.keys()) {
        const line = lines[answer.bought.line[at] as number] as DemandLine;
        const lot = lots[answer.bought.lot[at] as number] as SupplyLot;
        const paid = (answer.bought.price[at] as number) + (answer.bought.freight[at] as number);
        expect(paid).toBe(termsOf(line, lot).landed);
      }
    }),
    { numRuns: 300 },
  );
});

test("every lot of a line's commodity is a pair or counted once, under the first rule that forbids it", () => {
  fc.assert(
    fc.property(arbitraryCell(), (cell) => {
      const { excluded } = answerOf(cell);
      for (const [at, line] of cell.lines.entries()) {
        const counts: Record<string, number> = Object.fromEntries(
          exclusionReasons.map((reason) => [reason, 0]),
        );
        for (const lot of cell.lots) {
          if (
            line.quantityBase === 0n ||
            lot.availableBase === 0n ||
            lot.commodityCode !== line.commodityCode
          )
            continue;
          const { reason } = termsOf(line, lot);
          if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
        }
        const told = exclusionReasons.map((_, k) => excluded[at * exclusionReasons.length + k]);
        expect(told).toEqual(exclusionReasons.map((reason) => counts[reason]));
      }
    }),
    { numRuns: 200 },
  );
});

// Goal: cutting lots to the day room beforehand loses no fill. Method: one lot per listing that holds the whole room.
test("the room of a listing's day is never exceeded, and costs neither fill nor money beyond itself", () => {
  fc.assert(
    fc.property(
      arbitraryCell({ days: ["2026-06-03"] }),
      fc.array(fc.bigInt(0n, 15n), { minLength: 5, maxLength: 5 }),
      (cell, rooms) => {
        const roomOf = (lot: SupplyLot) => rooms[Number(lot.listingId.slice("listing ".length))] ?? 0n;
        const lots = cell.lots
          .filter((lot) => lot.availableFrom <= "2026-06-03" && lot.expiresOn >= "2026-06-03")
          .map((lot) => ({ ...lot, dayRoomBase: roomOf(lot) }));
        const split = answerOf({ lines: cell.lines, lots });
        const sold = new Map<string, bigint>();
        for (const [at, row] of split.bought.lot.entries()) {
          const lot = lots[row] as (typeof lots)[number];
          sold.set(
            lot.listingId,
            (sold.get(lot.listingId) ?? 0n) + BigInt(split.bought.quantity[at] as number),
          );
        }
        for (const lot of lots) expect((sold.get(lot.listingId) ?? 0n) <= lot.dayRoomBase).toBe(true);
        const pooled = new Map<string, SupplyLot>();
        for (const { dayRoomBase, ...lot } of lots) {
          const before = pooled.get(lot.listingId)?.availableBase ?? 0n;
          const all = before + lot.availableBase;
          pooled.set(lot.listingId, { ...lot, availableBase: all < dayRoomBase ? all : dayRoomBase });
        }
        const whole = answerOf({ lines: cell.lines, lots: [...pooled.values()] });
        expect([split.filledByClass, split.cost]).toEqual([whole.filledByClass, whole.cost]);
      },
    ),
    { numRuns: 200 },
  );
});

test("no seller is asked for less than it delivers, nor for so little that its price would pass the ceiling, nor for more than there is", () => {
  fc.assert(
    fc.property(arbitraryCell(), ({ lines, lots }) => {
      const { offered, bought, offeredGap } = answerOf({ lines, lots });
      const isWithin = (sales: typeof bought, at: number) => {
        const quantity = sales.quantity[at] as number;
        const lot = lots[sales.lot[at] as number] as SupplyLot;
        const line = lines[sales.line[at] as number] as DemandLine;
        const price = milliAt(line, lot, BigInt(quantity)) + (sales.freight[at] as number);
        const ceiling = line.ceilingMilli;
        return quantity >= Number(lot.minOrderBase) && (ceiling === null || price <= Number(ceiling));
      };
      const missing = lines.map(({ quantityBase }) => Number(quantityBase));
      const left = lots.map(({ availableBase }) => Number(availableBase));
      for (const [at, quantity] of offered.quantity.entries()) {
        const line = offered.line[at] as number;
        const lot = offered.lot[at] as number;
        expect(quantity > 0 && isWithin(offered, at)).toBe(true);
        missing[line] = (missing[line] ?? 0) - quantity;
        left[lot] = (left[lot] ?? 0) - quantity;
      }
      expect([...missing, ...left].every((rest) => rest >= 0)).toBe(true);
      const keeps = bought.quantity.every((_, at) => isWithin(bought, at));
      if (keeps) expect([offered, offeredGap]).toEqual([bought, 0n]);
      const fill = (sales: typeof bought) => sales.quantity.reduce((sum, quantity) => sum + quantity, 0);
      expect(fill(bought) - fill(offered)).toBeGreaterThanOrEqual(Number(offeredGap));
    }),
    { numRuns: 300 },
  );
});

test("a limited day refuses lines of several days, and an id may not be there twice", () => {
  const [line, lot] = fc.sample(
    arbitraryCell()
      .filter(({ lines, lots }) => lines.length > 0 && lots.length > 0)
      .map(({ lines, lots }) => [lines[0], lots[0]] as [DemandLine, SupplyLot]),
    1,
  )[0] as [DemandLine, SupplyLot];
  const days = [line, { ...line, lineId: "another", deliveryDay: "2026-06-09" }];
  expect(() => answerOf({ lines: days, lots: [{ ...lot, dayRoomBase: 5n }] })).toThrow(
    /dayRoom: needs lines/,
  );
  expect(() => answerOf({ lines: [line, line], lots: [lot] })).toThrow(/is there twice/);
  expect(() => packRows([{ ...line, quantityBase: -1n }], [])).toThrow(/quantity of line/);
});

test("the order of rows changes nothing but the row numbers", () => {
  fc.assert(
    fc.property(arbitraryCell(), (cell) => {
      const told = (given: ArbitraryCell) => {
        const answer = answerOf(given);
        return {
          bought: Array.from(answer.bought.quantity, (quantity, at) => [
            given.lines[answer.bought.line[at] as number]?.lineId,
            given.lots[answer.bought.lot[at] as number]?.lotId,
            quantity,
          ]),
          components: answer.components,
          values: given.lines
            .map((line, at) => [line.lineId, answer.lineValue.steps[at], answer.lineValue.milli[at]])
            .sort(),
        };
      };
      expect(told({ lines: cell.lines.toReversed(), lots: cell.lots.toReversed() })).toEqual(told(cell));
    }),
  );
});
