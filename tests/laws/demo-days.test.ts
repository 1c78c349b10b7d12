import { expect, test } from "vitest";
import { addDays, businessDay, weekdayOf } from "#app/kernel/calendar.ts";
import { nextWorkingDays } from "#db/seed/demo/working-days.ts";

test("three working days are found ahead of every weekday, before a weekend too", () => {
  const monday = businessDay("2026-11-23");
  for (let later = 0; later < 7; later += 1) {
    const today = addDays(monday, later);
    const days = nextWorkingDays(today, 3);
    expect(new Set(days).size).toBe(3);
    expect(days.every((ahead) => ahead > 0 && weekdayOf(addDays(today, ahead)) <= 5)).toBe(true);
  }
  expect(nextWorkingDays(addDays(monday, 4), 3)).toEqual([3, 4, 5]);
});
