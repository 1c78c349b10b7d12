import fc from "fast-check";
import { expect, test } from "vitest";
import { gramsOf } from "#app/modules/catalogue/goods-weight.ts";
import { freightChanges } from "#app/modules/invoicing/freight-correction.ts";
import { freightShares } from "#app/modules/invoicing/statement.ts";
import { truckCosts } from "#app/modules/shipments/shared-truck.ts";

// Goal: however often and in whatever order costs are put right, what koperasi bear is exactly what the trips cost, and depends on
// neither the way to it nor the order of the rows. Method: random call-offs and chains of corrections, laid beside a fresh split.
const line = fc.record({
  koperasiId: fc.constantFrom("org_a", "org_b", "org_c", "org_d"),
  grams: fc.bigInt({ min: 1_000n, max: 5_000_000n }),
  metres: fc.integer({ min: 0, max: 900_000 }),
});
const lines = fc.array(line, { minLength: 1, maxLength: 8 }).map((told) =>
  told.map(({ koperasiId, grams, metres }) => ({
    koperasiId,
    deliveredBase: grams,
    acceptedBase: grams,
    priceRupiah: 27_000n,
    basePerUnit: 1_000n,
    freightWeight: (grams / 1_000n) * BigInt(metres),
  })),
);
const costs = fc.array(fc.bigInt({ min: 0n, max: 80_000_000n }), { minLength: 1, maxLength: 6 });

test("a chain of corrections adds up to each step, ends where a fresh split would, and does not know the order of rows", () => {
  fc.assert(
    fc.property(
      lines,
      costs,
      fc.bigInt({ min: 0n, max: 80_000_000n }),
      (delivered, chain, invoicedRupiah) => {
        const ids = [...new Set(delivered.map((one) => one.koperasiId))];
        const borne = new Map(freightShares(delivered, invoicedRupiah));
        let before = invoicedRupiah;
        for (const cost of chain) {
          const statements = ids.map((koperasiId) => ({
            statementId: `stm_${koperasiId}`,
            koperasiId,
            freightRupiah: borne.get(koperasiId) ?? 0n,
            netRupiah: 1_000_000_000n,
          }));
          const changes = freightChanges(statements, freightShares(delivered, cost));
          const shuffled = freightChanges(
            [...statements].reverse(),
            freightShares([...delivered].reverse(), cost),
          );
          const byId = (a: { statementId: string }, b: { statementId: string }) =>
            a.statementId < b.statementId ? -1 : 1;
          expect([...shuffled].sort(byId)).toEqual([...changes].sort(byId));
          expect(changes.reduce((sum, one) => sum + one.amountRupiah, 0n)).toBe(cost - before);
          for (const { koperasiId, amountRupiah } of changes)
            borne.set(koperasiId, (borne.get(koperasiId) ?? 0n) + amountRupiah);
          before = cost;
        }
        expect(borne).toEqual(new Map(freightShares(delivered, before)));
      },
    ),
  );
});

test("a statement never falls below nothing: a part beyond it is refused", () => {
  const statement = { statementId: "stm_a", koperasiId: "org_a", freightRupiah: 100n, netRupiah: 50n };
  expect(freightChanges([statement], new Map([["org_a", 150n]]))).toHaveLength(1);
  expect(() => freightChanges([statement], new Map([["org_a", 151n]]))).toThrow(/deductionsExceed/);
});

test("the trips of a truck bear it to the rupiah, whichever of them comes first", () => {
  const share = fc.record({
    base: fc.bigInt({ min: 1n, max: 9_000_000n }),
    distanceMetres: fc.integer({ min: 0, max: 900_000 }),
  });
  const parts = fc.array(fc.array(share, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 90_000_000n }), parts, (cost, trips) => {
      const borne = truckCosts(cost, trips);
      expect(borne.reduce((sum, one) => sum + one, 0n)).toBe(cost);
      // Which rupiah goes where may depend on the order of ties alone: nobody moves by more than his shares' roundings.
      const turned = truckCosts(cost, [...trips].reverse()).reverse();
      for (const [at, one] of borne.entries()) {
        const apart = one - (turned[at] ?? 0n);
        expect(apart < 0n ? -apart : apart).toBeLessThanOrEqual(BigInt(trips[at]?.length ?? 0));
      }
    }),
  );
});

test("what packs weigh is never reckoned too light, and does not know the order in which packs are told", () => {
  const pack = fc.record({
    unit: fc.constantFrom("dus", "botol", "liter"),
    basePerUnit: fc.bigInt({ min: 1n, max: 40n }),
    weightGrams: fc.bigInt({ min: 1n, max: 20_000n }),
  });
  const goods = fc.record({
    baseUnit: fc.constantFrom("piece" as const, "ml" as const),
    base: fc.bigInt({ min: 1n, max: 10_000n }),
    unit: fc.constantFrom("dus", "botol", "liter"),
    basePerUnit: fc.bigInt({ min: 1n, max: 40n }),
  });
  fc.assert(
    fc.property(goods, fc.array(pack, { maxLength: 5 }), (load, packs) => {
      const grams = gramsOf(load, packs);
      expect(gramsOf(load, [...packs].reverse())).toBe(grams);
      expect(gramsOf({ ...load, baseUnit: "g" }, packs)).toBe(load.base);
      if (packs.length === 0) expect(grams).toBeNull();
      if (grams === null) return;
      expect(packs.some((one) => grams * one.basePerUnit >= load.base * one.weightGrams)).toBe(true);
    }),
  );
});
