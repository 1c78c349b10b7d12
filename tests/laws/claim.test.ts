import fc from "fast-check";
import { expect, test } from "vitest";
import { priceOf } from "#app/kernel/quantity.ts";
import { type ArrivedShare, claimsOf } from "#app/modules/shipments/claim.ts";

function arrived(shipmentId: string, deliveredBase: bigint, brokenBase: bigint): ArrivedShare {
  const line = { promisedBase: deliveredBase, deliveredBase, priceRupiah: 405_000n, basePerUnit: 15_000n };
  return { shipmentId, brokenBase, lines: [line] };
}

test("10.005 kg with 3,4 % cracked against an allowance of 2 %: 140,07 kg are claimed", () => {
  expect(claimsOf([arrived("shp_a", 10_005_000n, 340_170n)], 200)).toEqual([
    {
      shipmentId: "shp_a",
      brokenBase: 340_170n,
      allowanceBase: 200_100n,
      claimedBase: 140_070n,
      amountRupiah: 3_781_890n,
      claimedOnLines: [140_070n],
    },
  ]);
});

test("nobody pays while the delivery as a whole is within its allowance", () => {
  const claims = claimsOf(
    [arrived("shp_a", 1_000_000n, 30_000n), arrived("shp_b", 9_000_000n, 100_000n)],
    200,
  );
  expect(claims.map((claim) => claim.claimedBase)).toEqual([0n, 0n]);
});

test("a claim falls on those whose own goods broke beyond the allowance", () => {
  const claims = claimsOf(
    [arrived("shp_a", 1_000_000n, 100_000n), arrived("shp_b", 1_000_000n, 10_000n)],
    200,
  );
  expect(claims.map((claim) => claim.claimedBase)).toEqual([70_000n, 0n]);
});

test("claims add up to the excess of the delivery, and to the rupiah that the invoice leaves out", () => {
  const delivered = fc.bigInt({ min: 1n, max: 5_000_000n });
  const one = fc.record({
    lines: fc.array(fc.record({ delivered, price: fc.bigInt({ min: 1n, max: 500_000n }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    brokenPermille: fc.bigInt({ min: 0n, max: 1_000n }),
  });
  fc.assert(
    fc.property(
      fc.array(one, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 1_000 }),
      (all, allowance) => {
        const shares: ArrivedShare[] = all.map(({ lines, brokenPermille }, at) => ({
          shipmentId: `shp_${at}`,
          brokenBase: (lines.reduce((sum, line) => sum + line.delivered, 0n) * brokenPermille) / 1_000n,
          lines: lines.map((line) => ({
            promisedBase: line.delivered,
            deliveredBase: line.delivered,
            priceRupiah: line.price,
            basePerUnit: 15_000n,
          })),
        }));
        const claims = claimsOf(shares, allowance);
        const arrivedBase = shares
          .flatMap((share) => share.lines)
          .reduce((sum, line) => sum + line.deliveredBase, 0n);
        const broken = shares.reduce((sum, share) => sum + share.brokenBase, 0n);
        const allowed = (arrivedBase * BigInt(allowance)) / 10_000n;
        const claimed = claims.reduce((sum, claim) => sum + claim.claimedBase, 0n);
        expect(claimed).toBe(broken > allowed ? broken - allowed : 0n);
        for (const [at, claim] of claims.entries()) {
          const lines = shares[at]?.lines ?? [];
          const unpaid = lines.map((line, row) => {
            const kept = line.deliveredBase - (claim.claimedOnLines[row] ?? 0n);
            expect(kept).toBeGreaterThanOrEqual(0n);
            return (
              priceOf(line.deliveredBase, line.priceRupiah, 15_000n) -
              priceOf(kept, line.priceRupiah, 15_000n)
            );
          });
          expect(claim.amountRupiah).toBe(unpaid.reduce((sum, amount) => sum + amount, 0n));
          expect(claim.claimedBase + claim.allowanceBase).toBe(claim.brokenBase);
        }
      },
    ),
  );
});
