import { expect, test } from "vitest";
import { DraftOrder } from "#app/modules/orders/order.schema.ts";
import {
  draftFrom,
  errorsByRow,
  packFrom,
  packText,
  withLine,
  withoutLine,
} from "#app/modules/orders/order-draft.ts";
import { freshLine, tallyOf, wishFieldNames, wishFrom } from "#app/modules/orders/order-wish.ts";

// Goal: an order form loses nothing that was typed, whatever rows come and go, and says what the commands will say.
// Method: the pure reading of the boxes, with sizes at the edges: gaps, decimals, ceilings met to the rupiah.
const RULE = { rateBasisPoints: 1_200, baseNumerator: 11, baseDenominator: 12 };
const legal = {
  commodityCode: "TLR",
  gradeCode: null,
  kind: "hap" as const,
  regionCode: null,
  priceRupiah: 30_000n,
  basePerUnit: 1000n,
  validFrom: "2026-01-01" as never,
  source: "uji",
};
const last = {
  id: "ref",
  priceRupiah: 27_335n,
  basePerUnit: 1000n,
  onDay: "2026-02-04" as never,
  source: "uji",
};
const eggs = {
  code: "TLR",
  name: "Telur ayam ras",
  taxClass: "exempt" as const,
  grades: [
    {
      code: "M",
      name: "M",
      last,
      yardstick: { legal, reference: last, bandBasisPoints: 1_000 },
    },
  ],
  units: [
    { unit: "kg", basePerUnit: 1000n },
    { unit: "peti", basePerUnit: 15_000n },
  ],
};

const box = (at: number, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`lines[${at}].${name}`, value]));
const eggsBoxes = {
  commodityCode: "TLR",
  gradeCode: "M",
  pack: "kg|1000",
  quantity: "12,5",
  ceiling: "29000",
};
const values = {
  deliveryDay: "2026-07-09",
  windowStart: "06:00",
  windowEnd: "08:00",
  ...box(2, eggsBoxes),
  ...box(7, { ...eggsBoxes, quantity: "3" }),
};

test("a row that is taken out leaves the others under their own numbers", () => {
  const draft = withoutLine(draftFrom({ ...values, ...box(4, eggsBoxes) }), 4);
  expect(draft.lines.map((line) => [line.at, line.quantity])).toEqual([
    [2, "12,5"],
    [7, "3"],
  ]);
});

test("a new row takes a number that no row has", () => {
  expect(withLine(draftFrom(values), freshLine(eggs)).lines.at(-1)?.at).toBe(8);
  expect(withLine(draftFrom({}), freshLine(eggs)).lines.at(-1)?.at).toBe(0);
});

test("a fresh row offers the most to pay that nobody questions", () => {
  expect(freshLine(eggs)).toMatchObject({ gradeCode: "M", pack: "kg|1000", ceiling: "30000", quantity: "" });
  const reference = { ...last, priceRupiah: 25_000n };
  const cheap = eggs.grades.map((grade) => ({ ...grade, yardstick: { ...grade.yardstick, reference } }));
  expect(freshLine({ ...eggs, grades: cheap }).ceiling).toBe("27500");
});

test("an error about the second line stands beside the row that is second", () => {
  const errors = { "lines[1].quantity": ["salah"], deliveryDay: ["lewat"], "lines[9].x": ["tak ada"] };
  expect(errorsByRow(errors, draftFrom(values))).toEqual({
    "lines[7].quantity": ["salah"],
    deliveryDay: ["lewat"],
    "lines[9].x": ["tak ada"],
  });
});

test("what is typed in trading units is asked in base units", () => {
  const asked = DraftOrder.parse(wishFrom(draftFrom(values)));
  expect(asked.lines.map((line) => line.quantityBase)).toEqual([12_500n, 3_000n]);
  expect(asked.lines[0]).toMatchObject({ unit: "kg", basePerUnit: 1000n, ceilingRupiah: 29_000n });
});

test("what cannot be read is refused beside its own box", () => {
  const bad = draftFrom({ ...values, ...box(2, { ...eggsBoxes, quantity: "banyak" }) });
  const answer = DraftOrder.safeParse(wishFrom(bad));
  expect(answer.success).toBe(false);
  expect(answer.error?.issues[0]?.path).toEqual(["lines", 0, "quantityBase"]);
  expect(wishFieldNames.quantityBase).toBe("quantity");
});

test("a price at the ceiling is not above it, a rupiah more is, in every unit", () => {
  const row = (ceiling: string, pack: string) =>
    tallyOf(draftFrom(box(0, { ...eggsBoxes, ceiling, pack })), [eggs], RULE).byRow[0];
  expect(row("30000", "kg|1000")?.isAbove).toBe(false);
  expect(row("30001", "kg|1000")?.isAbove).toBe(true);
  expect(row("450000", "peti|15000")).toMatchObject({ isAbove: false, legalRupiah: 450_000n });
  expect(row("450001", "peti|15000")?.isAbove).toBe(true);
});

test("the sum is that of the rows that can be reckoned", () => {
  const draft = draftFrom({ ...values, ...box(9, { ...eggsBoxes, quantity: "" }) });
  const tally = tallyOf(draft, [eggs], RULE);
  expect(tally.byRow[9]?.worstRupiah).toBeNull();
  expect(tally).toMatchObject({ worstRupiah: 362_500n + 87_000n, worstTaxRupiah: 0n });
});

test("the sum has the most tax in it, as the budget will hold it", () => {
  const tally = tallyOf(draftFrom(values), [{ ...eggs, taxClass: "standard" }], RULE);
  expect(tally.worstTaxRupiah).toBe(39_875n + 9_570n);
  expect(tally.worstRupiah).toBe(362_500n + 87_000n + 39_875n + 9_570n);
});

test("a unit is read back as it was written, and nothing else is a unit", () => {
  expect(packFrom(packText({ unit: "peti", basePerUnit: 15_000n }))).toEqual({
    unit: "peti",
    basePerUnit: 15_000n,
  });
  for (const text of ["", "kg", "kg|0", "|1000", "kg|-5", "kg|1,5"]) expect(packFrom(text)).toBeNull();
});

test("a pack that holds nothing is refused and divides nothing", () => {
  const wish = wishFrom(draftFrom(values));
  const lines = wish.lines.map((line) => ({ ...line, unit: "peti", basePerUnit: "0" }));
  expect(DraftOrder.safeParse({ ...wish, lines }).success).toBe(false);
});
