import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { duesOfLine } from "#app/modules/catalogue/attribution.ts";
import { acceptedOf, sentHomeOf } from "#app/modules/shipments/share-lots.ts";

// Goal: of a share that is brought out of several lots and straight from growers, every gram that is sent home or accepted is somebody's, and
// so is every rupiah. Method: random lots, gates and doors; the parts are added up.
const grams = (max: bigint) => fc.bigInt({ min: 0n, max });
const lots = fc.array(grams(900_000n), { maxLength: 6 });

test("what the gate sends home is of the lots by what came of them, never more than any gave, and all of it where all was named", () => {
  fc.assert(
    fc.property(lots, grams(2_000_000n), grams(2_000_000n), (named, loadedBase, rejectedBase) => {
      const parts = sentHomeOf({ loadedBase, rejectedBase }, named);
      for (const [at, part] of parts.entries()) expect(part >= 0n && part <= (named[at] ?? 0n)).toBe(true);
      const [whole, cameBase] = [sumOf(named), loadedBase + rejectedBase];
      const sent = sumOf(parts);
      if (whole === 0n || rejectedBase === 0n) expect(sent).toBe(0n);
      else if (whole >= cameBase) expect(sent).toBe(rejectedBase);
      else {
        // Within a gram of its part of what came.
        const off = sent * cameBase - rejectedBase * whole;
        expect(off < cameBase && off > -cameBase).toBe(true);
      }
    }),
  );
});

test("what was accepted of the lots is divided among growers to the gram, and owed to the rupiah at one price", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(grams(400_000n), { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
      grams(2_000_000n),
      grams(2_000_000n),
      fc.bigInt({ min: 1n, max: 60_000n }),
      (growers, loadedBase, most, priceRupiah) => {
        const acceptedBase = most < loadedBase ? most : loadedBase;
        const away = growers.map((parts) => sumOf(parts));
        const parts = acceptedOf({ loadedBase, acceptedBase }, away);
        expect(sumOf(parts) <= acceptedBase).toBe(true);
        if (sumOf(away) >= loadedBase && sumOf(away) > 0n) expect(sumOf(parts)).toBe(acceptedBase);
        for (const [at, part] of parts.entries()) {
          const dues = duesOfLine(
            part,
            (growers[at] ?? []).map((keptBase, who) => ({ producerId: `prd_${who}`, keptBase, priceRupiah })),
            1000n,
          );
          expect(sumOf(dues.map((due) => due.acceptedBase))).toBe(part);
          expect(sumOf(dues.map((due) => due.dueRupiah))).toBe(priceOf(part, priceRupiah, 1000n));
        }
      },
    ),
  );
});
