import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { BilledLine } from "#app/modules/documents/facts.ts";
import { documentKinds } from "#app/modules/documents/series.ts";
import { sheetsOf } from "#app/platform/gateways/pdf.server.ts";
import { paperFrom, readingOf } from "#tests/support/drawn-papers.ts";
import { paperFacts } from "#tests/support/papers.ts";

// Goal: no word of a formal paper changes unseen. Method: the whole text of every kind of paper, as it was read and approved
// once, is kept in a file; `npx vitest run tests/modules/paper-texts.test.ts -u` writes it anew, and the change is read in review.
const GOLDEN = path.resolve("tests/golden/papers");
const kept = readdirSync(GOLDEN);
const CANCELLED = "INV-dibatalkan";
const COLLECTED = "INV-masa";

type Handover = NonNullable<BilledLine["handover"]>;

test("every kind of paper has its text kept, and nothing else is", () => {
  expect([...kept].sort()).toEqual(
    [...documentKinds, CANCELLED, COLLECTED].map((kind) => `${kind}.txt`).sort(),
  );
});

for (const kind of documentKinds)
  test(`a ${kind} says what was approved, to the letter`, async () => {
    await expect(readingOf(sheetsOf(paperFrom(kind)))).toMatchFileSnapshot(path.join(GOLDEN, `${kind}.txt`));
  });

test("a cancelled invoice says so, and why, to the letter", async () => {
  const cancelled = paperFrom("INV", paperFacts.INV, {
    cancellation: { on: "2026-04-01", reason: "Salah ketik" },
  });
  await expect(readingOf(sheetsOf(cancelled))).toMatchFileSnapshot(path.join(GOLDEN, `${CANCELLED}.txt`));
});

/** The first of the lines as two halves, each by its own handover; all others by the second. */
function twice(lines: readonly BilledLine[], [early, late]: readonly [Handover, Handover]): BilledLine[] {
  const [first, ...others] = lines;
  if (!first) throw new Error("an invoice has lines");
  const half = { ...first, quantityBase: first.quantityBase / 2n, amountRupiah: first.amountRupiah / 2n };
  return [
    { ...half, handover: early },
    { ...half, handover: late },
    ...others.map((line, at) => ({ ...line, handover: { ...late, line: at + 2 } })),
  ];
}

test("an invoice over a period lists every handover with its number and day, to the letter", async () => {
  const { goodsRupiah, taxes } = paperFacts.INV;
  const rest = goodsRupiah + taxes.reduce((sum, tax) => sum + tax.amountRupiah, 0n) - 1_234_567n;
  const handover = { day: "2026-03-24", orderNumber: "041/SP/SPPG-012/III/2026" };
  const collected = paperFrom("INV", {
    ...paperFacts.INV,
    orderNumber: null,
    handoverNumbers: [],
    deliveredOn: null,
    charges: [],
    // The same eggs at the same price came by both: only their handovers tell them apart.
    lines: twice(paperFacts.INV.lines, [
      { number: "016/BAST/SPPG-012/III/2026", day: "2026-03-24", line: 1 },
      { number: "019/BAST/SPPG-012/III/2026", day: "2026-03-27", line: 1 },
    ]),
    totalRupiah: rest + 1_234_567n,
    period: { from: "2026-03-23", through: "2026-03-29" },
    handovers: [
      { ...handover, number: "016/BAST/SPPG-012/III/2026", amountRupiah: 1_234_567n },
      { day: "2026-03-27", orderNumber: null, number: "019/BAST/SPPG-012/III/2026", amountRupiah: rest },
    ],
  });
  await expect(readingOf(sheetsOf(collected))).toMatchFileSnapshot(path.join(GOLDEN, `${COLLECTED}.txt`));
});
