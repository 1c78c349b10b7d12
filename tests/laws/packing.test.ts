import fc from "fast-check";
import { expect, test } from "vitest";
import { boxBaseAt, boxesOf, labelsFrom, picksOf } from "#app/modules/shipments/packing.ts";
import { sharePicks } from "#app/modules/shipments/share-picks.ts";

const line = fc.record({
  promisedBase: fc.bigInt(1n, 20_000_000n),
  basePerUnit: fc.constantFrom(1n, 144n, 1000n, 15_000n, 50_000n),
  baseUnit: fc.constantFrom("g" as const, "ml" as const, "piece" as const),
});

test("boxes add up to the line, none is empty, and only the last holds less than the others", () => {
  fc.assert(
    fc.property(line, fc.bigInt(1n, 100n), (goods, kilograms) => {
      const boxes = boxesOf(goods, kilograms * 1000n);
      const { count, eachBase, lastBase } = boxes;
      expect(eachBase * BigInt(count - 1) + lastBase).toBe(goods.promisedBase);
      expect(lastBase > 0n && lastBase <= eachBase).toBe(true);
      if (goods.basePerUnit > 1000n) expect(eachBase <= goods.basePerUnit).toBe(true);
      expect(boxBaseAt(boxes, count)).toBe(lastBase);
    }),
  );
});

test("168,5 kg of eggs are eight boxes of 20 kg and one of 8,5; ten crates and a half are eleven; pieces stand in one", () => {
  expect(boxesOf({ promisedBase: 168_500n, basePerUnit: 1000n, baseUnit: "g" }, 20_000n)).toEqual({
    count: 9,
    eachBase: 20_000n,
    lastBase: 8_500n,
  });
  expect(boxesOf({ promisedBase: 157_500n, basePerUnit: 15_000n, baseUnit: "g" }, 20_000n)).toEqual({
    count: 11,
    eachBase: 15_000n,
    lastBase: 7_500n,
  });
  expect(boxesOf({ promisedBase: 60n, basePerUnit: 1n, baseUnit: "piece" }, 20_000n).count).toBe(1);
});

test("page after page of labels is every box once, in order, and says the same whatever the page", () => {
  const lines = fc.array(line, { maxLength: 5 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 50 }), (many, take) => {
      const boxed = many.map((goods, at) => ({ at, boxes: boxesOf(goods, 400_000n) }));
      const total = boxed.reduce((sum, one) => sum + one.boxes.count, 0);
      fc.pre(total <= 2_000);
      const whole = labelsFrom(boxed, { skip: 0, take: total });
      const paged = [];
      for (let skip = 0; skip < total; skip += take) paged.push(...labelsFrom(boxed, { skip, take }));
      expect(paged).toEqual(whole);
      expect(whole.length).toBe(total);
    }),
    { numRuns: 60 },
  );
});

test("what is fetched of a lot is what all kitchens get of it", () => {
  const of = (lotId: string, promisedBase: bigint) => ({
    lotId,
    unit: "kg",
    promisedBase,
    basePerUnit: 1000n,
    baseUnit: "g" as const,
    description: "Telur",
  });
  const picks = picksOf([of("lot_a", 5n), of("lot_b", 7n), of("lot_a", 11n)]);
  expect(picks.map(({ line: { lotId }, base }) => [lotId, base])).toEqual([
    ["lot_a", 16n],
    ["lot_b", 7n],
  ]);
});

const eggs = { commodityCode: "TLR-A", gradeCode: "a" };

test("shares are fetched in whole packs from the first to expire; what one took the next does not get, and what nobody has is said", () => {
  const lots = [
    { ...eggs, lotId: "soon", freeBase: 40_000n },
    { ...eggs, gradeCode: "b", lotId: "lesser", freeBase: 500_000n },
    { ...eggs, lotId: "later", freeBase: 60_000n },
  ];
  const share = { ...eggs, promisedBase: 60_000n, basePerUnit: 15_000n };
  const named = sharePicks([share, share], lots).map((picks) =>
    picks.map(({ lot, base }) => [lot?.lotId ?? null, base]),
  );
  expect(named).toEqual([
    [
      ["soon", 30_000n],
      ["later", 30_000n],
    ],
    [
      ["later", 30_000n],
      [null, 30_000n],
    ],
  ]);
});

test("whatever is wanted and lies there: picks add up to each share, no lot gives more than it has, and nothing is missing while packs lie there", () => {
  const grade = fc.constantFrom("a", "b");
  const wanted = fc.record({ gradeCode: grade, packs: fc.bigInt(1n, 200n) });
  const lying = fc.record({ gradeCode: grade, freeBase: fc.bigInt(1n, 2_000_000n) });
  fc.assert(
    fc.property(fc.array(wanted, { maxLength: 5 }), fc.array(lying, { maxLength: 8 }), (wishes, stock) => {
      const shares = wishes.map(({ gradeCode, packs }) => ({
        ...eggs,
        gradeCode,
        promisedBase: packs * 15_000n,
        basePerUnit: 15_000n,
      }));
      const lots = stock.map((lot, at) => ({ ...eggs, ...lot, lotId: `lot_${at}` }));
      const picks = sharePicks(shares, lots);
      const sum = (bases: readonly bigint[]) => bases.reduce((all, base) => all + base, 0n);
      expect(picks.map((own) => sum(own.map(({ base }) => base)))).toEqual(
        shares.map(({ promisedBase }) => promisedBase),
      );
      for (const lot of lots) {
        const given = picks.flat().filter((pick) => pick.lot?.lotId === lot.lotId);
        const left = lot.freeBase - sum(given.map(({ base }) => base));
        expect(left >= 0n && given.every(({ base }) => base > 0n && base % 15_000n === 0n)).toBe(true);
        const isMissed = picks.some(
          (own, at) => shares[at]?.gradeCode === lot.gradeCode && own.some((pick) => pick.lot === null),
        );
        if (isMissed) expect(left < 15_000n).toBe(true);
      }
    }),
  );
});
