import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { ageingOf, type OpenAccount } from "#app/modules/accountability/ageing.ts";
import { type AgedAccount, firstDifference } from "#app/modules/oversight/aged-accounts.ts";

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

test("what is kept and what the lines say part where either lacks an account, or has its rupiah or their age otherwise", () => {
  const of = (accountId: string, week: bigint, older = 0n): AgedAccount => ({
    accountId,
    code: "1200",
    name: accountId,
    openRupiah: week + older,
    ages: { week, fortnight: 0n, month: 0n, older },
    lateRupiah: 0n,
    heldRupiah: 0n,
  });
  const [first, second] = [of("acc_1", 30n), of("acc_2", 50n)];
  expect(firstDifference([first, second], [first, second])).toBeNull();
  expect(firstDifference([first], [first, second])).toEqual({
    name: "acc_2",
    keptRupiah: 0n,
    linesRupiah: 50n,
  });
  expect(firstDifference([first, second], [second])).toEqual({
    name: "acc_1",
    keptRupiah: 30n,
    linesRupiah: 0n,
  });
  expect(firstDifference([first, second], [first, of("acc_2", 51n)])).toMatchObject({ linesRupiah: 51n });
  expect(firstDifference([first, second], [first, of("acc_2", 20n, 30n)])).toMatchObject({
    keptRupiah: 50n,
    linesRupiah: 50n,
  });
});
