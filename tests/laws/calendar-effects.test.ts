import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { type ComingOrder, calendarEffects } from "#app/modules/orders/calendar-effects.ts";
import { reducedLines } from "#app/modules/orders/reduced-lines.ts";

// Goal: what a calendar takes out of orders is never needed, never promised, and never more than is there; what is left over is
// less than a unit, or promised. Method: arbitrary orders of two days and arbitrary needs; every line is added up again.
const MONDAY = businessDay("2026-07-06");
const PACKS: Readonly<Record<string, bigint>> = { TLR: 1_900n, BRS: 1_000n, WRT: 500n };

const line = fc
  .record({
    goods: fc.constantFrom("TLR", "BRS", "WRT"),
    units: fc.bigInt(1n, 20n),
    promised: fc.bigInt(0n, 20n),
  })
  .map(({ goods, units, promised }) => {
    const basePerUnit = PACKS[goods] ?? 1n;
    return {
      commodityCode: goods,
      gradeCode: "A",
      commodity: goods,
      unit: "pak",
      basePerUnit,
      quantityBase: units * basePerUnit,
      promisedBase: (promised < units ? promised : units) * basePerUnit,
    };
  });

const orders: fc.Arbitrary<ComingOrder[]> = fc
  .array(
    fc.record({
      on: fc.constantFrom(0, 1),
      state: fc.constantFrom("draft", "submitted", "approved"),
      isUnderway: fc.boolean(),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows.map(({ on, lines, ...rest }, at) => ({
      ...(rest as Pick<ComingOrder, "state" | "isUnderway">),
      id: `ord_${at}`,
      deliveryDay: addDays(MONDAY, on),
      windowStart: "14:00",
      windowEnd: "16:00",
      lines: lines.map((one, place) => ({
        ...one,
        id: `orl_${at}_${place}`,
        promisedBase: rest.state === "draft" ? 0n : one.promisedBase,
      })),
    })),
  );

test("what goes was neither needed nor promised, and what stays too much is promised, underway or less than a unit", () => {
  const needs = fc.dictionary(fc.constantFrom("TLR/A", "BRS/A", "WRT/A"), fc.bigInt(0n, 60_000n));
  fc.assert(
    fc.property(orders, needs, (coming, needed) => {
      const cooked = new Map(Object.entries(needed));
      const effects = calendarEffects(coming, (day) => (day === MONDAY ? cooked : null));
      const to = new Map(effects.flatMap(({ changes }) => changes.map((one) => [one.line.id, one.toBase])));
      for (const { order, deed, changes } of effects) {
        expect(order.isUnderway && deed !== "keep").toBe(false);
        if (order.deliveryDay !== MONDAY) expect(deed).toBe(order.isUnderway ? "keep" : "cancel");
        else for (const { line, toBase } of changes) expect(toBase).toBeGreaterThanOrEqual(line.promisedBase);
      }
      for (const [goods, need] of cooked) {
        const lines = coming
          .filter(({ deliveryDay }) => deliveryDay === MONDAY)
          .flatMap((order) => order.lines.map((one) => ({ ...one, isUnderway: order.isUnderway })))
          .filter((one) => `${one.commodityCode}/A` === goods);
        const before = lines.reduce((sum, one) => sum + one.quantityBase, 0n);
        const after = lines.reduce((sum, one) => sum + (to.get(one.id) ?? one.quantityBase), 0n);
        expect(after).toBeGreaterThanOrEqual(before < need ? before : need);
        const free = lines.filter(
          (one) => !one.isUnderway && (to.get(one.id) ?? one.quantityBase) > one.promisedBase,
        );
        if (after > need && free.length > 0)
          expect(after - need).toBeLessThan(PACKS[goods.slice(0, 3)] ?? 0n);
      }
    }),
  );
});

test("a draft gives before an order that was sent, and that before one that was approved", () => {
  const eggs = (id: string, state: "draft" | "submitted" | "approved"): ComingOrder => ({
    ...{ id, state, deliveryDay: MONDAY, windowStart: "14:00", windowEnd: "16:00", isUnderway: false },
    lines: [
      {
        ...{ id: `l_${id}`, commodityCode: "TLR", gradeCode: "A", commodity: "Telur", unit: "kg" },
        ...{ basePerUnit: 1_000n, quantityBase: 10_000n, promisedBase: 0n },
      },
    ],
  });
  const all = [eggs("ord_1", "approved"), eggs("ord_2", "submitted"), eggs("ord_3", "draft")];
  const told = (need: bigint) =>
    calendarEffects(all, () => new Map([["TLR/A", need]])).map(({ order, deed, changes }) => [
      order.id,
      deed,
      changes[0]?.toBase,
    ]);
  expect(told(30_000n)).toEqual([]);
  expect(told(25_500n)).toEqual([["ord_3", "reduce", 6_000n]]);
  expect(told(14_000n)).toEqual([
    ["ord_3", "cancel", 0n],
    ["ord_2", "reduce", 4_000n],
  ]);
});

test("reducing never asks for more, keeps what was promised, and drops a line that nobody wants", () => {
  const line = { id: "a", basePerUnit: 1_000n, quantityBase: 5_000n, promisedBase: 2_000n };
  const to = (base: bigint, promisedBase = line.promisedBase) =>
    reducedLines([{ ...line, promisedBase }], new Map([["a", base]]));
  expect(to(9_000n).kept).toMatchObject([{ quantityBase: 5_000n }]);
  expect(to(2_100n).kept).toMatchObject([{ quantityBase: 3_000n }]);
  expect(to(0n).kept).toMatchObject([{ quantityBase: 2_000n }]);
  expect(to(0n, 0n)).toMatchObject({ kept: [], dropped: [{ id: "a" }] });
});
