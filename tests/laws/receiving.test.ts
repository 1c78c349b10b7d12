import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLoaded, returnOf, settle, spreadOver } from "#app/modules/shipments/receiving.ts";

const TWO_PERCENT = 200;
const KILO = { unit: "kg", basePerUnit: 1_000n };

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "bug";
  }
}

function weighed(promised: bigint, delivered: bigint, rejected = 0n, loaded = delivered) {
  return {
    ...KILO,
    promisedBase: promised,
    loadedBase: loaded,
    deliveredBase: delivered,
    rejectedBase: rejected,
  };
}

test("295,0 kg ordered: 289,1 kg is complete, a gram less is short", () => {
  expect(settle(weighed(295_000n, 289_100n), TWO_PERCENT)).toEqual({
    acceptedBase: 289_100n,
    verdict: "complete",
  });
  expect(settle(weighed(295_000n, 289_099n), TWO_PERCENT).verdict).toBe("short");
  expect(settle(weighed(295_000n, 288_900n), TWO_PERCENT).verdict).toBe("short");
});

test("what is over the promise beyond tolerance is not accepted", () => {
  expect(settle(weighed(295_000n, 300_900n), TWO_PERCENT).acceptedBase).toBe(300_900n);
  expect(codeOf(() => settle(weighed(295_000n, 300_901n), TWO_PERCENT))).toBe("shipments.overDelivered");
  // The same weight goes through when the excess is sent back.
  expect(settle(weighed(295_000n, 310_000n, 15_000n), TWO_PERCENT).acceptedBase).toBe(295_000n);
});

test("more cannot arrive than was loaded, beyond what scales differ by", () => {
  expect(settle(weighed(100_000n, 91_800n, 0n, 90_000n), TWO_PERCENT).acceptedBase).toBe(91_800n);
  expect(codeOf(() => settle(weighed(100_000n, 91_801n, 0n, 90_000n), TWO_PERCENT))).toBe(
    "shipments.moreThanLoaded",
  );
});

test("more cannot be rejected than was delivered", () => {
  expect(codeOf(() => settle(weighed(100n, 50n, 51n), TWO_PERCENT))).toBe("shipments.rejectedTooMuch");
});

test("no more is loaded than was promised plus tolerance", () => {
  expect(
    codeOf(() => checkLoaded({ ...KILO, promisedBase: 50_000n, loadedBase: 51_000n }, TWO_PERCENT)),
  ).toBeNull();
  expect(
    codeOf(() => checkLoaded({ ...KILO, promisedBase: 50_000n, loadedBase: 51_001n }, TWO_PERCENT)),
  ).toBe("shipments.loadedTooMuch");
});

test("delivered is accepted plus rejected, to the gram, whenever a line is settled", () => {
  const grams = fc.bigInt({ min: 0n, max: 10_000_000n });
  fc.assert(
    fc.property(grams, grams, grams, grams, (promisedBase, loadedBase, deliveredBase, rejectedBase) => {
      const line = { ...KILO, promisedBase, loadedBase, deliveredBase, rejectedBase };
      if (codeOf(() => settle(line, TWO_PERCENT)) !== null) return;
      const { acceptedBase } = settle(line, TWO_PERCENT);
      expect(acceptedBase + rejectedBase).toBe(deliveredBase);
      expect(acceptedBase).toBeGreaterThanOrEqual(0n);
      expect(acceptedBase * 10_000n).toBeLessThanOrEqual(promisedBase * 10_200n);
    }),
  );
});

test("rejected goods go back whole, are lost when spoiled, and stay gone when the buyer keeps them", () => {
  const [loadedBase, rejectedBase] = [100_000n, 25_000n];
  expect(returnOf({ loadedBase, rejectedBase, rejectReason: "wrong_size", disposition: "returned" })).toEqual(
    {
      backBase: 25_000n,
      lostBase: 0n,
    },
  );
  expect(returnOf({ loadedBase, rejectedBase, rejectReason: "wilted", disposition: "returned" })).toEqual({
    backBase: 0n,
    lostBase: 25_000n,
  });
  expect(returnOf({ loadedBase, rejectedBase, rejectReason: "wilted", disposition: "deducted" })).toEqual({
    backBase: 0n,
    lostBase: 0n,
  });
  // Two scales: 101 kg refused at the door of 100 kg that left.
  expect(
    returnOf({ loadedBase, rejectedBase: 101_000n, rejectReason: "wrong_size", disposition: "returned" }),
  ).toEqual({ backBase: 100_000n, lostBase: 0n });
});

test("one weight over several promises fills each in turn and loses nothing", () => {
  expect(spreadOver(3_900_000n, [3_405_000n, 495_000n])).toEqual([3_405_000n, 495_000n]);
  expect(spreadOver(3_000_000n, [3_405_000n, 495_000n])).toEqual([3_000_000n, 0n]);
  expect(spreadOver(4_000_000n, [3_405_000n, 495_000n])).toEqual([3_405_000n, 595_000n]);
  const grams = fc.bigInt({ min: 0n, max: 1_000_000n });
  fc.assert(
    fc.property(grams, fc.array(grams, { minLength: 1, maxLength: 5 }), (base, promised) => {
      const parts = spreadOver(base, promised);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(base);
      expect(parts.every((part) => part >= 0n)).toBe(true);
    }),
  );
});
