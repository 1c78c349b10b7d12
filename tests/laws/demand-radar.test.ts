import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { isBelowFloor, isTelling, radarWeek } from "#app/modules/commitments/demand-radar.ts";

type Kitchen = { readonly needed: bigint; readonly promised: bigint };

const kitchens = fc.array(
  fc
    .record({ needed: fc.bigInt(0n, 1_000n), share: fc.constantFrom(0n, 30n, 100n) })
    .map(({ needed, share }): Kitchen => ({ needed, promised: (needed * share) / 100n })),
  { maxLength: 9 },
);
const sellers = fc.array(fc.bigInt(1n, 1_000n), { maxLength: 6 });

const gather = (all: readonly Kitchen[], others: readonly bigint[], ownBase: bigint) => ({
  week: businessDay("2026-07-06"),
  neededBase: all.reduce((sum, one) => sum + one.needed, 0n),
  kitchens: all.filter((one) => one.needed > 0n).length,
  openBase: all.reduce((sum, one) => sum + one.needed - one.promised, 0n),
  kitchensOpen: all.filter((one) => one.needed > one.promised).length,
  kitchensPromised: all.filter((one) => one.promised > 0n).length,
  ownBase,
  othersBase: others.reduce((sum, one) => sum + one, 0n),
  otherSellers: others.length,
});

test("no figure, nor what is left when one is taken from another, is that of one or two kitchens or sellers", () => {
  fc.assert(
    fc.property(kitchens, sellers, fc.bigInt(0n, 500n), (all, others, own) => {
      const shown = radarWeek(gather(all, others, own), 150);
      const behind = (of: (one: Kitchen) => bigint) => all.filter((one) => of(one) > 0n).length;
      const isSafe = (count: number) => count === 0 || count >= 3;
      if (shown.neededBase !== null) expect(isSafe(behind((one) => one.needed))).toBe(true);
      if (shown.openBase !== null) {
        expect(shown.neededBase).not.toBeNull();
        expect(isSafe(behind((one) => one.needed - one.promised))).toBe(true);
        expect(isSafe(behind((one) => one.promised))).toBe(true);
      }
      if (shown.othersBase !== null) expect(isSafe(others.length)).toBe(true);
      // An alarm says no more than the figures beside it.
      if (shown.isGlut)
        expect(
          (shown.ownBase + (shown.othersBase ?? 0n)) * 100n >= (shown.neededBase ?? 0n) * 150n &&
            (shown.neededBase ?? 0n) > 0n,
        ).toBe(true);
    }),
  );
});

test("what enough have a part in is told whole", () => {
  const three = Array.from({ length: 3 }, () => ({ needed: 100n, promised: 0n }));
  expect(radarWeek(gather(three, [40n, 50n, 60n], 450n), 150)).toEqual({
    week: businessDay("2026-07-06"),
    neededBase: 300n,
    openBase: 300n,
    ownBase: 450n,
    othersBase: 150n,
    isGlut: true,
  });
  expect(radarWeek(gather(three, [], 449n), 150)).toMatchObject({ othersBase: 0n, isGlut: false });
  expect(radarWeek(gather(three.slice(1), [40n], 900n), 150)).toMatchObject({
    neededBase: null,
    openBase: null,
    othersBase: null,
    isGlut: false,
  });
});

test("a week in which nobody needs the goods and the seller has none is not shown; one that is hidden is", () => {
  const three = Array.from({ length: 3 }, () => ({ needed: 100n, promised: 0n }));
  const shown = (all: readonly Kitchen[], own: bigint) =>
    isTelling(radarWeek(gather(all, [40n, 50n, 60n], own), 150));
  expect([shown([], 0n), shown([], 1n), shown(three, 0n), shown(three.slice(1), 0n)]).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test("a floor is broken by three surveyed days in a row, not by two, and not on a day when somebody paid a fair price", () => {
  const floor = { priceRupiah: 26_500n, basePerUnit: 1000n };
  const paid = (onDay: string, priceRupiah: bigint, basePerUnit = 1000n) => ({
    onDay: businessDay(onDay),
    priceRupiah,
    basePerUnit,
  });
  const low = [paid("2026-06-10", 20_900n), paid("2026-06-11", 20_800n), paid("2026-06-12", 20_700n)];
  expect(isBelowFloor(low, floor, 3)).toBe(true);
  expect(isBelowFloor(low.slice(1), floor, 3)).toBe(false);
  expect(isBelowFloor([...low, paid("2026-06-11", 26_500n)], floor, 3)).toBe(false);
  expect(isBelowFloor([...low, paid("2026-06-09", 30_000n)], floor, 3)).toBe(true);
  // The same price by the crate of fifteen kilograms.
  expect(isBelowFloor([...low.slice(0, 2), paid("2026-06-12", 397_500n, 15_000n)], floor, 3)).toBe(false);
  expect(isBelowFloor([], floor, 0)).toBe(false);
});
