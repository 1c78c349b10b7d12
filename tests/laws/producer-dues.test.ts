import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { openClaims } from "#app/modules/payments/producer-dues.ts";

const FIRST = businessDay("2026-07-01");

test("what is open of a producer's claims adds up to what is due, the newest of it, the earliest day first", () => {
  const claim = fc.record({
    onDay: fc.nat(40).map((days) => addDays(FIRST, days)),
    amountRupiah: fc.bigInt({ min: 1n, max: 1_000_000n }),
    payDays: fc.option(fc.nat(14)),
  });
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 12 }), fc.bigInt({ min: 0n, max: 1000n }), (claims, part) => {
      const all = sumOf(claims.map((one) => one.amountRupiah));
      const due = (all * part) / 1000n;
      const open = openClaims(claims, due);
      expect(sumOf(open.map((one) => one.amountRupiah))).toBe(due);
      const days = open.map((one) => one.dueOn ?? "9");
      expect([...days].sort()).toEqual(days);
    }),
  );
});

test("half of two equal deliveries paid leaves the later one, due after its days", () => {
  const claims = [
    { onDay: FIRST, amountRupiah: 360_000n, payDays: 7 },
    { onDay: addDays(FIRST, 2), amountRupiah: 360_000n, payDays: 7 },
  ];
  expect(openClaims(claims, 360_000n)).toEqual([{ dueOn: "2026-07-10", amountRupiah: 360_000n }]);
});
