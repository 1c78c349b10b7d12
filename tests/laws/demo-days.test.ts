import { expect, test } from "vitest";
import { addDays, businessDay, weekdayOf } from "#app/kernel/calendar.ts";
import { dayOfPast, nextWorkingDays, pastDeliveries } from "#db/seed/demo/working-days.ts";

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

test("the past's deliveries lie on as many days, whatever weekday today is: no market fills what another day's story sells", () => {
  const monday = businessDay("2026-11-23");
  expect(pastDeliveries.length).toBeGreaterThan(3);
  for (let later = 0; later < 7; later += 1) {
    const today = addDays(monday, later);
    const days = pastDeliveries.map((delivery) => dayOfPast(today, delivery));
    expect(days, today).toEqual([...new Set(days)].sort((one, other) => one - other));
    expect(
      days.every((day) => day < 0 && weekdayOf(addDays(today, day)) <= 5),
      today,
    ).toBe(true);
  }
});
