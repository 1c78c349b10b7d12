import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { duePartsOf, openPartsOf } from "#app/modules/invoicing/due-parts.ts";
import { grantedOf, heldDue, objectedOf, type TaxedSum } from "#app/modules/invoicing/objection.ts";

const DUE = businessDay("2026-07-09");
const line = { quantityBase: 100_000n, priceRupiah: 27_200n, basePerUnit: 1_000n, amountRupiah: 2_720_000n };

test("20 kg of 100 that are bad are a fifth of the line with a fifth of its tax; a price that is too high, the difference", () => {
  const taxed = { ...line, taxRupiah: 299_200n, before: { goodsRupiah: 0n, taxRupiah: 0n } };
  expect(objectedOf(taxed, { cause: "quality", quantityBase: 20_000n })).toEqual({
    goodsRupiah: 544_000n,
    taxRupiah: 59_840n,
  });
  expect(objectedOf(taxed, { cause: "price", rightPriceRupiah: 27_000n })).toEqual({
    goodsRupiah: 20_000n,
    taxRupiah: 2_200n,
  });
  expect(() => objectedOf(taxed, { cause: "short", quantityBase: 100_001n })).toThrow(RuleBroken);
  expect(() => objectedOf(taxed, { cause: "price", rightPriceRupiah: 27_200n })).toThrow(RuleBroken);
});

test("whatever is objected to and granted of a line, in whatever order, never more is held and credited than it claims", () => {
  const deed = fc.record({
    base: fc.bigInt({ min: 1n, max: 40_000n }),
    granted: fc.integer({ min: 0, max: 100 }),
    end: fc.constantFrom("open", "answered", "withdrawn"),
  });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 90_000n }),
      fc.bigInt({ min: 0n, max: 12n }),
      fc.array(deed, { minLength: 1, maxLength: 8 }),
      (priceRupiah, percent, deeds) => {
        const amountRupiah = priceOf(line.quantityBase, priceRupiah, line.basePerUnit);
        const taxRupiah = (amountRupiah * percent) / 100n;
        let before: TaxedSum = { goodsRupiah: 0n, taxRupiah: 0n };
        for (const { base, granted, end } of deeds) {
          let held: TaxedSum;
          try {
            held = objectedOf(
              { ...line, priceRupiah, amountRupiah, taxRupiah, before },
              { cause: "broken", quantityBase: base },
            );
          } catch (error) {
            expect(error).toBeInstanceOf(RuleBroken);
            continue;
          }
          expect(held.goodsRupiah > 0n && held.taxRupiah >= 0n).toBe(true);
          const given = grantedOf(held, (held.goodsRupiah * BigInt(granted)) / 100n);
          expect(given.goodsRupiah <= held.goodsRupiah && given.taxRupiah <= held.taxRupiah).toBe(true);
          if (granted === 100) expect(given).toEqual(held);
          const stays =
            end === "open" ? held : end === "answered" ? given : { goodsRupiah: 0n, taxRupiah: 0n };
          before = {
            goodsRupiah: before.goodsRupiah + stays.goodsRupiah,
            taxRupiah: before.taxRupiah + stays.taxRupiah,
          };
          expect(before.goodsRupiah <= amountRupiah && before.taxRupiah <= taxRupiah).toBe(true);
        }
      },
    ),
  );
});

test("parts that are due add up to what is asked, and money settles what fell due first", () => {
  const parts = fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 40 }), amount: fc.bigInt({ min: 1n, max: 10n ** 9n }) }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      parts,
      fc.integer({ min: 0, max: 100 }),
      (first, heldRupiah, later, share) => {
        const standing = later.map(({ day, amount }) => ({ dueOn: addDays(DUE, day), amountRupiah: amount }));
        const asked = first + sumOf(standing.map((part) => part.amountRupiah));
        const invoice = {
          dueOn: DUE,
          totalRupiah: asked + heldRupiah,
          advanceRupiah: 0n,
          creditedRupiah: 0n,
        };
        const due = duePartsOf({ ...invoice, heldRupiah }, standing);
        expect(sumOf(due.map((part) => part.amountRupiah))).toBe(asked);
        expect(due.map((part) => part.dueOn)).toEqual(due.map((part) => part.dueOn).sort());
        const came = (asked * BigInt(share)) / 100n;
        const open = openPartsOf(due, came);
        expect(sumOf(open.map((part) => part.amountRupiah))).toBe(asked - came);
        // At most one part is paid in part, and it is the first that is open.
        const whole = open
          .slice(1)
          .every((part) => due.some((one) => one.amountRupiah === part.amountRupiah));
        expect(whole).toBe(true);
      },
    ),
  );
});

test("a producer waits for all of the due when all of the line is held, and for nothing when nothing is", () => {
  expect(heldDue(2_400_000n, 544_000n, 2_720_000n)).toBe(480_000n);
  expect(heldDue(2_400_000n, 2_720_000n, 2_720_000n)).toBe(2_400_000n);
  expect(heldDue(2_400_000n, 0n, 2_720_000n)).toBe(0n);
});
