import fc from "fast-check";
import { expect, test } from "vitest";
import { percent } from "#app/i18n/format.ts";
import { goodsClasses } from "#app/kernel/goods-class.ts";
import { classSums, membershipSales, sheetTotal } from "#app/modules/invoicing/margin-sheet.ts";

test("D4-6: 103.545.850 sold, 98.497.000 bought, 5.048.850 earned: 4,88 % of sales, 5,13 % on cost", () => {
  // The five days of the sheet that the figures are from, in parts: however they are cut, the sum is the same.
  const days = [
    [21_598_810n, 20_545_000n],
    [20_112_040n, 19_118_000n],
    [20_835_000n, 19_834_000n],
    [20_500_000n, 19_500_000n],
    [20_500_000n, 19_500_000n],
  ] as const;
  const total = sheetTotal(days.map(([sellRupiah, buyRupiah]) => ({ sellRupiah, buyRupiah })));
  expect(total).toMatchObject({
    sellRupiah: 103_545_850n,
    buyRupiah: 98_497_000n,
    earnedRupiah: 5_048_850n,
  });
  expect([total.ofSales, total.onCost]).toEqual([488n, 513n]);
  expect(percent(total.ofSales ?? 0n)).toBe("4,88 %");
  expect(percent(total.onCost ?? 0n)).toBe("5,13 %");
});

test("of nothing there is no percentage; below cost it is below nothing", () => {
  expect(sheetTotal([])).toMatchObject({ earnedRupiah: 0n, ofSales: null, onCost: null });
  expect(sheetTotal([{ sellRupiah: 95n, buyRupiah: 100n }])).toMatchObject({
    earnedRupiah: -5n,
    onCost: -500n,
  });
});

test("sold is always bought and earned together, and no percentage is a whole basis point off", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(fc.array(fc.record({ sellRupiah: amount, buyRupiah: amount })), (rows) => {
      const { sellRupiah, buyRupiah, earnedRupiah, ofSales } = sheetTotal(rows);
      expect(buyRupiah + earnedRupiah).toBe(sellRupiah);
      if (ofSales === null) return;
      const off = ofSales * sellRupiah - earnedRupiah * 10_000n;
      expect(2n * (off < 0n ? -off : off)).toBeLessThanOrEqual(sellRupiah);
    }),
  );
});

test("by class of goods nothing is lost: the classes add up to what was booked, also when it was booked back", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 10n });
  const line = fc.record({
    goodsClass: fc.constantFrom(...goodsClasses),
    saleRupiah: amount,
    owedRupiah: amount,
    costRupiah: amount,
  });
  const booked = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n });
  const sale = fc.record({
    sellRupiah: booked,
    owedRupiah: booked,
    costRupiah: booked,
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(sale, { maxLength: 6 }), (sales) => {
      const classes = classSums(sales);
      const sum = (of: (one: (typeof sales)[number]) => bigint) =>
        sales.reduce((all, one) => all + of(one), 0n);
      expect(classes.reduce((all, one) => all + one.sellRupiah, 0n)).toBe(sum((one) => one.sellRupiah));
      expect(classes.reduce((all, one) => all + one.buyRupiah, 0n)).toBe(
        sum((one) => one.owedRupiah + one.costRupiah),
      );
      const names = classes.map((one) => one.goodsClass);
      expect(names).toEqual(goodsClasses.filter((one) => names.includes(one)));
    }),
  );
});

test("by membership nothing is lost: members, others and nobody add up to what was booked, and nobody gets what they have no part in", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 10n });
  const line = fc.record({ saleRupiah: amount, membersRupiah: amount, othersRupiah: amount });
  const sale = fc.record({
    sellRupiah: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }),
    lines: fc.array(line, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(sale, { maxLength: 6 }), (sales) => {
      const { membersRupiah, othersRupiah, unnamedRupiah } = membershipSales(sales);
      expect(membersRupiah + othersRupiah + unnamedRupiah).toBe(
        sales.reduce((sum, { sellRupiah }) => sum + sellRupiah, 0n),
      );
      if (sales.every(({ lines }) => lines.every((one) => one.membersRupiah === 0n)))
        expect(membersRupiah).toBe(0n);
    }),
  );
  // Two lines of 60 and 40; of the first a member grew two parts in three, of the second nobody is known.
  expect(
    membershipSales([
      {
        sellRupiah: 100n,
        lines: [
          { saleRupiah: 60n, membersRupiah: 20n, othersRupiah: 10n },
          { saleRupiah: 40n, membersRupiah: 0n, othersRupiah: 0n },
        ],
      },
    ]),
  ).toEqual({ membersRupiah: 40n, othersRupiah: 20n, unnamedRupiah: 40n });
});
