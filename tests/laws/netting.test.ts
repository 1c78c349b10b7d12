import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { paidBandsIn } from "#app/modules/oversight/paid-day.ts";
import { flawOfParties, mostToNet, spreadOver } from "#app/modules/payments/netting.ts";
import { paymentEntries } from "#app/modules/payments/payment-postings.ts";

// Goal: what is netted pays both sides the same, the longest due first, never more than is open, and leaves nothing between the two
// halves. Method: random invoices on both sides; the postings are those of the house.
const DAY = "2026-07-15" as BusinessDay;
const claims = fc
  .array(
    fc.record({
      dueOn: fc.integer({ min: 0, max: 6 }).map((days) => addDays(DAY, days)),
      openRupiah: fc.bigInt(1n, 10n ** 9n),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => rows.map((row, at) => ({ ...row, invoiceId: `bil_${at}` })));
const share = fc.integer({ min: 1, max: 1_000 });

test("each side's parts are the sum, within what is open, and no later day is paid before an earlier one is whole", () => {
  fc.assert(
    fc.property(claims, claims, share, (own, theirs, part) => {
      const most = mostToNet(own, theirs);
      const amount = (most * BigInt(part) + 999n) / 1_000n;
      for (const side of [own, theirs]) {
        const parts = spreadOver(amount, side);
        expect(sumOf(parts.map(({ amountRupiah }) => amountRupiah))).toBe(amount);
        const paid = new Map(parts.map((one) => [one.invoiceId, one.amountRupiah]));
        for (const claim of side) {
          const pays = paid.get(claim.invoiceId) ?? 0n;
          expect(pays <= claim.openRupiah).toBe(true);
          if (pays === claim.openRupiah) continue;
          for (const later of side)
            if (later.dueOn > claim.dueOn) expect(paid.has(later.invoiceId), later.invoiceId).toBe(false);
        }
      }
    }),
  );
});

test("the two halves leave nothing between them in either book, touch no cash, and are no money that moved on the day", () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 9n), (amountRupiah) => {
      const half = (id: string, payerId: string, payeeId: string) =>
        paymentEntries({
          ...{ id, payerId, payeeId, amountRupiah, on: DAY, narration: "KW", rail: "netting" },
          ...{ assignmentId: null, depositRupiah: 0n, withheldRupiah: 0n, vatKeptRupiah: 0n },
        });
      const entries = [...half("pay_1", "org_a", "org_b"), ...half("pay_2", "org_b", "org_a")];
      for (const organisationId of ["org_a", "org_b"]) {
        const moved: Record<string, bigint> = {};
        for (const entry of entries.filter((one) => one.organisationId === organisationId))
          for (const { account, amount } of entry.lines) moved[account] = (moved[account] ?? 0n) + amount;
        expect(moved).toEqual({ netted: 0n, receivable: -amountRupiah, payable: amountRupiah });
      }
      const traced = entries.map((entry, at) => ({ ...entry, id: `ent_${at}` }));
      expect(paidBandsIn(traced, new Set(["org_a", "org_b"]))).toEqual([]);
    }),
  );
});

test("only those who trade with their own money net, and nobody for whom a treasurer of the government pays", () => {
  const party = (kind: Parameters<typeof flawOfParties>[0][number]["kind"], hasTreasurer = false) => ({
    kind,
    hasTreasurer,
  });
  for (const kind of ["koperasi", "bumd", "trade_center"] as const)
    expect(flawOfParties([party("koperasi"), party(kind)])).toBeNull();
  for (const kind of ["kitchen", "foundation", "agency", "operator"] as const)
    expect(flawOfParties([party(kind), party("koperasi")])).toBe("nettingKind");
  expect(flawOfParties([party("koperasi"), party("trade_center", true)])).toBe("nettingTreasurer");
});
