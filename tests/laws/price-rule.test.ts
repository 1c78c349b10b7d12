import fc from "fast-check";
import { expect, test } from "vitest";
import { monthLimitOf } from "#app/modules/contracts/contract.ts";
import { type PriceRule, priceOn, pricePerPack } from "#app/modules/contracts/price-rule.ts";

const reference = { priceRupiah: 25_000n, source: "kandang", onDay: "2026-03-27" };
const facts = { reference, ceiling: 30_000n };

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "bug";
  }
}

test("a fixed price leans on nothing", () => {
  const found = priceOn({ kind: "fixed", priceRupiah: "27000" }, { reference: null, ceiling: null });
  expect(found.priceRupiah).toBe(27_000n);
});

test("KAD-01: farm gate plus Rp 1.300, and never above the ceiling less freight", () => {
  const rule: PriceRule = {
    kind: "reference_plus",
    source: "kandang",
    marginRupiah: "1300",
    belowCeilingRupiah: "850",
  };
  expect(priceOn(rule, facts).priceRupiah).toBe(26_300n);
  const dear = { reference: { ...reference, priceRupiah: 29_000n }, ceiling: 30_000n };
  const capped = priceOn(rule, dear);
  expect(capped.priceRupiah).toBe(29_150n);
  expect(capped.because).toEqual({
    code: "referenceCapped",
    source: "kandang",
    onDay: "2026-03-27",
    referenceRupiah: "29000",
    marginRupiah: "1300",
    askedRupiah: "30300",
    ceilingRupiah: "30000",
    belowRupiah: "850",
    priceRupiah: "29150",
  });
});

test("a rule that may not exceed a ceiling is free where the law sets none", () => {
  const rule: PriceRule = {
    kind: "reference_plus",
    source: "kandang",
    marginRupiah: "1300",
    belowCeilingRupiah: "850",
  };
  expect(priceOn(rule, { reference, ceiling: null }).priceRupiah).toBe(26_300n);
});

test("KAD-02: two percent below the survey, half a rupiah up", () => {
  const rule: PriceRule = { kind: "reference_share", source: "Siskaperbapo", basisPoints: 9_800 };
  expect(priceOn(rule, facts).priceRupiah).toBe(24_500n);
  const odd = { reference: { ...reference, priceRupiah: 25_025n }, ceiling: null };
  expect(priceOn(rule, odd).priceRupiah).toBe(24_525n);
});

test("KAD-04: the ceiling less Rp 400", () => {
  expect(priceOn({ kind: "ceiling_less", lessRupiah: "400" }, facts).priceRupiah).toBe(29_600n);
});

test("a rule refuses when what it leans on is not there, or nothing is left to pay", () => {
  const share: PriceRule = { kind: "reference_share", source: "Siskaperbapo", basisPoints: 9_800 };
  const less: PriceRule = { kind: "ceiling_less", lessRupiah: "400" };
  expect(codeOf(() => priceOn(share, { reference: null, ceiling: null }))).toBe("contracts.noReference");
  expect(codeOf(() => priceOn(less, { reference: null, ceiling: null }))).toBe("contracts.noCeiling");
  expect(codeOf(() => priceOn(less, { reference: null, ceiling: 400n }))).toBe("contracts.noPrice");
});

test("a price per kilogram becomes a price per crate of 15 kg; pieces are counted one by one", () => {
  const found = priceOn({ kind: "fixed", priceRupiah: "27000" }, { reference: null, ceiling: null });
  const crate = pricePerPack(found, "g", 15_000n);
  expect(crate.priceRupiah).toBe(405_000n);
  expect(crate.because).toMatchObject({ unit: "kg", basePerPack: "15000", packRupiah: "405000" });
  expect(pricePerPack(found, "piece", 30n).priceRupiah).toBe(810_000n);
});

test("a capped price never exceeds the cap, and is the asked price when that is lower", () => {
  const amount = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(amount, fc.integer({ min: -5_000, max: 5_000 }), amount, (surveyed, margin, ceiling) => {
      const below = 500n;
      const asked = BigInt(surveyed + margin);
      const cap = BigInt(ceiling) - below;
      fc.pre(asked > 0n && cap > 0n);
      const found = priceOn(
        {
          kind: "reference_plus",
          source: "kandang",
          marginRupiah: margin.toString(),
          belowCeilingRupiah: below.toString(),
        },
        { reference: { ...reference, priceRupiah: BigInt(surveyed) }, ceiling: BigInt(ceiling) },
      );
      expect(found.priceRupiah).toBe(asked < cap ? asked : cap);
    }),
  );
});

test("a month may be drawn up to its maximum and tolerance, cut to whole grams", () => {
  expect(monthLimitOf({ volumeMaxBasePerMonth: 40_000_000n, toleranceBasisPoints: 1_000 })).toBe(44_000_000n);
  expect(monthLimitOf({ volumeMaxBasePerMonth: 3n, toleranceBasisPoints: 500 })).toBe(3n);
});
