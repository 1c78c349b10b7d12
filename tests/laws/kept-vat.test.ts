import fc from "fast-check";
import { expect, test } from "vitest";
import { keptOfEach, vatWithin } from "#app/modules/payments/withheld.ts";

// Goal: what a treasurer keeps of an invoice that is paid in parts is its VAT, and never a rupiah more. Method: invoices cut at random; parts that
// are taken back and paid anew; payers who keep the most, or less.
const sums = fc
  .record({ goods: fc.bigInt({ min: 1n, max: 10n ** 10n }), taxed: fc.integer({ min: 0, max: 100 }) })
  .map(({ goods, taxed }) => {
    const taxRupiah = (goods * BigInt(taxed) * 11n) / 10_000n;
    return { taxRupiah, totalRupiah: goods + taxRupiah };
  });
const ceil = (value: bigint, by: bigint) => (value + by - 1n) / by;

test("parts that keep the most add up to the VAT of the whole, however it is cut", () => {
  fc.assert(
    fc.property(
      sums,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
      (whole, cuts) => {
        const ends = [
          ...cuts.map((cut) => (whole.totalRupiah * BigInt(Math.round(cut * 1e9))) / 10n ** 9n),
        ].sort((a, b) => (a < b ? -1 : 1));
        let [beforeRupiah, keptRupiah] = [0n, 0n];
        for (const end of [...ends, whole.totalRupiah]) {
          const paysRupiah = end - beforeRupiah;
          const most = vatWithin([{ ...whole, beforeRupiah, keptRupiah, paysRupiah }]);
          // Within a rupiah of its own share, either way.
          const own = (whole.taxRupiah * paysRupiah) / whole.totalRupiah;
          expect(most >= own - (paysRupiah === own ? 1n : 0n) && most <= own + 1n).toBe(true);
          keptRupiah += most;
          beforeRupiah = end;
          expect(keptRupiah).toBe(ceil(whole.taxRupiah * end, whole.totalRupiah));
        }
        expect(keptRupiah).toBe(whole.taxRupiah);
      },
    ),
    { numRuns: 500 },
  );
});

test("whatever is paid, kept in part, taken back and paid anew: never more than the VAT of the invoice, and the last part closes it", () => {
  const deed = fc.record({
    takesBack: fc.boolean(),
    which: fc.nat(),
    pays: fc.integer({ min: 1, max: 1_000 }),
    keeps: fc.constantFrom(0n, 500n, 1_000n),
  });
  fc.assert(
    fc.property(sums, fc.array(deed, { maxLength: 20 }), (whole, deeds) => {
      const parts: { pays: bigint; kept: bigint }[] = [];
      const paid = () => parts.reduce((sum, part) => sum + part.pays, 0n);
      const kept = () => parts.reduce((sum, part) => sum + part.kept, 0n);
      const mostOf = (paysRupiah: bigint) =>
        vatWithin([{ ...whole, beforeRupiah: paid(), keptRupiah: kept(), paysRupiah }]);
      for (const { takesBack, which, pays, keeps } of deeds) {
        if (takesBack && parts.length > 0) parts.splice(which % parts.length, 1);
        else {
          const open = whole.totalRupiah - paid();
          const part = (open * BigInt(pays)) / 1_000n;
          parts.push({ pays: part, kept: (mostOf(part) * keeps) / 1_000n });
        }
        expect(kept() <= whole.taxRupiah).toBe(true);
        expect(parts.every((part) => part.kept >= 0n && part.kept <= part.pays)).toBe(true);
      }
      const open = whole.totalRupiah - paid();
      const most = mostOf(open);
      // All of the VAT, as far as the last part holds so much.
      const missing = whole.taxRupiah - kept();
      expect(most).toBe(missing < open ? missing : open);
    }),
    { numRuns: 500 },
  );
});

test("what is kept of several invoices at once is of each no more than its most, and nothing is lost", () => {
  const part = fc
    .record({
      whole: sums,
      before: fc.integer({ min: 0, max: 999 }),
      pays: fc.integer({ min: 1, max: 1_000 }),
    })
    .map(({ whole, before, pays }) => {
      const beforeRupiah = (whole.totalRupiah * BigInt(before)) / 1_000n;
      const paysRupiah = ((whole.totalRupiah - beforeRupiah) * BigInt(pays)) / 1_000n;
      const keptRupiah = (whole.taxRupiah * beforeRupiah) / whole.totalRupiah;
      return { ...whole, beforeRupiah, paysRupiah, keptRupiah };
    });
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 1_000 }),
      (parts, of) => {
        const kept = (vatWithin(parts) * BigInt(of)) / 1_000n;
        const each = keptOfEach(kept, parts);
        expect(each.reduce((sum, one) => sum + one, 0n)).toBe(kept);
        for (const [at, one] of parts.entries()) expect((each[at] ?? 0n) <= vatWithin([one])).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
