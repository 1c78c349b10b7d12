import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { vatOn } from "#app/modules/catalogue/vat.ts";
import { draftOf } from "#app/modules/invoicing/invoice.ts";
import { hubEntry } from "#app/modules/invoicing/invoice-postings.ts";
import { divisionOf } from "#app/modules/invoicing/statement.ts";

const VAT_2026 = { rateBasisPoints: 1200, baseNumerator: 11, baseDenominator: 12 };
const registered = { isVatRegistered: true };

test("VAT is 12 % of 11/12 of the price", () => {
  expect(vatOn(931_500n, "standard", registered, VAT_2026)).toBe(102_465n);
  expect(vatOn(577_500n, "standard", registered, VAT_2026)).toBe(63_525n);
});

test("basic food and sellers below the threshold carry no VAT", () => {
  expect(vatOn(931_500n, "exempt", registered, VAT_2026)).toBe(0n);
  expect(vatOn(931_500n, "standard", { isVatRegistered: false }, VAT_2026)).toBe(0n);
});

test("each line is rounded on its own: three lines of 0,333 kg at Rp 10.001 make Rp 9.990", () => {
  const line = {
    shipmentLineId: "l",
    description: "x",
    unit: "kg",
    basePerUnit: 1000n,
    acceptedBase: 333n,
    priceRupiah: 10_001n,
    taxClass: "exempt" as const,
  };
  const draft = draftOf([line, line, line], { seller: registered, vat: VAT_2026, freightRupiah: 0n });
  expect(draft.goodsRupiah).toBe(9990n);
});

const shareOf = fc.record({
  deliveredBase: fc.bigInt(0n, 20_000_000n),
  lostPart: fc.integer({ min: 0, max: 100 }),
  priceRupiah: fc.bigInt(1000n, 2_000_000n),
  freightWeight: fc.bigInt(0n, 1_000_000n),
});

test("the division of a call-off loses no rupiah: rows, columns and the books agree", () => {
  fc.assert(
    fc.property(
      fc.array(shareOf, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 300 }),
      (raw, levy, fee) => {
        const shares = raw.map((row, at) => ({
          koperasiId: `org_${String(at % 7).padStart(3, "0")}`,
          deliveredBase: row.deliveredBase,
          acceptedBase: row.deliveredBase - (row.deliveredBase * BigInt(row.lostPart)) / 1000n,
          priceRupiah: row.priceRupiah,
          basePerUnit: 15_000n,
          freightWeight: row.freightWeight,
        }));
        const rows = divisionOf(shares, {
          freightRupiah: 0n,
          levy: { basisPoints: levy, rupiahPerUnit: 0n, legalBasis: null },
          fee: { basisPoints: fee, rupiahPerUnit: 0n, legalBasis: null },
          perUnit: 1000n,
        });
        expect(new Set(rows.map((row) => row.koperasiId)).size).toBe(rows.length);
        for (const row of rows)
          expect(row.grossRupiah - row.freightRupiah - row.levyRupiah - row.feeRupiah - row.claimRupiah).toBe(
            row.netRupiah,
          );
        const goods = sumOf(rows.map((row) => row.grossRupiah - row.claimRupiah));
        expect(
          sumOf(rows.map((row) => row.netRupiah + row.levyRupiah + row.feeRupiah + row.freightRupiah)),
        ).toBe(goods);
        if (goods > 0n) {
          const invoice = {
            id: "i",
            number: "n",
            sellerId: "h",
            buyerId: "b",
            goodsRupiah: goods,
            freightRupiah: 5000n,
            taxRupiah: 0n,
            totalRupiah: goods + 5000n,
            advanceRupiah: goods / 3n,
            issuedOn: businessDay("2026-03-27"),
          };
          expect(sumOf(hubEntry(invoice, rows).lines.map((line) => line.amount))).toBe(0n);
        }
      },
    ),
  );
});
