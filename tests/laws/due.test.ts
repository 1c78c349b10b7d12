import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { daysLate, dueDay, lateBucketOf, payClock } from "#app/modules/invoicing/due.ts";

const day = (text: string) => businessDay(text);
const NONE: ReadonlySet<string> = new Set();
const bucketOn = (dueOn: string, today: string) => {
  const bucket = lateBucketOf(day(dueOn), day(today));
  return bucket === null ? null : [bucket.from, bucket.to];
};

test("goods taken over on 2 June with seven days to pay are due on 9 June, and on 26 June 15 to 30 days late", () => {
  expect(dueDay(day("2026-06-02"), 7, NONE)).toBe("2026-06-09");
  expect(daysLate(day("2026-06-09"), day("2026-06-26"))).toBe(17);
  expect(bucketOn("2026-06-09", "2026-06-26")).toEqual([15, 30]);
});

test("what falls on a weekend or a holiday of the banks is due on the next day that they are open, and nothing is late on its day", () => {
  expect(dueDay(day("2026-06-05"), 1, NONE)).toBe("2026-06-08");
  // A Monday on which banks are shut, and a Friday before a weekend.
  const shut = new Set(["2026-08-17", "2026-12-25"]);
  expect(dueDay(day("2026-08-14"), 1, shut)).toBe("2026-08-18");
  expect(dueDay(day("2026-12-18"), 7, shut)).toBe("2026-12-28");
  expect(["2026-06-08", "2026-06-09"].map((today) => bucketOn("2026-06-09", today))).toEqual([null, null]);
});

test("every late day lies in exactly one bucket", () => {
  const seen = ["06-10", "06-16", "06-17", "06-23", "06-24", "07-09", "07-10", "12-31"].map((at) =>
    bucketOn("2026-06-09", `2026-${at}`),
  );
  expect(seen).toEqual([
    [1, 7],
    [1, 7],
    [8, 14],
    [8, 14],
    [15, 30],
    [15, 30],
    [31, null],
    [31, null],
  ]);
});

test("the clock of a claim runs from its issue to its day and beyond, and stands still for what is not asked", () => {
  const clock = (state: string, openDueOn: string | null, today: string) =>
    payClock({ state, openDueOn: openDueOn === null ? null : day(openDueOn) }, day(today));
  expect(clock("issued", "2026-06-09", "2026-06-02")).toEqual({ left: 7, late: null });
  expect(clock("issued", "2026-06-09", "2026-06-09")).toEqual({ left: 0, late: null });
  expect(clock("issued", "2026-06-09", "2026-06-12")).toEqual({ left: -3, late: { from: 1, to: 7 } });
  expect(clock("issued", null, "2026-06-12")).toEqual({ left: null, late: null });
  expect(clock("settled", "2026-06-09", "2026-06-12")).toEqual({ left: null, late: null });
});
