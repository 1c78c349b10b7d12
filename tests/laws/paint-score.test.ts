import { expect, test } from "vitest";
import { scoreOf } from "#scripts/bench/paint-score.ts";
import { blockingOf } from "#scripts/bench/paint-trace.ts";

// Goal: the score of the bench is Lighthouse's. Method: the two points that each of its curves is made of, and a report of
// Lighthouse 12 with the figures that it scored.

test("the best tenth of the web scores 90 and its middle 50", () => {
  expect(scoreOf({ first: 1_800, largest: 2_500, blocking: 200, shift: 0.1 })).toBeGreaterThanOrEqual(90);
  expect(scoreOf({ first: 3_000, largest: 4_000, blocking: 600, shift: 0.25 })).toBeGreaterThanOrEqual(50);
  expect(scoreOf({ first: 0, largest: 0, blocking: 0, shift: 0 })).toBe(100);
  expect(scoreOf({ first: 60_000, largest: 60_000, blocking: 60_000, shift: 9 })).toBe(0);
});

test("what Lighthouse scored 81 scores 81 within one point", () => {
  expect(Math.abs(scoreOf({ first: 800, largest: 1_300, blocking: 770, shift: 0 }) - 81)).toBeLessThanOrEqual(
    1,
  );
});

test("a task blocks for as long as its own thread worked on it beyond fifty, after the paint", () => {
  const main = { pid: 7, tid: 1 };
  const task = (at: number, ms: number, worked: number, of: { pid: number; tid: number } = main) => ({
    ...of,
    name: "ThreadControllerImpl::RunTask",
    ph: "X",
    ts: at * 1_000,
    dur: ms * 1_000,
    tdur: worked * 1_000,
  });
  const thread = (tid: number, name: string) => ({
    name: "thread_name",
    ph: "M",
    pid: 7,
    tid,
    ts: 0,
    args: { name },
  });
  const paint = { ...main, name: "firstContentfulPaint", ph: "R", ts: 1_000_000 };
  const events = [thread(2, "Compositor"), thread(1, "CrRendererMain"), paint];
  expect(blockingOf(events)).toBe(0);
  // Before the paint, on another thread or in another page, within fifty, waiting for others: none of it; then 80 of 130.
  const others = [
    task(100, 300, 300),
    task(2_000, 300, 300, { pid: 7, tid: 2 }),
    task(2_000, 9, 9, { pid: 8, tid: 1 }),
  ];
  expect(blockingOf([...events, ...others, task(2_000, 400, 40), task(3_000, 400, 130)])).toBe(80);
  expect(() => blockingOf(others)).toThrow("no paint");
});
