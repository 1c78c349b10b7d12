import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { ageingOf, type OpenAccount } from "#app/modules/accountability/ageing.ts";

const TODAY = businessDay("2026-12-31");
const booked = fc.array(
  fc.record({
    onDay: fc.integer({ min: 0, max: 400 }).map((days) => addDays(TODAY, -days)),
    amountRupiah: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  }),
  { maxLength: 20 },
);
const account: fc.Arbitrary<OpenAccount> = fc.record({
  openRupiah: fc.bigInt({ min: -(10n ** 6n), max: 10n ** 10n }),
  booked,
});

test("the ages add up to what is open, and what came last is what is open", () => {
  fc.assert(
    fc.property(fc.array(account, { maxLength: 10 }), (accounts) => {
      const sums = ageingOf(accounts, TODAY);
      const open = accounts.reduce((sum, one) => sum + (one.openRupiah > 0n ? one.openRupiah : 0n), 0n);
      expect(sums.week + sums.fortnight + sums.month + sums.older).toBe(open);
    }),
  );
  const two = [
    { onDay: addDays(TODAY, -90), amountRupiah: 70n },
    { onDay: addDays(TODAY, -8), amountRupiah: 30n },
  ];
  expect(ageingOf([{ openRupiah: 50n, booked: two }], TODAY)).toEqual({
    week: 0n,
    fortnight: 30n,
    month: 0n,
    older: 20n,
  });
});
