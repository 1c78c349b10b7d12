import fc from "fast-check";
import { expect, test } from "vitest";
import { basisPointsOf, sumOf } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";
import { websterSplit } from "#app/kernel/webster.ts";
import { takeOff } from "#app/modules/invoicing/advance.ts";
import { controlledRounding } from "#app/modules/invoicing/controlled-rounding.ts";
import { nextPayment, takenNow } from "#app/modules/invoicing/stream.ts";
import { flawInTables } from "#scripts/synthetic/statement-tables.ts";

// Goal: money that is divided is exact in rows, in columns and over time. Method: laws on random cases that fast-check can
// shrink, and a plain generator that runs through many small ones; EXACT_RUNS=1000000 goes through a million.
const RUNS = Number(process.env["EXACT_RUNS"] ?? "20000");

/** A small fast generator, so that a million cases are the same every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % sides;
  };
}

function isBeside(whole: bigint, numerator: bigint, denominator: bigint): boolean {
  const floor = numerator / denominator;
  return whole === floor || (whole === floor + 1n && numerator % denominator !== 0n);
}

/** Every cell, row and column is one of the two whole numbers beside it. */
function isRounding(
  rounded: readonly (readonly bigint[])[],
  cells: readonly (readonly bigint[])[],
  denominator: bigint,
) {
  return (
    rounded.every((row, at) =>
      row.every((cell, across) => isBeside(cell, cells[at]?.[across] ?? 0n, denominator)),
    ) &&
    rounded.every((row, at) => isBeside(sumOf(row), sumOf(cells[at] ?? []), denominator)) &&
    (cells[0] ?? []).every((_, across) =>
      isBeside(
        sumOf(rounded.map((row) => row[across] ?? 0n)),
        sumOf(cells.map((row) => row[across] ?? 0n)),
        denominator,
      ),
    )
  );
}

test("a table of any size is rounded so that cells, rows and columns all stay beside their fractions", () => {
  const table = fc
    .record({ height: fc.integer({ min: 1, max: 12 }), width: fc.integer({ min: 1, max: 5 }) })
    .chain(({ height, width }) =>
      fc.record({
        cells: fc.array(fc.array(fc.bigInt(0n, 10n ** 24n), { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
        denominator: fc.bigInt(1n, 10n ** 20n),
      }),
    );
  fc.assert(
    fc.property(table, ({ cells, denominator }) => {
      const rounded = controlledRounding({ cells, denominator });
      expect(isRounding(rounded, cells, denominator)).toBe(true);
      expect(controlledRounding({ cells, denominator })).toEqual(rounded);
    }),
    { numRuns: 500 },
  );
});

test("small tables add up, whatever they hold", () => {
  const roll = dice(7);
  let off = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const denominator = BigInt(2 + roll(6));
    const [height, width] = [2, 2 + roll(2)];
    const cells = Array.from({ length: height }, () => Array.from({ length: width }, () => BigInt(roll(20))));
    if (!isRounding(controlledRounding({ cells, denominator }), cells, denominator)) off += 1;
  }
  expect(off).toBe(0);
}, 600_000);

test("divisions by Webster are exact, and a larger total gives nobody less", () => {
  const roll = dice(11);
  let off = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const weights = Array.from({ length: 2 + roll(3) }, () => BigInt(1 + roll(50)));
    const total = BigInt(roll(1_000));
    const parts = websterSplit(total, weights);
    const more = websterSplit(total + 1n, weights);
    if (sumOf(parts) !== total || more.some((part, at) => part < (parts[at] ?? 0n))) off += 1;
  }
  expect(off).toBe(0);
}, 600_000);

test("Webster's division is the one that gives rupiah after rupiah to the smallest (2·part + 1) / weight", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.array(fc.bigInt(0n, 40n), { minLength: 1, maxLength: 8 }),
      (total, weights) => {
        fc.pre(weights.some((weight) => weight > 0n));
        const slow = weights.map(() => 0n);
        for (let given = 0; given < total; given += 1) {
          let best = weights.findIndex((weight) => weight > 0n);
          for (const [at, weight] of weights.entries())
            if (
              weight > 0n &&
              (2n * (slow[at] ?? 0n) + 1n) * (weights[best] ?? 1n) < (2n * (slow[best] ?? 0n) + 1n) * weight
            )
              best = at;
          slow[best] = (slow[best] ?? 0n) + 1n;
        }
        expect(websterSplit(BigInt(total), weights)).toEqual(slow);
      },
    ),
  );
});

test("a stream is exact at every stop, never asks for money back, and does not care how it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(0n, 5_000_000_000n), { minLength: 1, maxLength: 12 }),
      fc.array(fc.bigInt(1n, 9_000n), { minLength: 1, maxLength: 9 }),
      (amounts, weights) => {
        let paid = weights.map(() => 0n);
        let sum = 0n;
        for (const amount of amounts) {
          const payment = nextPayment(paid, amount, weights);
          expect(sumOf(payment)).toBe(amount);
          paid = paid.map((part, at) => part + (payment[at] ?? 0n));
          sum += amount;
          expect(paid).toEqual(websterSplit(sum, weights));
        }
      },
    ),
  );
});

test("largest remainders can ask for a rupiah back where a stream by Webster cannot", () => {
  // The Alabama paradox: of 11 instead of 10, the smallest weight gets less.
  const weights = [6n, 6n, 2n];
  expect([share(10n, weights)[2], share(11n, weights)[2]]).toEqual([2n, 1n]);
  expect(websterSplit(11n, weights)[2]).toBeGreaterThanOrEqual(websterSplit(10n, weights)[2] ?? 0n);
});

test("a rate takes of all invoices together what it takes of their sum, whatever the rounding of each", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(1n, 900_000_000n), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 0, max: 2_000 }),
      (values, basisPoints) => {
        let before = { amount: 0n, takenRupiah: 0n };
        for (const value of values) {
          const taken = takenNow(before, value, (sum) => basisPointsOf(sum, basisPoints));
          expect(taken).toBeGreaterThanOrEqual(0n);
          before = { amount: before.amount + value, takenRupiah: before.takenRupiah + taken };
          expect(before.takenRupiah).toBe(basisPointsOf(before.amount, basisPoints));
        }
      },
    ),
  );
});

test("an advance is taken off once, in order, and never beyond the invoice", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 1_000n), fc.array(fc.bigInt(0n, 400n), { maxLength: 6 }), (total, lefts) => {
      const uses = takeOff(
        total,
        lefts.map((leftRupiah, at) => ({ advanceId: `bil_${at}`, leftRupiah })),
      );
      const all = sumOf(lefts);
      expect(sumOf(uses.map((use) => use.amountRupiah))).toBe(all < total ? all : total);
      for (const use of uses)
        expect(use.amountRupiah <= (lefts[Number(use.advanceId.slice(4))] ?? 0n)).toBe(true);
    }),
  );
});

test("statements add up in rows and columns, share by the rupiah, and over time take what the rate takes of the whole", () => {
  // `npm run bench -- statement` goes through a million.
  expect(flawInTables(dice(13), RUNS / 10)).toBeNull();
}, 600_000);
