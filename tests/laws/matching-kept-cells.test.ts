import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { answerCell, type CellTask } from "#app/modules/matching/answer-cell.ts";
import { KeptCells } from "#app/modules/matching/live/kept-cells.ts";
import { seeded } from "#tests/support/markets.ts";

// Goal: what a clearing stores does not show whether its cell was kept solved. Method: rows as the database tells them,
// changed by chance between two clearings in every way that the trade knows; the outcomes are compared whole.

type Random = () => number;
type Line = {
  id: string;
  missing: number;
  ceiling: number;
  grade: number;
  urgency: number;
  at: readonly [number, number];
  refusedBy: string[];
};
type Lot = {
  id: string;
  listing: number;
  grade: number;
  price: number;
  least: number;
  radius: number;
  available: number;
  room: number;
  isInTime: boolean;
  at: readonly [number, number];
};

const LISTINGS = 9;
const seller = (listing: number) => `org_s${listing % 6}`;

function drawLine(random: Random, id: string): Line {
  const below = (most: number) => Math.floor(random() * most);
  return {
    id,
    missing: 1000 * (1 + below(40)),
    ceiling: 24_000 + below(9000),
    grade: below(3),
    urgency: below(3),
    at: [-8 + random() / 2, 112 + random() / 2],
    refusedBy: [],
  };
}

function drawLot(random: Random, id: string): Lot {
  const below = (most: number) => Math.floor(random() * most);
  const listing = below(LISTINGS);
  // Lots of one listing have its price, terms and place in common.
  return {
    id,
    listing,
    grade: listing % 3,
    price: 22_000 + 700 * listing,
    least: listing % 4 === 0 ? 5000 : 0,
    radius: 40_000 + 10_000 * listing,
    available: 1000 * (1 + below(40)),
    room: 90_000,
    isInTime: true,
    at: [-8 + (listing % 5) / 10, 112 + (listing % 7) / 14],
  };
}

function taskOf(day: string, lines: readonly Line[], lots: readonly Lot[], version: number): CellTask {
  const byId = <Row extends { id: string }>(rows: readonly Row[]) =>
    [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    cell: { commodityCode: "TLR", deliveryDay: businessDay(day) },
    lines: byId(lines).map(({ id, grade, missing, ceiling, urgency, at, refusedBy }) =>
      JSON.stringify([
        ...[id, `ord_${id}`, `org_k${id}`, "35.72", grade, String(missing), String(ceiling), "1000", urgency],
        ...[at[0], at[1], version, refusedBy],
      ]),
    ),
    lots: byId(lots).map((lot) =>
      JSON.stringify([
        ...[lot.id, `lst_${lot.listing}`, seller(lot.listing), "koperasi", lot.grade, "kg", "1000"],
        ...[
          String(lot.price),
          String(lot.least),
          lot.radius,
          lot.at[0],
          lot.at[1],
          "2026-11-01",
          "2026-12-30",
        ],
        ...[String(lot.available), String(lot.room), lot.isInTime, version, version],
      ]),
    ),
  };
}

/** One thing that happens between two clearings. */
function happen(random: Random, lines: Line[], lots: Lot[], name: string): void {
  const below = (most: number) => Math.floor(random() * most);
  const line = lines[below(lines.length)];
  const lot = lots[below(lots.length)];
  const ofListing = (change: (each: Lot) => void) => {
    for (const each of lots) if (each.listing === lot?.listing) change(each);
  };
  if (!line || !lot) return;
  const deeds = [
    () => lines.push(drawLine(random, `orl_new_${name}`)),
    () => lines.splice(lines.indexOf(line), 1),
    () => lots.push(drawLot(random, `lot_new_${name}`)),
    () => lots.splice(lots.indexOf(lot), 1),
    () => line.refusedBy.push(seller(lot.listing)),
    () => Object.assign(line, { missing: 1000 * (1 + below(40)) }),
    () => Object.assign(line, { ceiling: line.ceiling + 500 * (below(9) - 4) }),
    () => Object.assign(line, { urgency: below(3) }),
    () => Object.assign(lot, { available: 1000 * (1 + below(40)) }),
    () => ofListing((each) => Object.assign(each, { price: each.price + 300 })),
    () => ofListing((each) => Object.assign(each, { room: 0 })),
    () => ofListing((each) => Object.assign(each, { isInTime: false })),
    () => ofListing((each) => Object.assign(each, { radius: each.radius + 20_000 })),
  ];
  deeds[below(deeds.length)]?.();
}

test("the outcome of a clearing is the same whether its cell was kept or not, whatever happened in between", {
  timeout: 60_000,
}, () => {
  const random = seeded(3);
  const kept = new KeptCells({ pairs: 10_000, checkOneIn: 4 });
  const counts = { changes: 0, anew: 0, checked: 0 };
  const cells = ["2026-11-28", "2026-11-29"].map((day) => ({
    day,
    lines: Array.from({ length: 25 }, (_, at) => drawLine(random, `orl_${day}_${at}`)),
    lots: Array.from({ length: 18 }, (_, at) => drawLot(random, `lot_${day}_${at}`)),
  }));
  for (let turn = 0; turn < 60; turn++) {
    for (const { day, lines, lots } of cells) {
      const happenings = turn % 3;
      for (let each = 0; each < happenings; each++) happen(random, lines, lots, `${day}_${turn}_${each}`);
      const task = taskOf(day, lines, lots, turn);
      const { outcome, effort } = kept.answer(task);
      expect(outcome).toEqual(answerCell(task));
      expect(effort.fault).toBeNull();
      expect(effort.check).not.toBe("different");
      counts[effort.by]++;
      if (effort.check === "equal") counts.checked++;
    }
  }
  expect(counts.changes).toBeGreaterThan(90);
  expect(counts.checked).toBeGreaterThan(10);
});

test("only so much is kept: the cell that was asked for least recently is let go first", () => {
  const random = seeded(4);
  const cells = ["2026-11-28", "2026-11-29", "2026-11-30"].map((day) =>
    taskOf(
      day,
      Array.from({ length: 20 }, (_, at) => drawLine(random, `orl_${at}`)),
      Array.from({ length: 20 }, (_, at) => drawLot(random, `lot_${at}`)),
      1,
    ),
  );
  const [first, second, third] = cells as [CellTask, CellTask, CellTask];
  const pairs = cells.map((task) => answerCell(task).pairCount);
  const kept = new KeptCells({ pairs: Math.max(...pairs) * 2.2, checkOneIn: 1000 });
  const by = (task: CellTask) => kept.answer(task).effort.by;
  expect([by(first), by(second), by(first), by(third)]).toEqual(["anew", "anew", "changes", "anew"]);
  expect([by(first), by(second)]).toEqual(["changes", "anew"]);
  expect(new KeptCells({ pairs: 10, checkOneIn: 1 }).answer(first).outcome).toEqual(answerCell(first));
});
