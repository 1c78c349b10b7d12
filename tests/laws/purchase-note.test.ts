import fc from "fast-check";
import { expect, test } from "vitest";
import { notedParts } from "#app/modules/commitments/purchase-note.ts";

const source = fc
  .record({
    brought: fc.bigInt(1n, 5_000_000n),
    gone: fc.bigInt(0n, 5_000_000n),
    price: fc.option(fc.bigInt(1n, 500_000n)),
  })
  .map(({ brought, gone, price }, at = 0) => ({
    producerId: `prd_${at.toString()}`,
    broughtBase: brought,
    leftBase: gone > brought ? 0n : brought - gone,
    priceRupiah: price,
  }));

test("the notes of a promise ask for all of it and nothing more, and nobody is asked for what they have not", () => {
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 12 }), fc.nat(1000), (sources, permille) => {
      const left = sources.reduce((sum, one) => sum + one.leftBase, 0n);
      const promised = left > 0n ? (left * BigInt(permille)) / 1000n : BigInt(permille);
      const parts = notedParts(promised, sources, 1000n);
      expect(parts.reduce((sum, part) => sum + part.partBase, 0n)).toBe(promised);
      for (const part of parts) {
        expect(part.partBase).toBeGreaterThan(0n);
        if (left > 0n) expect(part.partBase).toBeLessThanOrEqual(part.leftBase);
        expect(part.amountRupiah === null).toBe(part.priceRupiah === null);
        // Half up, once: the amount is within half a rupiah of part × price per kilogram.
        if (part.priceRupiah !== null) {
          const twice = 2n * ((part.amountRupiah ?? 0n) * 1000n - part.partBase * part.priceRupiah);
          expect(twice > -1000n && twice <= 1000n).toBe(true);
        }
      }
    }),
  );
});

test("once nothing is left, a promise is divided by what each brought; a lot of nobody has no parts", () => {
  const of = (producerId: string, broughtBase: bigint) => ({
    producerId,
    broughtBase,
    leftBase: 0n,
    priceRupiah: 26_000n,
  });
  expect(notedParts(100_000n, [of("prd_a", 30_000n), of("prd_b", 20_000n)], 1000n)).toMatchObject([
    { producerId: "prd_a", partBase: 60_000n, amountRupiah: 1_560_000n },
    { producerId: "prd_b", partBase: 40_000n, amountRupiah: 1_040_000n },
  ]);
  expect(notedParts(100_000n, [], 1000n)).toEqual([]);
});
