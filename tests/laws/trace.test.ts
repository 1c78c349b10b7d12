import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { csvText } from "#app/kernel/csv-text.ts";
import {
  buyerEntry,
  hubEntry,
  type IssuedInvoice,
  koperasiEntry,
  lateFeeEntries,
  producersEntry,
  sellerEntry,
} from "#app/modules/invoicing/invoice-postings.ts";
import type { StatementRow } from "#app/modules/invoicing/statement.ts";
import type { Entry } from "#app/modules/ledger/entry.ts";
import { type PublicGroup, publicDay } from "#app/modules/oversight/public-trace.ts";
import {
  type Band,
  bandsIn,
  partOfEntry,
  type Sight,
  type TracedEntry,
  traceUses,
  worthOf,
} from "#app/modules/oversight/trace.ts";
import { flowOf } from "#app/modules/oversight/trace-flow.ts";
import { creditedOf, paidOf } from "#tests/support/traced.ts";

// Goal: the picture of the money is worth what the books say, for everybody who may see some of it.
// Method: entries come from the same functions that book them, for random purchases and random divisions.
const DAY = "2026-07-15" as BusinessDay;
const money = (max: bigint) => fc.bigInt(0n, max);

function invoice(of: Partial<IssuedInvoice> & Pick<IssuedInvoice, "sellerId">): IssuedInvoice {
  const sums = { goodsRupiah: 0n, freightRupiah: 0n, taxRupiah: 0n, ...of };
  return {
    id: `bil_${of.sellerId}`,
    number: "001",
    buyerId: "org_buyer",
    advanceRupiah: 0n,
    issuedOn: DAY,
    ...sums,
    totalRupiah: sums.goodsRupiah + sums.freightRupiah + sums.taxRupiah,
  };
}

const kept = (entries: readonly Entry[]): TracedEntry[] =>
  entries.map((entry, at) => ({ ...entry, id: `ent_${String(at).padStart(3, "0")}` }));

const purchase = fc
  .uniqueArray(
    fc.record({
      seller: fc.constantFrom("a", "b", "c"),
      goodsRupiah: fc.bigInt(1n, 50_000_000n),
      freightRupiah: money(500_000n),
      taxRupiah: money(5_000_000n),
      dues: fc.array(fc.bigInt(1n, 40_000_000n), { maxLength: 3 }),
      lateRupiah: money(500_000n),
      withheldPercent: money(3n),
      cardFeeRupiah: money(50_000n),
      creditedPercent: money(40n),
    }),
    { selector: (one) => one.seller, minLength: 1 },
  )
  .map((sales) =>
    kept(
      sales.flatMap(
        ({ seller, dues, lateRupiah, withheldPercent, cardFeeRupiah, creditedPercent, ...sums }) => {
          const issued = invoice({ sellerId: `org_${seller}`, ...sums });
          const owed = dues.map((amountRupiah, at) => ({ producerId: `prd_${seller}${at}`, amountRupiah }));
          return [
            sellerEntry(issued, []),
            buyerEntry(issued, 0n),
            ...(owed.length > 0 ? [producersEntry(issued.sellerId, `shp_${seller}`, owed, DAY, "001")] : []),
            ...creditedOf(issued, creditedPercent),
            ...(lateRupiah > 0n ? lateFeeEntries({ ...issued, totalRupiah: lateRupiah }) : []),
            ...paidOf(issued, { withheldPercent, cardFeeRupiah }),
          ];
        },
      ),
    ),
  );

const division = fc
  .record({
    rows: fc.array(
      fc.record({
        gross: fc.bigInt(1_000_000n, 50_000_000n),
        parts: fc.tuple(money(100_000n), money(100_000n), money(100_000n), money(100_000n)),
        due: fc.bigInt(1n, 60_000_000n),
      }),
      { minLength: 1, maxLength: 25 },
    ),
    freightRupiah: money(2_000_000n),
    taxRupiah: money(2_000_000n),
    advance: fc.bigInt(0n, 400_000n),
  })
  .map(({ rows, freightRupiah, taxRupiah, advance }) => {
    const statements = rows.map(
      ({ gross, parts: [freight, levy, fee, claim] }, at): StatementRow => ({
        koperasiId: `org_k${String(at).padStart(2, "0")}`,
        acceptedBase: 1n,
        grossRupiah: gross,
        freightRupiah: freight,
        levyRupiah: levy,
        feeRupiah: fee,
        claimRupiah: claim,
        netRupiah: gross - freight - levy - fee - claim,
      }),
    );
    const goodsRupiah = statements.reduce((sum, row) => sum + row.grossRupiah - row.claimRupiah, 0n);
    const issued = invoice({
      sellerId: "org_hub",
      goodsRupiah,
      freightRupiah,
      taxRupiah,
      advanceRupiah: advance,
    });
    const entries = kept([
      hubEntry(issued, statements),
      buyerEntry(issued, 0n),
      ...statements.flatMap((row, at) => [
        koperasiEntry("org_hub", `stm_${at}`, row, DAY, "001"),
        producersEntry(
          row.koperasiId,
          `stm_${at}`,
          [{ producerId: `prd_${at}`, amountRupiah: rows[at]?.due ?? 1n }],
          DAY,
          "001",
        ),
      ]),
    ]);
    return { entries, statements, issued };
  });

const isUse = (id: string) => (traceUses as readonly string[]).includes(id);
const SETTLING = /^(payment|card)/;
const whole = (): Sight => "whole";
const flows = (bands: readonly Band[], from: string, to: string) =>
  worthOf(bands.filter((band) => band.from === from && band.to === to));

/** Whoever is paid and has books that are followed gives on what it gets. */
function expectConserved(bands: readonly Band[], leaves: RegExp): void {
  for (const band of bands) expect(band.amount > 0n).toBe(true);
  for (const owner of new Set(bands.map((band) => band.to))) {
    if (isUse(owner) || leaves.test(owner)) continue;
    expect(worthOf(bands.filter((band) => band.from === owner)), owner).toBe(
      worthOf(bands.filter((band) => band.to === owner)),
    );
  }
}

describe("a purchase", () => {
  test("flows from its buyer through its sellers to producers, tax and freight, to the rupiah", () => {
    fc.assert(
      fc.property(purchase, (entries) => {
        const bands = bandsIn(entries, whole);
        expectConserved(bands, /^prd_/);
        const credited = (account: string) =>
          entries
            .filter((entry) => entry.organisationId !== "org_buyer" && !SETTLING.test(entry.kind))
            .flatMap((entry) => entry.lines)
            .filter((line) => line.account === account)
            .reduce((sum, line) => sum - line.amount, 0n);
        for (const [use, account] of [
          ["tax", "vatOut"],
          ["freight", "freightRecovered"],
          ["lateFee", "lateFeeIncome"],
        ] as const)
          expect(worthOf(bands.filter((band) => band.to === use))).toBe(credited(account));
        const lost = (account: string) =>
          entries
            .flatMap((entry) => entry.lines)
            .filter((line) => line.account === account)
            .reduce((sum, line) => sum + line.amount, 0n);
        for (const [use, account] of [
          ["withheld", "taxPrepaid"],
          ["cardFee", "providerFeeCost"],
        ] as const)
          expect(worthOf(bands.filter((band) => band.to === use))).toBe(lost(account));
        for (const band of bands) expect(band.entryIds.length).toBeGreaterThan(0);
        expect(worthOf(bands.filter((band) => band.from === "org_buyer"))).toBe(-credited("receivable"));
      }),
    );
  });

  test("is worth the same to each who sees it, and a buyer is told of goods, freight and tax only", () => {
    fc.assert(
      fc.property(purchase, (entries) => {
        const all = bandsIn(entries, whole);
        const bought = bandsIn(entries, (id) => (id === "org_buyer" ? "whole" : "printed"));
        expectConserved(bought, /^$/);
        expect(bought.some((band) => band.to.startsWith("prd_") || band.to === "kept")).toBe(false);
        for (const seller of ["org_a", "org_b", "org_c"]) {
          const sold = bandsIn(entries, (id) => (id === seller ? "whole" : null));
          for (const seen of [bought, sold])
            expect(flows(seen, "org_buyer", seller)).toBe(flows(all, "org_buyer", seller));
          for (const use of ["tax", "freight", "lateFee", "withheld"] as const) {
            expect(flows(bought, seller, use)).toBe(flows(all, seller, use));
            expect(flows(sold, seller, use)).toBe(flows(all, seller, use));
          }
        }
      }),
    );
  });

  test("does not depend on the order in which it was booked", () => {
    fc.assert(
      fc.property(
        purchase.chain((entries) =>
          fc.record({
            entries: fc.constant(entries),
            shuffled: fc.shuffledSubarray(entries, { minLength: entries.length }),
          }),
        ),
        ({ entries, shuffled }) => {
          expect(bandsIn(shuffled, whole)).toEqual(bandsIn(entries, whole));
        },
      ),
    );
  });

  test("taken back flows nowhere", () => {
    fc.assert(
      fc.property(purchase, (entries) => {
        const mirrored = entries.map((entry) => ({
          ...entry,
          id: `${entry.id}r`,
          kind: `${entry.kind}.reversed`,
          lines: entry.lines.map((line) => ({ ...line, amount: -line.amount })),
        }));
        expect(bandsIn([...entries, ...mirrored], whole)).toEqual([]);
      }),
    );
  });
});

test("a deed that several trades share is each trade's by its part, and all of it together", () => {
  fc.assert(
    fc.property(
      purchase,
      fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 5 }),
      (entries, weights) => {
        for (const entry of entries) {
          const parts = weights.map((_, at) => partOfEntry(entry, { weights, at }));
          for (const [at, line] of entry.lines.entries())
            expect(parts.reduce((sum, part) => sum + (part.lines[at]?.amount ?? 0n), 0n)).toBe(line.amount);
        }
        const [first] = entries;
        if (first && weights.length === 1) expect(partOfEntry(first, { weights, at: 0 })).toEqual(first);
      },
    ),
  );
});

describe("a division", () => {
  test("gives every koperasi its goods, and takes freight, levy and fee from where they are borne", () => {
    fc.assert(
      fc.property(division, ({ entries, statements, issued }) => {
        const bands = bandsIn(entries, whole);
        expectConserved(bands, /^prd_/);
        expect(flows(bands, "org_buyer", "org_hub")).toBe(issued.totalRupiah);
        expect(flows(bands, "org_hub", "freight")).toBe(issued.freightRupiah);
        expect(flows(bands, "org_hub", "levy")).toBe(0n);
        for (const row of statements) {
          expect(flows(bands, "org_hub", row.koperasiId)).toBe(row.grossRupiah - row.claimRupiah);
          expect(flows(bands, row.koperasiId, "freight")).toBe(row.freightRupiah);
          expect(flows(bands, row.koperasiId, "levy")).toBe(row.levyRupiah);
          expect(flows(bands, row.koperasiId, "fee")).toBe(row.feeRupiah);
        }
      }),
    );
  });

  test("shows a trade center what it deducted and not what a koperasi pays; a koperasi its own share whole", () => {
    fc.assert(
      fc.property(division, ({ entries, statements }) => {
        const seenByHub = bandsIn(entries, (id) => (/^org_k/.test(id) ? "division" : "whole"));
        expectConserved(seenByHub, /^$/);
        expect(seenByHub.some((band) => band.to.startsWith("prd_"))).toBe(false);
        for (const row of statements) {
          const own = bandsIn(entries, (id) => (id === row.koperasiId ? "whole" : null));
          expectConserved(own, /^prd_/);
          expect(flows(own, "org_hub", row.koperasiId)).toBe(row.grossRupiah - row.claimRupiah);
          expect(own.every((band) => [band.from, band.to].some((end) => end === row.koperasiId))).toBe(true);
        }
      }),
    );
  });
});

test("drawn, nothing is lost: every node is worth what flows through it, twelve parties at most beside each other", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        purchase,
        division.map((one) => one.entries),
      ),
      (entries) => {
        const bands = bandsIn(entries, whole);
        const { nodes, bands: drawn } = flowOf(bands);
        expect(worthOf(drawn)).toBe(worthOf(bands));
        const stageOf = new Map(nodes.map((node) => [node.id, node.stage]));
        for (const band of drawn) expect(stageOf.get(band.from)).toBe((stageOf.get(band.to) ?? 0) - 1);
        for (const node of nodes) {
          const into = worthOf(drawn.filter((band) => band.to === node.id));
          const outOf = worthOf(drawn.filter((band) => band.from === node.id));
          expect(node.amount).toBe(into > outOf ? into : outOf);
        }
        for (const stage of stageOf.values())
          expect(
            nodes.filter((node) => node.stage === stage && node.what.kind !== "use").length,
          ).toBeLessThan(13);
        expect(flowOf([...bands].reverse())).toEqual({ nodes, bands: drawn });
      },
    ),
  );
});

describe("a day without names", () => {
  const groupOf = (id: string): PublicGroup => {
    if (id.startsWith("prd_")) return "producer";
    if (id.startsWith("org_buyer")) return "kitchen";
    return id === "org_hub" ? "trade_center" : "koperasi";
  };

  const three = fc
    .array(purchase, { minLength: 3, maxLength: 3 })
    .map((purchases) =>
      purchases.flatMap((one, at) =>
        one.map((entry) => JSON.parse(texted(entry, at), revived) as TracedEntry),
      ),
    );

  test("names nobody, never counts fewer than three, and gives on what it gets", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          purchase,
          three,
          division.map((one) => one.entries),
        ),
        fc.boolean(),
        (entries, seesBuyers) => {
          const bands = bandsIn(entries, (id) => (seesBuyers || !/^org_buyer/.test(id) ? "whole" : null));
          const day = publicDay(bands, groupOf);
          if (!day) return;
          expect(textOf(day)).not.toMatch(/org_|prd_|ent_/);
          for (const count of Object.values(day.counts)) expect(count).toBeGreaterThanOrEqual(3);
          for (const group of ["koperasi", "trade_center"]) {
            const isOf = (id: string) => !isUse(id) && groupOf(id) === group;
            const keepers = bands.flatMap(({ from, to }) =>
              isUse(to) && isOf(from) ? [from] : isUse(from) && isOf(to) ? [to] : [],
            );
            // What one or two keep is not told.
            if (new Set(keepers).size < 3) continue;
            expect(worthOf(day.bands.filter((band) => band.from === group))).toBe(
              worthOf(day.bands.filter((band) => band.to === group)),
            );
          }
        },
      ),
    );
  });

  test("shows what kitchens paid koperasi where there are three of each and no lone producer", () => {
    fc.assert(
      fc.property(three, (entries) => {
        const bands = bandsIn(entries, whole);
        const producers = new Set(bands.map((band) => band.to).filter((id) => id.startsWith("prd_")));
        fc.pre(producers.size === 0 || producers.size >= 3);
        const day = publicDay(bands, groupOf);
        expect(flows(day?.bands ?? [], "kitchen", "koperasi")).toBe(
          worthOf(bands.filter((band) => band.from.startsWith("org_buyer"))),
        );
      }),
    );
  });
});

const textOf = (value: unknown) =>
  JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? inner.toString() : inner));
/** The same purchase by other parties. */
const texted = (entry: TracedEntry, at: number) =>
  JSON.stringify(entry, (_, value) =>
    typeof value === "bigint"
      ? `${value}n`
      : typeof value === "string" && /^(org|prd|ent)_/.test(value)
        ? `${value}_${at}`
        : value,
  );
const revived = (_: string, value: unknown) =>
  typeof value === "string" && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;

test("text for a spreadsheet keeps every cell apart and starts no formula", () => {
  expect(
    csvText([
      ["a", 1n, 'b, "c"'],
      ["=HYPERLINK(1)", -5n, "baris\nbaru"],
    ]),
  ).toBe('\uFEFFa,1,"b, ""c"""\r\n\'=HYPERLINK(1),-5,"baris\nbaru"\r\n');
});
