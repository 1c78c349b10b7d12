import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { lateBucketOf } from "#app/modules/invoicing/due.ts";
import { type FallenDue, payerRecord } from "#app/modules/payments/payer-record.ts";

const TODAY = businessDay("2026-06-26");
const bill = (totalRupiah: bigint, dueAgo: number, paidAgo: number | null): FallenDue => ({
  totalRupiah,
  openRupiah: paidAgo === null ? totalRupiah : 0n,
  dueOn: addDays(TODAY, -dueAgo),
  paidOn: paidAgo === null ? null : addDays(TODAY, -paidAgo),
});

test("D4-12 and C11-8: due on 9 June, seventeen days late on 26 June, in the bucket 15–30, and the score shows it", () => {
  expect(lateBucketOf(businessDay("2026-06-09"), TODAY)).toMatchObject({ from: 15, to: 30 });
  const before = payerRecord([bill(900_000n, 40, 41)], TODAY);
  expect(before).toMatchObject({ scoreBasisPoints: 10_000n, lateNow: 0, latestDays: 0 });
  const after = payerRecord([bill(900_000n, 40, 41), bill(300_000n, 17, null)], TODAY);
  expect(after).toEqual({
    invoices: 2,
    onTime: 1,
    scoreBasisPoints: 7_500n,
    lateNow: 1,
    latestDays: 17,
    promises: 0,
    brokenPromises: 0,
  });
});

test("what is due today says nothing yet; what was paid late stays late, and is open no more", () => {
  expect(payerRecord([bill(100n, 0, null)], TODAY)).toMatchObject({ invoices: 0, scoreBasisPoints: null });
  expect(payerRecord([bill(100n, 10, 3)], TODAY)).toEqual({
    invoices: 1,
    onTime: 0,
    scoreBasisPoints: 0n,
    lateNow: 0,
    latestDays: 0,
    promises: 0,
    brokenPromises: 0,
  });
});

test("a bill paid in time never lowers a score, and one left open never raises it", () => {
  const bills = fc.array(
    fc.record({
      total: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      due: fc.integer({ min: 1, max: 180 }),
      paid: fc.option(fc.integer({ min: 0, max: 200 })),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(bills, fc.bigInt({ min: 1n, max: 10n ** 12n }), (rows, total) => {
      const known = rows.map((row) => bill(row.total, row.due, row.paid));
      const score = payerRecord(known, TODAY).scoreBasisPoints;
      const better = payerRecord([...known, bill(total, 20, 25)], TODAY).scoreBasisPoints ?? 0n;
      const worse = payerRecord([...known, bill(total, 20, null)], TODAY).scoreBasisPoints ?? 0n;
      expect(better).toBeGreaterThanOrEqual(score ?? 0n);
      expect(worse).toBeLessThanOrEqual(score ?? 10_000n);
      expect(better).toBeLessThanOrEqual(10_000n);
      expect(worse).toBeGreaterThanOrEqual(0n);
    }),
  );
});
