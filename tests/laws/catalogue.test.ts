import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { isGradeEnough, isWholeIn } from "#app/modules/catalogue/commodity.ts";
import { availableOf, isGoodOn, lotDaysRefusal } from "#app/modules/catalogue/lot.ts";
import {
  ceilingPerUnit,
  isAboveCeiling,
  type PriceCeiling,
  smallestCeiling,
} from "#app/modules/catalogue/price-ceiling.ts";
import { daySharesOf, lotSharesOf } from "#app/modules/catalogue/reservation.ts";
import { vatOn } from "#app/modules/catalogue/vat.ts";
import { referenceCeilings } from "#db/seed/reference/prices.ts";

const DAY = businessDay("2026-07-06");
const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
const someDay = fc.integer({ min: 0, max: 20 }).map((days) => addDays(DAY, days));

const ceiling = fc.record({
  commodityCode: fc.constant("BRS"),
  gradeCode: fc.constantFrom(null, "P", "M"),
  kind: fc.constantFrom("het" as const, "hap" as const, "farm_floor" as const),
  regionCode: fc.constantFrom(null, "35", "35.72"),
  priceRupiah: fc.bigInt({ min: 1n, max: 100_000n }),
  basePerUnit: fc.constantFrom(1n, 100n, 1_000n, 25_000n),
  validFrom: someDay,
  source: fc.constant("uji"),
});

test("a lot's parts add up to what was harvested", () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, (availableBase, reservedBase, shippedBase, lostBase) => {
      const quantityBase = availableBase + reservedBase + shippedBase + lostBase;
      expect(availableOf({ quantityBase, reservedBase, shippedBase, lostBase })).toBe(availableBase);
    }),
  );
});

test("a lot is refused only for days that such goods cannot have", () => {
  fc.assert(
    fc.property(
      someDay,
      someDay,
      someDay,
      fc.integer({ min: 1, max: 30 }),
      (harvestedOn, availableFrom, expiresOn, life) => {
        const refusal = lotDaysRefusal({ harvestedOn, availableFrom, expiresOn }, life, DAY);
        const isFine =
          harvestedOn <= availableFrom &&
          availableFrom <= expiresOn &&
          expiresOn <= addDays(harvestedOn, life);
        expect(refusal === null).toBe(isFine);
      },
    ),
  );
  expect(isGoodOn({ availableFrom: DAY, expiresOn: addDays(DAY, 2) }, addDays(DAY, 2))).toBe(true);
  expect(isGoodOn({ availableFrom: DAY, expiresOn: addDays(DAY, 2) }, addDays(DAY, 3))).toBe(false);
});

test("the ceiling in force is a consumer price, of the grade, and of the nearest region of its regulation", () => {
  fc.assert(
    fc.property(fc.array(ceiling, { maxLength: 12 }), fc.constantFrom("P", "M"), (rows, grade) => {
      const found = smallestCeiling(rows, grade);
      const fitting = rows.filter(
        (row) => row.kind !== "farm_floor" && (row.gradeCode === null || row.gradeCode === grade),
      );
      expect(found === null).toBe(fitting.length === 0);
      if (found === null) return;
      expect(fitting).toContain(found);
      const rivals = fitting.filter((row) => row.kind === found.kind && row.gradeCode === found.gradeCode);
      for (const rival of rivals)
        expect((rival.regionCode?.length ?? 0) <= (found.regionCode?.length ?? 0)).toBe(true);
    }),
  );
});

test("a price at the ceiling is legal and a rupiah more is not, in any pack", () => {
  const rule = fc.record({
    priceRupiah: fc.bigInt({ min: 1n, max: 1_000_000n }),
    basePerUnit: fc.constantFrom(1n, 1_000n),
  });
  fc.assert(
    fc.property(rule, fc.bigInt({ min: 1_000n, max: 100_000n }), (legal, basePerUnit) => {
      const priceRupiah = ceilingPerUnit(legal, basePerUnit);
      expect(isAboveCeiling({ priceRupiah, basePerUnit }, legal)).toBe(false);
      expect(isAboveCeiling({ priceRupiah: priceRupiah + 1n, basePerUnit }, legal)).toBe(true);
    }),
  );
  const eggs: Pick<PriceCeiling, "priceRupiah" | "basePerUnit"> = {
    priceRupiah: 30_000n,
    basePerUnit: 1_000n,
  };
  expect(ceilingPerUnit(eggs, 1_850n)).toBe(55_500n);
  expect(isAboveCeiling({ priceRupiah: 10n ** 12n, basePerUnit: 1n }, null)).toBe(false);
});

test("reservations add up per lot and per day, in the one order in which rows are locked", () => {
  const reservation = fc.record({
    lotId: fc.constantFrom("lot_a", "lot_b", "lot_c"),
    listingId: fc.constantFrom("lst_a", "lst_b"),
    day: fc.constantFrom<BusinessDay>(DAY, addDays(DAY, 1)),
    quantityBase: fc.bigInt({ min: 1n, max: 1_000n }),
  });
  fc.assert(
    fc.property(fc.array(reservation), (all) => {
      const total = all.reduce((sum, one) => sum + one.quantityBase, 0n);
      for (const shares of [lotSharesOf(all), daySharesOf(all)]) {
        expect(shares.reduce((sum, share) => sum + share.quantityBase, 0n)).toBe(total);
        expect(shares).toEqual([...shares].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
        expect(new Set(shares.map(keyOf)).size).toBe(shares.length);
      }
      expect(lotSharesOf([...all].reverse())).toEqual(lotSharesOf(all));
    }),
  );
});

function keyOf(share: { lotId: string } | { listingId: string; day: string }): string {
  return "lotId" in share ? share.lotId : `${share.listingId}/${share.day}`;
}

test("loose goods are split to the gram, packs go whole", () => {
  expect(isWholeIn("kg", 1_000n, 1_500n)).toBe(true);
  expect(isWholeIn("liter", 1_000n, 1n)).toBe(true);
  expect(isWholeIn("peti 15 kg", 15_000n, 30_000n)).toBe(true);
  expect(isWholeIn("peti 15 kg", 15_000n, 31_000n)).toBe(false);
});

test("a better grade stands in for a lesser one, never the other way round", () => {
  expect(isGradeEnough(0, 1)).toBe(true);
  expect(isGradeEnough(1, 1)).toBe(true);
  expect(isGradeEnough(1, 0)).toBe(false);
});

test("chili at Rp 70.500 is free of VAT and above the ceiling of Rp 57.000, which no other goods of the catalogue are", () => {
  const legal = (commodityCode: string, gradeCode: string) =>
    smallestCeiling(
      referenceCeilings
        .filter((row) => row.commodityCode === commodityCode && row.regionCode === null)
        .map((row) => ({
          ...row,
          priceRupiah: BigInt(row.priceRupiah),
          basePerUnit: 1_000n,
          validFrom: businessDay(row.validFrom),
        })),
      gradeCode,
    );
  const rule = { rateBasisPoints: 1_200, baseNumerator: 11, baseDenominator: 12 };
  expect(vatOn(70_500n, "exempt", { isVatRegistered: true }, rule)).toBe(0n);
  expect(legal("CRW", "A")?.priceRupiah).toBe(57_000n);
  const sold = [
    ["CRW", "A", 70_500n],
    ["BRS", "P", 14_500n],
    ["BRS", "M", 13_000n],
    ["TLR", "M", 27_200n],
    ["AYM", "K", 36_200n],
    ["CMK", "A", 35_500n],
    ["BMR", "A", 34_500n],
    ["BPT", "A", 33_200n],
    ["MYK", "A", 15_500n],
    ["GLA", "A", 16_800n],
  ] as const;
  const above = sold.filter(([commodity, grade, priceRupiah]) =>
    isAboveCeiling({ priceRupiah, basePerUnit: 1_000n }, legal(commodity, grade)),
  );
  expect(above.map(([commodity]) => commodity)).toEqual(["CRW"]);
});
