import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { type BankLine, continuityOf, linesToAdd } from "#app/modules/payments/bank-line.ts";
import { suggestionsFor } from "#app/modules/payments/bank-match.ts";
import type { Ground, OpenLine } from "#app/modules/payments/bank-suggestion.ts";
import { isNamed, standsIn } from "#app/modules/payments/bank-words.ts";
import { readStatement, senFrom } from "#app/modules/payments/statement-sheet.ts";
import { choiceOf } from "#app/modules/payments/sum-choice.ts";

// Goal: however statements overlap and rows are shuffled, an account has the same lines, and a line gets the same suggestions, each of
// which adds up. Method: accounts of few days and few sums, so that equal lines are common; files are cuts and shuffles of them.
const START = businessDay("2026-07-01");
const TODAY = businessDay("2026-07-31");

/** An account: lines in the order in which they happened, balances carried on. */
const account = fc
  .array(
    fc.record({
      day: fc.nat({ max: 5 }),
      amount: fc.constantFrom(100_000n, 250_000n, -100_000n, 100_050n),
      words: fc.constantFrom("TRF SPPG SENTUL", "trf  sppg sentul", "BIAYA ADM"),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drawn) => {
    let balanceSen = 5_000_000n;
    return [...drawn]
      .sort((one, other) => one.day - other.day)
      .map(({ day, amount, words }): BankLine => {
        balanceSen += amount;
        return { onDay: addDays(START, day), words, amountSen: amount, balanceSen };
      });
  });

const shuffledFiles = account.chain((lines) => {
  // Whole days, as banks cut their statements; some files know no balance.
  const file = fc
    .record({
      days: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 6 }),
      seed: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
      hasBalance: fc.boolean(),
    })
    .map(({ days, seed, hasBalance }) =>
      lines
        .filter((line) => days.some((day) => addDays(START, day) === line.onDay))
        .map((line, at) => ({ line: hasBalance ? line : { ...line, balanceSen: null }, rank: seed[at] ?? 0 }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ line }) => line),
    );
  return fc.record({ lines: fc.constant(lines), files: fc.array(file, { maxLength: 5 }) });
});

const keyless = (line: BankLine) =>
  `${line.onDay} ${line.amountSen} ${line.words.toUpperCase().replaceAll(/\s+/g, " ")}`;

test("any shuffle, overlap and repetition of statements yields the same lines and the same money", () => {
  fc.assert(
    fc.property(shuffledFiles, ({ lines, files }) => {
      const days = new Set(files.flat().map((line) => line.onDay));
      const expected = lines.filter((line) => days.has(line.onDay));
      for (const order of [files, [...files].reverse(), [...files, ...files]]) {
        const known: (BankLine & { key: string })[] = [];
        for (const file of order) known.push(...linesToAdd(known, file));
        expect(known.map(keyless).sort()).toEqual(expected.map(keyless).sort());
        expect(new Set(known.map((line) => line.key)).size).toBe(known.length);
      }
    }),
    { numRuns: 300 },
  );
});

test("opening + lines = closing in any order of rows; a line that is left out is noticed", () => {
  fc.assert(
    fc.property(account, fc.nat(), fc.nat(), (lines, seed, left) => {
      const shuffled = [...lines].sort(
        (one, other) => keyless(one).length * seed - keyless(other).length * seed,
      );
      const whole = continuityOf(shuffled);
      expect(whole.kind).toBe("whole");
      const sum = lines.reduce((total, line) => total + line.amountSen, 0n);
      if (whole.kind === "whole") expect(whole.openingSen + sum).toBe(whole.closingSen);
      // A line from the middle of an account that never came to the same balance twice.
      const [first] = lines;
      const balances = [
        (first?.balanceSen ?? 0n) - (first?.amountSen ?? 0n),
        ...lines.map((one) => one.balanceSen),
      ];
      const at = 1 + (left % lines.length);
      if (new Set(balances).size === balances.length && at < lines.length - 1)
        expect(continuityOf(lines.filter((_, index) => index !== at))).toMatchObject({
          kind: "broken",
          breaks: 1,
        });
    }),
  );
  const line = (balanceSen: bigint, amountSen: bigint): BankLine => ({
    onDay: START,
    words: "",
    amountSen,
    balanceSen,
  });
  expect(continuityOf([line(100n, 100n), line(350n, 50n)])).toMatchObject({ kind: "broken", breaks: 1 });
  expect(continuityOf([{ ...line(1n, 1n), balanceSen: null }])).toEqual({ kind: "unknown" });
});

test("sums are read as banks write them, and nothing that can be read in two ways is", () => {
  const read: readonly (readonly [string | number, bigint | null])[] = [
    ["1.234.567,00", 123_456_700n],
    ["1,234,567.00", 123_456_700n],
    ["1234567", 123_456_700n],
    ["Rp 1.234.567", 123_456_700n],
    ["1.234", 123_400n],
    ["12,5", 1_250n],
    ["-500.000", -50_000_000n],
    ["(500,000.25)", -50_000_025n],
    ["500.000,00 DB", -50_000_000n],
    ["500.000,00 CR", 50_000_000n],
    [1234.56, 123_456n],
    ["1.234.56", null],
    ["1234,567", null],
    ["dua juta", null],
    ["", null],
  ];
  for (const [cell, sen] of read) expect([cell, senFrom(cell)]).toEqual([cell, sen]);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (sen) => {
      const [whole, parts] = [(sen / 100n).toString(), (sen % 100n).toString().padStart(2, "0")];
      const grouped = (sign: string) => whole.replaceAll(/\B(?=(\d{3})+$)/g, sign);
      expect(senFrom(`${grouped(".")},${parts}`)).toBe(sen);
      expect(senFrom(`${grouped(",")}.${parts}`)).toBe(sen);
      expect(senFrom(`${whole}.${parts}`)).toBe(sen);
    }),
  );
});

const bri = [
  ["LAPORAN MUTASI REKENING"],
  ["No. Rekening", "0026-01-000123-30-5"],
  ["TGL_TRAN", "DESK_TRAN", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI"],
  ["01/07/2026 08:10:00", "Saldo awal", "", "", "1.000.000,00"],
  ["01/07/2026 09:12:00", "TRANSFER DARI SPPG SENTUL", "0,00", "2.720.000,00", "3.720.000,00"],
  ["", "INV 001", "", "", ""],
  ["02/07/2026", "BIAYA ADM", "2.500,00", "", "3.717.500,00"],
  ["31/02/2026", "salah", "1", "", "1"],
  ["03/07/2026", "tanpa jumlah", "", "", "1"],
  ["TOTAL", "", "2.500,00", "2.720.000,00", ""],
];

test("each template finds its columns; what is no line is named with its place", () => {
  const read = readStatement(bri, null, TODAY);
  if (read.kind !== "read") throw new Error("it is read");
  expect(read).toMatchObject({ layout: "bri", account: "002601000123305", openingSen: 100_000_000n });
  expect(read.rows).toMatchObject([
    { onDay: "2026-07-01", words: "TRANSFER DARI SPPG SENTUL INV 001", amountSen: 272_000_000n, place: "A5" },
    { onDay: "2026-07-02", amountSen: -250_000n, balanceSen: 371_750_000n },
  ]);
  expect(read.faults).toMatchObject([
    { place: "A8", fault: "day" },
    { place: "A9", fault: "amount" },
  ]);
  const bni = [
    [
      "Posting Date",
      "Effective Date",
      "Branch",
      "Journal",
      "Transaction Description",
      "Amount",
      "DB/CR",
      "Balance",
    ],
    ["01/07/26", "01/07/26", "1", "1", "TRF", "1,000.00", "C", "1,000.00"],
    ["02/07/26", "02/07/26", "1", "1", "ADM", "1,000.00", "D", "0.00"],
  ];
  expect(readStatement(bni, null, TODAY)).toMatchObject({
    layout: "bni",
    rows: [{ amountSen: 100_000n }, { amountSen: -100_000n }],
  });
  const mandiri = [
    ["Tgl.", "Tgl. Val.", "Rincian Transaksi", "No. Referensi", "Debit", "Kredit", "Saldo"],
    ["01 Jul 2026", "", "TRF", "990011", "", "1.000,00", "1.000,00"],
  ];
  expect(readStatement(mandiri, null, TODAY)).toMatchObject({
    layout: "mandiri",
    rows: [{ words: "TRF 990011", amountSen: 100_000n }],
  });
  const generic = [
    ["Tanggal", "Keterangan", "Jumlah"],
    ["2026-07-01", "masuk", "5.000"],
    ["2026-08-02", "besok", "5.000"],
  ];
  expect(readStatement(generic, null, TODAY)).toMatchObject({
    layout: "generic",
    rows: [{ amountSen: 500_000n }],
    faults: [{ fault: "dayNotCome" }],
  });
  expect(readStatement([["Nama", "Alamat"]], null, TODAY)).toEqual({ kind: "unreadable", because: "noHead" });
});

test("numbers stand in the words of a bank whatever signs it leaves out, and not within longer ones", () => {
  expect(standsIn("1/INV/T5/VII/2026", "TRF 1INVT5VII2026 SPPG")).toBe(true);
  expect(standsIn("1/INV/T5/VII/2026", "trf 1 inv-t5 vii 2026")).toBe(true);
  expect(standsIn("1/INV/T5/VII/2026", "TRF 11/INV/T5/VII/2026")).toBe(false);
  expect(standsIn("1/INV/T5/VII/2026", "TRF 1/INV/T5/VII/20261")).toBe(false);
  expect(isNamed("SPPG Sentul Kota", "TRF DARI SENTUL")).toBe(true);
  expect(isNamed("SPPG Kota", "TRF DARI KOTA")).toBe(false);
});

const ground = fc.record({
  claims: fc.array(
    fc.record({
      at: fc.nat({ max: 30 }),
      buyer: fc.constantFrom("org_a", "org_b", "org_c"),
      open: fc.bigInt({ min: 1n, max: 9n }),
      due: fc.nat({ max: 6 }),
    }),
    { maxLength: 8 },
  ),
  reports: fc.array(
    fc.record({ payer: fc.constantFrom("org_a", "org_b"), amount: fc.bigInt({ min: 1n, max: 9n }) }),
    {
      maxLength: 4,
    },
  ),
  rest: fc.bigInt({ min: 1n, max: 14n }),
  others: fc.array(fc.bigInt({ min: 1n, max: 6n }), { maxLength: 3 }),
  words: fc.constantFrom("TRF", "TRF MELATI", "TRF MAWAR INV3 INV4", "YAYASAN KENANGA", "INV1"),
});

const K = 100_000n;

function drawn({
  claims,
  reports,
  rest,
  others,
  words,
}: typeof ground extends fc.Arbitrary<infer T> ? T : never) {
  const line: OpenLine = { lineId: "l0", onDay: START, words, restRupiah: rest * K, came: true };
  const base: Ground = {
    claims: claims.map((claim, at) => ({
      invoiceId: `i${at}`,
      number: `INV${at}`,
      buyerId: claim.buyer,
      openRupiah: claim.open * K,
      taxedRupiah: claim.open * K,
      keptVatRupiah: 0n,
      dueOn: addDays(START, claim.due),
    })),
    reports: reports.map((report, at) => ({
      paymentId: `p${at}`,
      payerId: report.payer,
      amountRupiah: report.amount * K,
      reference: `REF${at}`,
      transferredOn: START,
      numbers: [],
      isBooked: at % 2 === 1,
    })),
    outgoings: [],
    proceeds: [],
    entries: [],
    remittances: [],
    sent: [],
    payers: [
      { names: ["SPPG Melati"], buyerIds: ["org_a"] },
      { names: ["SPPG Mawar"], buyerIds: ["org_b"] },
      { names: ["BUMD Cempaka"], buyerIds: ["org_c"] },
      { names: ["Yayasan Kenanga"], buyerIds: ["org_a", "org_b"] },
    ],
    lines: [line, ...others.map((amount, at) => ({ ...line, lineId: `l${at + 1}`, restRupiah: amount * K }))],
    withheldBasisPoints: [150n, 50n],
  };
  return { line, base };
}

test("suggestions do not depend on any order, and each adds up to no more than the line", () => {
  fc.assert(
    fc.property(ground, (wish) => {
      const { line, base } = drawn(wish);
      const found = suggestionsFor(line, base);
      const turned = Object.fromEntries(
        Object.entries(base).map(([name, list]) => [
          name,
          name === "withheldBasisPoints" ? list : [...list].reverse(),
        ]),
      ) as unknown as Ground;
      expect(suggestionsFor(line, turned)).toEqual(found);
      for (const one of found) {
        expect(one.reasons.length).toBeGreaterThan(0);
        if (one.kind === "invoices") {
          const moved = one.payments.reduce(
            (sum, payment) =>
              sum +
              payment.parts.reduce((paid, part) => paid + part.amountRupiah, 0n) +
              payment.depositRupiah -
              payment.withheldRupiah,
            0n,
          );
          expect(moved).toBe(line.restRupiah);
          for (const payment of one.payments)
            for (const part of payment.parts) {
              const claim = base.claims.find((candidate) => candidate.invoiceId === part.invoiceId);
              expect(claim?.buyerId).toBe(payment.buyerId);
              expect(part.amountRupiah <= (claim?.openRupiah ?? 0n)).toBe(true);
            }
        }
        if (one.kind === "reports") {
          const sum = (list: readonly { amount: bigint }[]) =>
            list.reduce((total, { amount }) => total + amount, 0n);
          const reported = sum(
            base.reports
              .filter((r) => one.paymentIds.includes(r.paymentId))
              .map((r) => ({ amount: r.amountRupiah })),
          );
          const came = sum(
            base.lines.filter((l) => one.lineIds.includes(l.lineId)).map((l) => ({ amount: l.restRupiah })),
          );
          expect(reported).toBe(came);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("a choice that adds up is found when there is one, and is the smallest", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 12n }), { maxLength: 8 }),
      fc.bigInt({ min: 1n, max: 30n }),
      (sums, amount) => {
        const things = sums.map((sum, at) => ({ sum, id: `${at}` }));
        const by = {
          amountOf: (one: { sum: bigint }) => one.sum,
          rankOf: (one: { id: string }) => one.id,
          atMost: 8,
        };
        let fewest = Number.POSITIVE_INFINITY;
        for (let mask = 1; mask < 1 << things.length; mask++) {
          const chosen = things.filter((_, at) => (mask >> at) & 1);
          if (chosen.reduce((total, one) => total + one.sum, 0n) === amount)
            fewest = Math.min(fewest, chosen.length);
        }
        expect(choiceOf(things, amount, by)?.chosen.length ?? Number.POSITIVE_INFINITY).toBe(fewest);
      },
    ),
  );
});

const one = (words: string, restRupiah: bigint, extra: Partial<Ground> = {}) =>
  suggestionsFor(
    { lineId: "l0", onDay: START, words, restRupiah, came: true },
    {
      claims: [
        {
          invoiceId: "i1",
          number: "1/INV/T5/VII/2026",
          buyerId: "org_a",
          openRupiah: 2_720_000n,
          taxedRupiah: 2_720_000n,
          keptVatRupiah: 0n,
          dueOn: START,
        },
        {
          invoiceId: "i2",
          number: "2/INV/T5/VII/2026",
          buyerId: "org_a",
          openRupiah: 1_000_000n,
          taxedRupiah: 1_000_000n,
          keptVatRupiah: 0n,
          dueOn: START,
        },
      ],
      reports: [],
      outgoings: [],
      proceeds: [],
      entries: [],
      remittances: [],
      sent: [],
      payers: [{ names: ["SPPG Melati"], buyerIds: ["org_a"] }],
      lines: [],
      withheldBasisPoints: [150n, 50n],
      ...extra,
    },
  )[0];
const codes = (found: ReturnType<typeof one>) => found?.reasons.map(({ code }) => code);

test("every way a transfer can differ from what was asked is explained", () => {
  expect(codes(one("1INVT5VII2026", 2_720_000n))).toEqual(["number", "exact"]);
  expect(codes(one("1INVT5VII2026", 2_720_123n))).toEqual(["number", "uniqueCode"]);
  expect(codes(one("1INVT5VII2026", 2_000_000n))).toEqual(["number", "partial"]);
  expect(codes(one("1INVT5VII2026", 3_000_000n))).toEqual(["number", "over"]);
  // 1.5 % of 2,720,000 stays with the treasurer.
  expect(one("1INVT5VII2026", 2_679_200n)).toMatchObject({ payments: [{ withheldRupiah: 40_800n }] });
  expect(codes(one("1INVT5VII2026", 2_679_200n))).toEqual(["number", "withheld"]);
  expect(codes(one("TRF MELATI", 3_720_000n))).toEqual(["sum", "payer"]);
  expect(codes(one("TRF MELATI", 1_000_000n))).toEqual(["exact", "payer"]);
  expect(codes(one("TRF MELATI", 500_000n))).toEqual(["oldest", "payer"]);
  expect(codes(one("TRF MELATI", 500_000n, { claims: [] }))).toEqual(["deposit", "payer"]);
  expect(one("TRF ENTAH SIAPA", 77n)).toBeUndefined();
});
