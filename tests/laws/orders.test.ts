import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay, dayOf, momentOf, timeZones } from "#app/kernel/calendar.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { vatOn } from "#app/modules/catalogue/vat.ts";
import {
  coversDay,
  openingEntry,
  releasingEntry,
  reservingEntry,
  spendingEntry,
} from "#app/modules/orders/budget.ts";
import { type CutOffRules, cutOff, orderTimes, submitBy } from "#app/modules/orders/cut-off.ts";
import {
  freedByAgreement,
  lineCeiling,
  orderCeiling,
  promisedBasisPoints,
  taxAtMost,
} from "#app/modules/orders/order.ts";

const DAY = businessDay("2026-07-09");
const zone = fc.constantFrom(...timeZones);
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const rules: fc.Arbitrary<CutOffRules> = fc.record({
  time: clock,
  daysBefore: fc.integer({ min: 0, max: 7 }),
  isOnDemandAllowed: fc.boolean(),
  onDemandHours: fc.integer({ min: 0, max: 72 }),
});

test("a market closes at its own region's clock, so many days before", () => {
  fc.assert(
    fc.property(rules, zone, (rule, where) => {
      const at = cutOff(DAY, rule, where);
      expect(dayOf(at, where)).toBe(addDays(DAY, -rule.daysBefore));
      expect(momentOf(dayOf(at, where), rule.time, where)).toEqual(at);
    }),
  );
  const noon = { time: "12:00", daysBefore: 2 };
  expect(cutOff(DAY, noon, "Asia/Jakarta").toISOString()).toBe("2026-07-07T05:00:00.000Z");
  expect(cutOff(DAY, noon, "Asia/Jayapura").toISOString()).toBe("2026-07-07T03:00:00.000Z");
});

test("the last call is never before the cut-off, and is the cut-off where nothing is matched on demand", () => {
  fc.assert(
    fc.property(rules, clock, zone, (rule, windowStart, where) => {
      const regular = cutOff(DAY, rule, where);
      const times = orderTimes({ day: DAY, windowStart }, rule, where);
      const last = times.lastCall;
      expect(times.marketCloses).toEqual(regular);
      expect(last >= regular).toBe(true);
      if (!rule.isOnDemandAllowed) expect(last).toEqual(regular);
      if (last > regular)
        expect(momentOf(DAY, windowStart, where).getTime() - last.getTime()).toBe(
          rule.onDemandHours * 3_600_000,
        );
    }),
  );
});

test("an unsent order is due when its market closes, and after that at the last call", () => {
  const rule = { time: "12:00", daysBefore: 2, isOnDemandAllowed: true, onDemandHours: 4 };
  const times = orderTimes({ day: DAY, windowStart: "08:00" }, rule, "Asia/Jakarta");
  expect(submitBy(times, new Date("2026-07-07T05:00:00Z"))).toEqual(times.marketCloses);
  expect(submitBy(times, new Date("2026-07-07T05:00:01Z"))).toEqual(times.lastCall);
});

const line = fc.record({
  quantityBase: fc.bigInt({ min: 1n, max: 10_000_000n }),
  basePerUnit: fc.constantFrom(1n, 350n, 1_000n, 1_850n, 15_000n),
  ceilingRupiah: fc.bigInt({ min: 1n, max: 1_000_000n }),
});

test("an order can cost what its lines can cost, each rounded once", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      expect(orderCeiling(lines)).toBe(lines.reduce((sum, one) => sum + lineCeiling(one), 0n));
      for (const one of lines) {
        const exact = one.quantityBase * one.ceilingRupiah;
        const off = lineCeiling(one) * one.basePerUnit - exact;
        expect(2n * (off < 0n ? -off : off) <= one.basePerUnit).toBe(true);
      }
    }),
  );
  const third = { quantityBase: 333n, basePerUnit: 1_000n, ceilingRupiah: 10_001n };
  expect(orderCeiling([third, third, third])).toBe(9_990n);
});

test("an order reads as fully promised only when every line is", () => {
  const promised = line.chain((one) =>
    fc.bigInt({ min: 0n, max: one.quantityBase }).map((promisedBase) => ({ ...one, promisedBase })),
  );
  fc.assert(
    fc.property(fc.array(promised, { minLength: 1, maxLength: 10 }), (lines) => {
      const points = promisedBasisPoints(lines);
      expect(points >= 0 && points <= 10_000).toBe(true);
      const isWhole = lines.every((one) => one.promisedBase === one.quantityBase);
      if (orderCeiling(lines) > 0n) expect(points === 10_000).toBe(isWhole);
    }),
  );
  expect(promisedBasisPoints([])).toBe(0);
});

test("what a budget opens with is what is left, held and spent, whatever happens to its orders", () => {
  const deed = { organisationId: "org_x", budgetId: "bgt_x", subjectId: "ord_x", on: DAY };
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }),
      fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 6n }), fc.bigInt({ min: 0n, max: 2n * 10n ** 6n }))),
      (opening, orders) => {
        const balances = new Map<string, bigint>();
        const post = (entry: ReturnType<typeof openingEntry>) => {
          expect(entry.lines.reduce((sum, one) => sum + one.amount, 0n)).toBe(0n);
          for (const one of entry.lines)
            balances.set(one.account, (balances.get(one.account) ?? 0n) + one.amount);
        };
        post(openingEntry(deed, opening));
        for (const [held, spent] of orders) {
          post(reservingEntry(deed, held, null));
          if (spent > 0n) post(spendingEntry(deed, spent, held));
          if (held > spent) post(releasingEntry(deed, held - spent, null));
        }
        expect(balances.get("budgetReserved") ?? 0n).toBe(0n);
        const total = (balances.get("budgetAvailable") ?? 0n) + (balances.get("budgetSpent") ?? 0n);
        expect(-total).toBe(opening);
        expect(balances.get("budgetSource")).toBe(opening);
      },
    ),
  );
});

test("however sellers share a line, accepting never gives back more than was held beyond what they will be paid", () => {
  const rule = { rateBasisPoints: 1_200, baseNumerator: 11, baseDenominator: 12 };
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10_000n }),
      fc.bigInt({ min: 1n, max: 500_000n }),
      fc.constantFrom<"exempt" | "standard">("exempt", "standard"),
      fc.array(
        fc.tuple(fc.bigInt({ min: 1n, max: 10_000n }), fc.bigInt({ min: 0n, max: 100n }), fc.boolean()),
      ),
      (ceilingUnits, ceilingRupiah, taxClass, sellers) => {
        const line = { quantityBase: ceilingUnits * 1000n, basePerUnit: 1000n, ceilingRupiah, taxClass };
        const held = lineCeiling(line) + taxAtMost([line], rule);
        let [left, freed, paid] = [line.quantityBase, 0n, 0n];
        for (const [wanted, percent, isVatRegistered] of sellers) {
          const base = wanted < left ? wanted : left;
          if (base === 0n) break;
          left -= base;
          const agreed = {
            base,
            priceRupiah: (ceilingRupiah * percent) / 100n,
            basePerUnit: 1000n,
            isVatRegistered,
          };
          const goods = priceOf(base, agreed.priceRupiah, 1000n);
          freed += freedByAgreement(line, agreed, rule);
          paid += goods + vatOn(goods, taxClass, agreed, rule);
        }
        // A seller at the very ceiling may round a part up; nothing is freed for it, so only whole rupiah of rounding lack.
        expect(freed + paid).toBeLessThanOrEqual(held + 2n * BigInt(sellers.length));
        if (sellers.length === 0) expect(freed).toBe(0n);
      },
    ),
  );
});

test("a deed that can be repeated is booked under another name each time", () => {
  const deed = { organisationId: "org_x", budgetId: "bgt_x", subjectId: "ord_x", on: DAY };
  expect(reservingEntry(deed, 1n, null).kind).toBe("order.reserved");
  expect(reservingEntry(deed, 1n, 3).kind).toBe("order.reserved#3");
  expect(releasingEntry(deed, 1n, 3).kind).toBe("order.released#3");
});

test("a budget covers its first and its last day", () => {
  const july = { startsOn: businessDay("2026-07-01"), endsOn: businessDay("2026-07-31") };
  expect([july.startsOn, july.endsOn].every((day) => coversDay(july, day))).toBe(true);
  expect(coversDay(july, businessDay("2026-06-30"))).toBe(false);
  expect(coversDay(july, businessDay("2026-08-01"))).toBe(false);
});
