import { expect, test } from "vitest";
import { Habits } from "#db/habits.ts";

// Goal: what is asked again and again is prepared, and no connection fills up with what is not. Method: count texts.
test("a statement with parameters is a habit from the third time on; one without never needs to be", () => {
  const habits = new Habits();
  expect([1, 2, 3, 4].map(() => habits.has("select $1", 1))).toEqual([false, false, true, true]);
  expect([1, 2, 3, 4].map(() => habits.has("begin", 0))).toEqual([false, false, false, false]);
});

test("texts that never come again become no habit, and there is an end to those that do", () => {
  const habits = new Habits();
  for (let nth = 0; nth < 5_000; nth++) expect(habits.has(`once ${nth}`, 1)).toBe(false);
  const often = Array.from({ length: 700 }, (_, nth) => `often ${nth}`);
  for (const text of often) for (let time = 0; time < 3; time++) habits.has(text, 1);
  expect(often.filter((text) => habits.has(text, 1)).length).toBe(500);
});
