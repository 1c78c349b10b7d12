import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type LotCost,
  leftValue,
  partedByLeaving,
  recosted,
  taken,
} from "#app/modules/catalogue/lot-cost.ts";

// Goal: whatever happens to bought goods, and in whatever order, the inventory account is the cost of what is left, to the
// rupiah, and every rupiah that was paid is in stock, in the cost of sales, or in losses. Method: random lots and random deeds,
// booked on three sums as the house books them; no rule of the house is repeated here but the words of the law.
const lot = fc.record({
  boughtBase: fc.bigInt({ min: 1n, max: 5_000_000n }),
  costRupiah: fc.bigInt({ min: 0n, max: 900_000_000n }),
});
const deed = fc.record({
  lot: fc.nat(),
  kind: fc.constantFrom("sold", "unsold", "lost", "credited", "last"),
  part: fc.nat({ max: 1000 }),
});

test("inventory is the cost of what is left, through buys, splits, sales, losses and credits", () => {
  fc.assert(
    fc.property(
      fc.array(lot, { minLength: 1, maxLength: 4 }),
      fc.array(deed, { maxLength: 60 }),
      (bought, deeds) => {
        const lots: LotCost[] = bought.map((one) => ({ ...one, outBase: 0n }));
        const sold = lots.map(() => 0n);
        const gone = lots.map(() => 0n);
        let [inventory, cost, lost, paid] = [0n, 0n, 0n, 0n];
        for (const one of lots) {
          inventory += leftValue(one);
          paid += one.costRupiah;
        }
        for (const { lot: pick, kind, part } of deeds) {
          const at = pick % lots.length;
          const one = lots[at] as LotCost;
          const left = one.boughtBase - one.outBase;
          const some = kind === "last" ? left : (left * BigInt(part)) / 1000n;
          if (kind === "credited") {
            const less = (one.costRupiah * BigInt(part)) / 1000n;
            const { after, valueRupiah, leftRupiah } = recosted(one, -less);
            expect(valueRupiah <= 0n && leftRupiah <= 0n).toBe(true);
            lots[at] = after;
            inventory += valueRupiah;
            const ways = { soldBase: sold[at] ?? 0n, goneBase: gone[at] ?? 0n };
            const parted = partedByLeaving(leftRupiah, ways);
            expect(parted.soldRupiah <= 0n && parted.goneRupiah <= 0n).toBe(true);
            // What left one way only takes all of it.
            if (ways.soldBase === 0n) expect(parted.soldRupiah).toBe(0n);
            if (ways.goneBase === 0n) expect(parted.goneRupiah).toBe(0n);
            cost += parted.soldRupiah;
            lost += parted.goneRupiah;
            paid -= less;
            continue;
          }
          const base = kind === "unsold" ? -(((sold[at] ?? 0n) * BigInt(part)) / 1000n) : some;
          const { after, valueRupiah } = taken(one, base);
          // No part costs less than nothing, and nothing that comes back takes value away.
          expect(base >= 0n ? valueRupiah <= 0n : valueRupiah >= 0n).toBe(true);
          lots[at] = after;
          inventory += valueRupiah;
          if (kind === "lost") {
            lost -= valueRupiah;
            gone[at] = (gone[at] ?? 0n) + base;
          } else {
            cost -= valueRupiah;
            sold[at] = (sold[at] ?? 0n) + base;
          }
        }
        expect(inventory).toBe(lots.reduce((sum, one) => sum + leftValue(one), 0n));
        expect(inventory + cost + lost).toBe(paid);
        for (const one of lots) if (one.outBase === one.boughtBase) expect(leftValue(one)).toBe(0n);
        expect(inventory >= 0n).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a part costs what its share of the price is, and the last gram takes the last rupiah", () => {
  const hundred = { boughtBase: 3n, outBase: 0n, costRupiah: 100n };
  const first = taken(hundred, 1n);
  const second = taken(first.after, 1n);
  const third = taken(second.after, 1n);
  expect([first, second, third].map((move) => -move.valueRupiah)).toEqual([33n, 34n, 33n]);
  expect(() => taken(third.after, 1n)).toThrow(/no more/);
  expect(() => taken(hundred, -1n)).toThrow(/no more/);
  // A credit of 30 when two of three are sold: a third of it is still in stock.
  expect(recosted(second.after, -30n)).toMatchObject({ valueRupiah: -10n, leftRupiah: -20n });
  expect(() => recosted(hundred, -101n)).toThrow(/less than nothing/);
});
