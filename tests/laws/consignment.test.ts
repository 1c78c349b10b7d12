import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay, daysBetween, weekdayOf } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import {
  bookOf,
  type ConsignmentLine,
  divisionOf,
  lastPeriodEnd,
  lossOf,
  settlementOf,
  settlementPeriods,
  type Terms,
  takenBack,
} from "#app/modules/consignment/consignment.ts";

// Goal: whatever is sold, refused, taken back, lost and returned, each gram is somewhere once and each rupiah somebody's.
// Method: a store that moves goods as lots do, at random; every deed asks for a part of what is there.
const terms: fc.Arbitrary<Terms> = fc.oneof(
  fc.record({
    terms: fc.constant("fixed" as const),
    priceRupiah: fc.bigInt({ min: 1n, max: 60_000n }),
    commissionBasisPoints: fc.constant(null),
  }),
  fc.record({
    terms: fc.constant("commission" as const),
    priceRupiah: fc.constant(null),
    commissionBasisPoints: fc.integer({ min: 1, max: 5_000 }),
  }),
);
const deed = fc.record({
  what: fc.constantFrom("sell", "refuse", "missing", "lose", "return", "take back"),
  perMille: fc.bigInt({ min: 0n, max: 1_000n }),
  priceRupiah: fc.bigInt({ min: 1n, max: 60_000n }),
});

type Store = { shipped: bigint; lost: bigint; returned: bigint; sold: bigint; missing: bigint };

function play(
  of: Terms,
  broughtBase: bigint,
  deeds: readonly { what: string; perMille: bigint; priceRupiah: bigint }[],
) {
  const store: Store = { shipped: 0n, lost: 0n, returned: 0n, sold: 0n, missing: 0n };
  const lines: ConsignmentLine[] = [];
  const sales: ConsignmentLine[] = [];
  for (const { what, perMille, priceRupiah } of deeds) {
    const left = broughtBase - store.shipped - store.lost - store.returned;
    const part = (left * perMille) / 1_000n;
    if (what === "take back") {
      const sale = sales.pop();
      if (!sale) continue;
      lines.push({ kind: "taken_back", quantityBase: sale.quantityBase, ...takenBack(sale) });
      store.sold -= sale.quantityBase;
    }
    if (part === 0n || what === "refuse" || what === "take back") continue;
    if (what === "return") store.returned += part;
    if (what === "lose") store.lost += part;
    if (what === "sell" || what === "missing") store.shipped += part;
    if (what === "missing") store.missing += part;
    if (what === "lose" || what === "missing") {
      const loss = lossOf(of, { lostBase: part, listRupiah: priceRupiah, basePerUnit: 1_000n });
      lines.push({ kind: "lost", quantityBase: part, ...loss });
    }
    if (what !== "sell") continue;
    const grossRupiah = (part * priceRupiah) / 1_000n;
    const sale = {
      kind: "sold" as const,
      quantityBase: part,
      ...divisionOf(of, { soldBase: part, grossRupiah, basePerUnit: 1_000n }),
    };
    store.sold += part;
    sales.push(sale);
    lines.push(sale);
  }
  return { store, lines };
}

test("brought = sold + under way + damaged + returned + left, and gross = share + commission, of every line and every sum", () => {
  fc.assert(
    fc.property(
      terms,
      fc.bigInt({ min: 1n, max: 1_000_000n }),
      fc.array(deed, { maxLength: 30 }),
      (of, brought, deeds) => {
        const { store, lines } = play(of, brought, deeds);
        const book = bookOf(
          {
            broughtBase: brought,
            returnedBase: store.returned,
            shippedBase: store.shipped,
            lostBase: store.lost,
          },
          { soldBase: store.sold, lostOnTheWayBase: store.missing },
        );
        const parts = [book.soldBase, book.underwayBase, book.damagedBase, book.returnedBase, book.leftBase];
        expect(sumOf(parts)).toBe(brought);
        expect(parts.every((part) => part >= 0n)).toBe(true);
        for (const line of lines) expect(line.grossRupiah).toBe(line.shareRupiah + line.commissionRupiah);
        const sums = settlementOf(lines);
        expect(sums.grossRupiah).toBe(sums.shareRupiah + sums.commissionRupiah);
        expect(sums.payableRupiah).toBe(sumOf(lines.map((line) => line.shareRupiah)));
        // Settled in two, nothing is paid twice and nothing is forgotten.
        const cut = lines.length >> 1;
        const halves = [settlementOf(lines.slice(0, cut)), settlementOf(lines.slice(cut))];
        expect(sumOf(halves.map((half) => half.payableRupiah))).toBe(sums.payableRupiah);
      },
    ),
  );
});

test("a period that is over ended before today, and the next one ends after it", () => {
  const day = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays(businessDay("2025-01-01"), days));
  fc.assert(
    fc.property(fc.constantFrom(...settlementPeriods), day, (period, today) => {
      const end = lastPeriodEnd(period, today);
      expect(daysBetween(end, today)).toBeGreaterThan(0);
      const longest = { cash: 1, weekly: 7, fortnightly: 14, monthly: 31 }[period];
      expect(daysBetween(end, today)).toBeLessThanOrEqual(longest);
      if (period === "weekly" || period === "fortnightly") expect(weekdayOf(end)).toBe(7);
      if (period === "monthly") expect(addDays(end, 1).slice(8)).toBe("01");
      // Asked on the day after, a period's end is the day before.
      expect(lastPeriodEnd(period, addDays(end, 1))).toBe(end);
    }),
  );
});
