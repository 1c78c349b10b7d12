import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuantity } from "#app/i18n/parse.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Meal, storeShares } from "#app/modules/orders/store-share.ts";
import {
  byExpiry,
  giveBack,
  isGoodOn,
  stockForNeeds,
  sumOfParcels,
  takeByExpiry,
} from "#app/modules/stock/stock.ts";
import { stockText } from "#app/modules/stock/stock-text.ts";

const days = ["2026-07-06", "2026-07-07", "2026-07-08", "2026-07-09", "2026-07-10"] as BusinessDay[];
const anyDay = fc.constantFrom(...days);
const base = fc.bigInt({ min: 0n, max: 50_000n });
const parcel = fc.record({
  id: fc.string({ minLength: 1, maxLength: 6 }),
  cameOn: anyDay,
  expiresOn: fc.option(anyDay, { nil: null }),
  balanceBase: base,
});
const store = fc.uniqueArray(parcel, { selector: ({ id }) => id, maxLength: 8 });
const sum = (values: Iterable<bigint>) => [...values].reduce((all, value) => all + value, 0n);

test("whatever is taken is there, what expires first is emptied before the next is opened, and the rest is named as missing", () => {
  fc.assert(
    fc.property(store, base, (parcels, wanted) => {
      const { shares, missingBase } = takeByExpiry(parcels, wanted);
      const taken = new Map(shares.map(({ parcelId, base: share }) => [parcelId, -share]));
      expect(sum(taken.values()) + missingBase).toBe(wanted);
      const opened = [...parcels].sort(byExpiry).filter(({ balanceBase }) => balanceBase > 0n);
      for (const [at, one] of opened.entries()) {
        const share = taken.get(one.id) ?? 0n;
        expect(share <= one.balanceBase && share >= 0n).toBe(true);
        const next = opened[at + 1];
        if (next && taken.has(next.id)) expect(share).toBe(one.balanceBase);
      }
      if (missingBase > 0n) expect(sum(taken.values())).toBe(sumOfParcels(parcels));
    }),
  );
});

test("taking and bringing the same back leaves every parcel as it was", () => {
  fc.assert(
    fc.property(store, base, (parcels, wanted) => {
      const { shares } = takeByExpiry(parcels, wanted);
      const used = shares.map(({ parcelId, base: share }) => {
        const from = parcels.find(({ id }) => id === parcelId);
        if (!from) throw new Error("taken from the store");
        return { ...from, balanceBase: -share };
      });
      const back = new Map(giveBack(used, sumOfParcels(used)).map((share) => [share.parcelId, share.base]));
      for (const { parcelId, base: share } of shares) expect(back.get(parcelId)).toBe(-share);
    }),
  );
});

test("several meals count on the store once, none on what is past its day, and none on more than it needs", () => {
  fc.assert(
    fc.property(store, fc.array(fc.record({ day: anyDay, base })), (parcels, meals) => {
      const needs = [...meals].sort((a, b) => (a.day < b.day ? -1 : 1));
      const covered = stockForNeeds(parcels, needs);
      expect(sum(covered) <= sumOfParcels(parcels)).toBe(true);
      for (const [at, need] of needs.entries()) {
        const share = covered[at] ?? 0n;
        const good = sumOfParcels(parcels.filter((one) => isGoodOn(one, need.day)));
        expect(share >= 0n && share <= need.base && share <= good).toBe(true);
      }
    }),
  );
});

test("what comes serves its own delivery, what was cooked needs nothing more, and the store serves the rest in the order of cooking", () => {
  const meal = (day: number, deliveryDay: number, need: bigint): Meal => ({
    day: days[day] as BusinessDay,
    deliveryDay: days[deliveryDay] as BusinessDay,
    goods: "BRS/M",
    base: need,
  });
  const [one, two] = ["2026-07-06/BRS/M", "2026-07-08/BRS/M"];
  const shares = storeShares([meal(3, 2, 100n), meal(1, 0, 100n), meal(2, 0, 100n)], {
    coming: new Map([[one, 120n]]),
    parcels: new Map([
      [
        "BRS/M",
        [{ id: "a", cameOn: days[0] as BusinessDay, expiresOn: days[2] as BusinessDay, balanceBase: 90n }],
      ],
    ]),
    used: new Map([["2026-07-07/BRS/M", 30n]]),
  });
  // Tuesday: 30 eaten, 70 come; Wednesday: 50 come, 50 from the store; the 40 that are left are past their day on Thursday.
  expect([shares.get(one), shares.get(two)]).toEqual([80n, 0n]);
});

test("stock written into a box reads back as a quantity, never more than there is and less by a step at most", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10_000_000n }),
      fc.constantFrom(1n, 30n, 144n, 1_000n, 1_800n, 25_000n),
      (there, perUnit) => {
        const text = stockText(there, perUnit);
        const read = text === "" ? 0n : parseQuantity(text, perUnit);
        expect(read).not.toBeNull();
        const lost = there - (read ?? 0n);
        expect(lost >= 0n && lost < perUnit).toBe(true);
      },
    ),
  );
});
