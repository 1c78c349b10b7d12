import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { nearestRupiah } from "#app/kernel/minor-units.ts";
import { bookedFees } from "#app/modules/payments/card-account.ts";
import { cardArrivalEntry, cardFeeEntry } from "#app/modules/payments/card-postings.ts";

const sen = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });

test("fees with sen never drift: after every one, what was booked is the nearest rupiah of what was taken, however they are cut up", () => {
  fc.assert(
    fc.property(fc.array(sen), fc.nat({ max: 20 }), (fees, cut) => {
      const booked = bookedFees({ feeSen: 0n, feeRupiah: 0n }, fees);
      let [taken, written] = [0n, 0n];
      for (const [at, fee] of fees.entries()) {
        taken += fee;
        written += booked[at] ?? 0n;
        expect(written).toBe(nearestRupiah(taken));
        const off = written * 100n - taken;
        expect(off <= 50n && off >= -50n).toBe(true);
      }
      const head = fees.slice(0, cut);
      const before = {
        feeSen: head.reduce((sum, one) => sum + one, 0n),
        feeRupiah: bookedFees({ feeSen: 0n, feeRupiah: 0n }, head).reduce((sum, one) => sum + one, 0n),
      };
      expect(bookedFees(before, fees.slice(cut))).toEqual(booked.slice(cut));
    }),
  );
});

test("a fee that is given back and a bank that rounds up are booked on the other side, never as less than nothing", () => {
  const deed = { subjectId: "txn_1", on: businessDay("2026-07-06"), narration: "txn_1" };
  const amounts = (entry: ReturnType<typeof cardFeeEntry>) =>
    Object.fromEntries(entry.lines.map((line) => [line.account, line.amount]));
  expect(amounts(cardFeeEntry("org", -20n, deed))).toEqual({ heldByProvider: 20n, providerFeeCost: -20n });
  expect(amounts(cardArrivalEntry("org", { shareRupiah: 99n, cameRupiah: 100n }, deed))).toEqual({
    cash: 100n,
    providerFeeCost: -1n,
    inTransit: -99n,
  });
});
