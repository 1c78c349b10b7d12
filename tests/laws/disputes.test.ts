import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { bearerOf, bearers, causes, stages } from "#app/modules/disputes/bearing.ts";
import { askedOf, grantedRupiahOf, type ReceivedLine } from "#app/modules/disputes/dispute.ts";
import { bearingOf, type GrantedLine } from "#app/modules/invoicing/credit-bearing.ts";

const PRICE = { priceRupiah: 405_000n, basePerUnit: 15_000n };
const ALLOWANCES = { breakageBasisPoints: 200, shrinkBasisPoints: 50 };

function received(acceptedBase: bigint, wish: Partial<ReceivedLine> = {}): ReceivedLine {
  return {
    shipmentLineId: "shl_a",
    deliveredBase: acceptedBase,
    acceptedBase,
    ...PRICE,
    passedBase: 0n,
    before: { base: 0n, rupiah: 0n, allowanceBase: { short: 0n, broken: 0n, quality: 0n } },
    ...wish,
  };
}

const claimed = (cause: (typeof causes)[number], claimedBase: bigint) => ({
  shipmentLineId: "shl_a",
  cause,
  claimedBase,
});

test("of 600 kg with 30 kg broken against 2 %, 18 kg are asked; what the door let pass counts against the same 2 %", () => {
  const [line] = askedOf([claimed("broken", 30_000n)], [received(600_000n)], ALLOWANCES);
  expect(line).toMatchObject({ allowanceBase: 12_000n, askedBase: 18_000n, askedRupiah: 486_000n });
  const [again] = askedOf(
    [claimed("broken", 30_000n)],
    [received(600_000n, { passedBase: 12_000n })],
    ALLOWANCES,
  );
  expect(again).toMatchObject({ allowanceBase: 0n, askedBase: 30_000n });
  const [short] = askedOf([claimed("short", 30_000n)], [received(600_000n)], ALLOWANCES);
  expect(short).toMatchObject({ allowanceBase: 3_000n });
  const [bad] = askedOf([claimed("quality", 30_000n)], [received(600_000n)], ALLOWANCES);
  expect(bad).toMatchObject({ allowanceBase: 0n });
});

test("more than arrived is refused, also in two causes or two claims, and so is what the contract lets pass", () => {
  const code = (deed: () => unknown) => {
    try {
      deed();
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return "done";
  };
  const twice = [claimed("broken", 400_000n), claimed("short", 200_001n)];
  expect(code(() => askedOf(twice, [received(600_000n)], ALLOWANCES))).toBe("disputes.moreThanArrived");
  const before = { base: 590_000n, rupiah: 0n, allowanceBase: { short: 0n, broken: 0n, quality: 0n } };
  expect(
    code(() => askedOf([claimed("quality", 10_001n)], [received(600_000n, { before })], ALLOWANCES)),
  ).toBe("disputes.moreThanArrived");
  expect(code(() => askedOf([claimed("broken", 12_000n)], [received(600_000n)], ALLOWANCES))).toBe(
    "disputes.withinAllowance",
  );
  expect(code(() => askedOf([claimed("broken", 1n)], [received(0n)], ALLOWANCES))).toBe(
    "disputes.moreThanArrived",
  );
});

test("what is asked and granted of a line in any parts never exceeds what the invoice claims of it", () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 300_000n }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, fc.bigInt({ min: 1n, max: 999_999n }), (bases, priceRupiah) => {
      const accepted = sumOf(bases);
      let before = received(accepted).before;
      for (const base of bases) {
        const line = received(accepted, { before, priceRupiah });
        const [asked] = askedOf([claimed("quality", base)], [line], ALLOWANCES);
        const half = base / 2n;
        const granted = grantedRupiahOf(asked ?? { askedBase: 0n, askedRupiah: 0n }, line, half);
        expect(granted <= (asked?.askedRupiah ?? 0n)).toBe(true);
        before = { ...before, base: before.base + base, rupiah: before.rupiah + (asked?.askedRupiah ?? 0n) };
      }
      const worth = priceOf(accepted, priceRupiah, PRICE.basePerUnit);
      expect(before.rupiah <= worth).toBe(true);
    }),
  );
});

test("every cause, term and place has one bearer; loco the road is the buyer's, and after unloading everything is", () => {
  for (const cause of causes)
    for (const stage of stages)
      for (const terms of ["franco", "loco"] as const)
        expect(bearers).toContain(bearerOf(cause, terms, stage));
  for (const cause of causes) {
    expect(bearerOf(cause, "loco", "road")).toBe("buyer");
    expect(bearerOf(cause, "franco", "road")).toBe("carrier");
    expect(bearerOf(cause, "franco", "destination")).toBe("buyer");
    expect(bearerOf(cause, "loco", "origin")).toBe(bearerOf(cause, "franco", "origin"));
  }
  // The gate signed for the weight.
  expect(bearerOf("short", "franco", "origin")).toBe("trade_center");
});

test("what is borne adds up to what was granted, to the rupiah, and nobody bears more than its statement comes to", () => {
  const ids = ["org_a", "org_b", "org_c"];
  const line = fc.record({
    koperasiId: fc.constantFrom(...ids),
    base: fc.bigInt({ min: 0n, max: 1_000_000n }),
    rupiah: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    bearer: fc.constantFrom<GrantedLine["bearer"]>("koperasi", "carrier", "trade_center"),
  });
  const nets = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(line),
      nets,
      fc.constantFrom(null, "org_b", "org_other"),
      (lines, most, carrierId) => {
        const statements = ids.map((koperasiId, at) => ({
          statementId: `stm_${at}`,
          koperasiId,
          netRupiah: most[at] ?? 0n,
        }));
        const bearing = bearingOf(lines, statements, carrierId);
        const borne = sumOf(bearing.statements.map((one) => one.borneRupiah));
        expect(borne + bearing.hubRupiah).toBe(sumOf(lines.map((one) => one.rupiah)));
        expect(sumOf(bearing.statements.map((one) => one.goodsRupiah))).toBe(
          sumOf(lines.map((one) => one.rupiah)),
        );
        for (const one of bearing.statements) {
          const left =
            statements.find((statement) => statement.statementId === one.statementId)?.netRupiah ?? 0n;
          expect(one.borneRupiah <= left).toBe(true);
        }
      },
    ),
  );
});
