import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { allotmentRules } from "#app/modules/allotment/round.ts";
import {
  allotmentRuleWords,
  dispositionWords,
  exactUnit,
  figureOf,
  formalDay,
  formalDayLong,
  formalQuantity,
  formalTemperature,
  formalTime,
  plainUnits,
  rejectReasonWords,
} from "#app/modules/documents/formal.ts";
import { type FactsByKind, paperOf, storedFacts } from "#app/modules/documents/paper-of.ts";
import { documentKinds, documentTitles } from "#app/modules/documents/series.ts";
import { dispositions, rejectReasons } from "#app/modules/shipments/shipment-lifecycle.ts";
import { frame } from "#app/platform/gateways/pdf/flow.ts";
import type { Sheet } from "#app/platform/gateways/pdf/marks.ts";
import { renderPaper, sheetsOf } from "#app/platform/gateways/pdf.server.ts";
import { paperFrom, textsOn } from "#tests/support/drawn-papers.ts";
import { paperFacts, paperIssue } from "#tests/support/papers.ts";

function words(sheets: readonly Sheet[]): string {
  return sheets
    .flatMap(textsOn)
    .map((mark) => mark.text)
    .join("\n");
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** Texts that run over a margin or over each other; nothing when the page can be read. */
function faultsOf(sheet: Sheet): string[] {
  const faults: string[] = [];
  const marks = textsOn(sheet);
  for (const mark of marks) {
    if (mark.x < frame.left - 0.5 || mark.x + mark.width > frame.right + 0.5)
      faults.push(`"${mark.text}" runs over the margin`);
    if (mark.baseline < 20 || mark.baseline > frame.height - 14)
      faults.push(`"${mark.text}" runs off the page`);
  }
  const tops = [...marks].sort((a, b) => a.baseline - b.baseline);
  tops.forEach((upper, at) => {
    for (const lower of tops.slice(at + 1)) {
      // Below this no letter of the upper one reaches.
      if (lower.baseline - upper.baseline > 20) break;
      const isBeside = upper.x + upper.width <= lower.x + 0.5 || lower.x + lower.width <= upper.x + 0.5;
      const isUnder = lower.baseline - lower.style.size * 0.74 >= upper.baseline - 0.1;
      if (!isBeside && !isUnder) faults.push(`"${upper.text}" and "${lower.text}" overlap`);
    }
  });
  return faults;
}

for (const kind of documentKinds) {
  test(`a ${kind} is the same bytes every time it is drawn from its stored facts`, async () => {
    const first = await renderPaper(paperFrom(kind));
    const again = await renderPaper(paperFrom(kind));
    expect(first.subarray(0, 5).toString()).toBe("%PDF-");
    expect(first.subarray(-6).toString().trim()).toBe("%%EOF");
    expect(first.equals(again)).toBe(true);
    // Reports of a year and of a city are longer than a page.
    expect(pagesOf(first)).toBe(["RAT", "LAP", "LK"].includes(kind) ? 2 : 1);
  });

  test(`a ${kind} says its title, number, issuer, signers and where to check it, and nothing overlaps`, () => {
    const paper = paperFrom(kind);
    const sheets = sheetsOf(paper);
    const said = words(sheets);
    expect(said).toContain(documentTitles[kind].toUpperCase());
    expect(said).toContain(`Nomor: 022/${kind}/KKMP-TLU/III/2026`);
    expect(said).toContain(paperFacts[kind].issuer.name);
    expect(said).toContain(`Kode wilayah ${paperFacts[kind].issuer.regionCode}`);
    expect(said).toContain("https://lumbung.example/verifikasi/7k3m9q2xab4cd5ef6g7h");
    expect(said).toContain(paperIssue.factsHash);
    expect(said).toContain("Dibuat oleh sistem Lumbung");
    for (const signature of paper.signing.signatures) {
      expect(said).toContain(signature.role);
      if (signature.name !== null) expect(said).toContain(signature.name);
    }
    expect(sheets[0]?.marks.some((mark) => mark.kind === "dots")).toBe(true);
    expect(sheets.flatMap(faultsOf)).toEqual([]);
  });
}

test("another fact, another paper", async () => {
  const facts = paperFacts.KW;
  const one = await renderPaper(paperFrom("KW"));
  const other = await renderPaper(paperFrom("KW", { ...facts, purpose: `${facts.purpose}.` }));
  expect(one.equals(other)).toBe(false);
});

test("facts are stored as digits, not as numbers that lose rupiah", () => {
  const stored = JSON.stringify(
    storedFacts("KW", { ...paperFacts.KW, amountRupiah: 9_007_199_254_740_993n }),
  );
  expect(stored).toContain('"amountRupiah":"9007199254740993"');
});

// Goal: no order is too long for a paper. Method: 500 lines, the most there may be; every line must appear once,
// under the head of the table, and the total must stand with the signatures.
test("500 lines fill as many pages as they need, each under its table head, signed at the end", async () => {
  const lines = Array.from({ length: 500 }, (_, at) => ({
    ...(paperFacts.SP.lines[at % 6] ?? paperFacts.SP.lines[0]),
    description: at % 9 === 0 ? "Telur ayam ras segar ".repeat(8).trim() : `Barang ${at + 1}`,
    supplier: at % 2 === 0 ? "KKMP Tlumpu (Demo)" : "KKMP Klampok (Demo)",
  })) as FactsByKind["SP"]["lines"];
  const paper = paperFrom("SP", {
    ...paperFacts.SP,
    seller: null,
    lines,
    totalRupiah: sumOf(lines.map((line) => line.amountRupiah)),
  });
  const sheets = sheetsOf(paper);
  expect(sheets.length).toBeGreaterThan(10);
  expect(sheets.flatMap(faultsOf)).toEqual([]);
  sheets.forEach((sheet, at) => {
    const said = words([sheet]);
    expect(said).toContain("Uraian barang");
    expect(said).toContain(`Halaman ${at + 1} dari ${sheets.length}`);
    expect(said).toContain(paper.number);
  });
  const serials = sheets.flatMap((sheet) =>
    textsOn(sheet).filter((mark) => mark.x < frame.left + 26 && /^\d+$/.test(mark.text)),
  );
  expect(serials.map((mark) => Number(mark.text))).toEqual(lines.map((_, at) => at + 1));
  const last = words(sheets.slice(-1));
  expect(last).toContain("Jumlah pesanan");
  expect(last).toContain("Agus Prasetyo");
  expect(pagesOf(await renderPaper(paper))).toBe(sheets.length);
});

// Goal: whatever names and numbers people bring, a paper can be read. Method: random words of every length, random
// counts of lines up to three pages; no text may leave the page or lie over another one.
test("long names wrap and never run over each other", () => {
  const name = fc
    .array(
      fc.string({
        unit: fc.constantFrom(..."abcdeghkmnrstuABKST-/()ŠéÑ".split("")),
        minLength: 1,
        maxLength: 24,
      }),
      {
        minLength: 1,
        maxLength: 7,
      },
    )
    .map((parts) => parts.join(" "));
  const line = fc.record({
    description: name,
    quantityBase: fc.bigInt({ min: 0n, max: 999_999_999n }),
    priceRupiah: fc.bigInt({ min: 0n, max: 99_999n }),
    size: fc.constantFrom(1n, 1000n, 1850n, 15_000n),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 45 }),
      name,
      name,
      fc.boolean(),
      (drawn, one, two, flag) => {
        const lines = drawn.map((part) => ({
          description: part.description,
          specification: flag ? part.description : null,
          unit: { name: "papan", base: "g" as const, size: part.size },
          quantityBase: part.quantityBase,
          priceRupiah: part.priceRupiah,
          amountRupiah: priceOf(part.quantityBase, part.priceRupiah, part.size),
        }));
        const goodsRupiah = sumOf(lines.map((part) => part.amountRupiah));
        const paper = paperFrom(
          "INV",
          {
            ...paperFacts.INV,
            issuer: { ...paperFacts.INV.issuer, name: one, address: two },
            buyer: { ...paperFacts.INV.buyer, name: two, kindLabel: one },
            lines,
            goodsRupiah,
            charges: [{ label: two, amountRupiah: 1_000n }],
            taxes: [],
            totalRupiah: goodsRupiah + 1_000n,
            issuedBy: { name: one, role: two },
          },
          { cancellation: flag ? { on: "2026-04-01", reason: two } : null },
        );
        expect(sheetsOf(paper).flatMap(faultsOf)).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

test("a paper whose sums disagree is never issued", () => {
  const first = paperFacts.INV.lines[0];
  expect(first).toBeDefined();
  expect(() =>
    storedFacts("INV", { ...paperFacts.INV, totalRupiah: paperFacts.INV.totalRupiah + 1n }),
  ).toThrow();
  expect(() =>
    storedFacts("INV", { ...paperFacts.INV, goodsRupiah: paperFacts.INV.goodsRupiah - 1n }),
  ).toThrow();
  expect(() => storedFacts("SP", { ...paperFacts.SP, totalRupiah: 1n })).toThrow();
  expect(() => storedFacts("NK", { ...paperFacts.NK, totalRupiah: 142_501n })).toThrow();
  expect(() => storedFacts("RET", { ...paperFacts.RET, totalRupiah: 83_935n })).toThrow();
  expect(() =>
    storedFacts("STMT", { ...paperFacts.STMT, netRupiah: paperFacts.STMT.netRupiah + 1n }),
  ).toThrow();
  expect(() => storedFacts("KW", { ...paperFacts.KW, amountRupiah: 103_527_649n })).toThrow();
  expect(() => storedFacts("JATAH", { ...paperFacts.JATAH, unfilledPacks: 1 })).toThrow();
  const [line] = paperFacts.BAST.lines;
  if (line)
    expect(() =>
      storedFacts("BAST", { ...paperFacts.BAST, lines: [{ ...line, acceptedBase: line.acceptedBase + 1n }] }),
    ).toThrow();
});

test("nothing is refused on a handover without a reason and what becomes of it", () => {
  const [line] = paperFacts.BAST.lines;
  expect(line?.rejectedBase).toBe(4_500n);
  if (line) {
    const bare = { ...line, rejectReason: null };
    expect(() => storedFacts("BAST", { ...paperFacts.BAST, lines: [bare] })).toThrow();
  }
});

test("stored facts that were tampered with cannot be drawn", () => {
  const stored = storedFacts("INV", paperFacts.INV);
  expect(() => paperOf("INV", { ...stored, totalRupiah: "1" }, paperIssue)).toThrow();
  expect(() => paperOf("KW", stored, paperIssue)).toThrow();
});

test("an order without a named supplier says where the supplier of each line stands", () => {
  const open = paperFrom("SP", { ...paperFacts.SP, seller: null, acceptedBy: null });
  expect(open.parties[0]?.name).toBe("Para penyedia yang menyanggupi");
  const table = open.body.find((block) => block.kind === "table");
  expect(table?.columns.map((column) => column.title)).not.toContain("Penyedia");
  const [first, ...rest] = paperFacts.SP.lines;
  const named = paperFrom("SP", {
    ...paperFacts.SP,
    seller: null,
    lines: first ? [{ ...first, supplier: "KKMP Tlumpu (Demo)" }, ...rest] : rest,
  });
  expect(named.parties[0]?.lines).toEqual(["KKMP Tlumpu (Demo)"]);
});

test("a voided paper says DIBATALKAN with its day and reason on every page", () => {
  const sheets = sheetsOf(
    paperFrom("INV", paperFacts.INV, { cancellation: { on: "2026-04-01", reason: "Salah ketik" } }),
  );
  expect(words(sheets)).toContain("Dokumen ini tidak berlaku lagi sejak 1 April 2026. Alasan: Salah ketik");
  for (const sheet of sheets)
    expect(sheet.marks.some((mark) => mark.kind === "watermark" && mark.text === "DIBATALKAN")).toBe(true);
});

test("demo papers carry DATA DEMO on every page, real ones carry no letters across", () => {
  for (const sheet of sheetsOf(paperFrom("SP")))
    expect(sheet.marks.some((mark) => mark.kind === "watermark" && mark.text === "DATA DEMO")).toBe(true);
  const real = sheetsOf(paperFrom("SP", paperFacts.SP, { isDemo: false }));
  expect(real.flatMap((sheet) => sheet.marks).some((mark) => mark.kind === "watermark")).toBe(false);
  expect(words(real)).not.toContain("bukan dokumen sah");
});

test("a kwitansi has room for a stamp above five million rupiah, and none at five million", () => {
  const at = (amountRupiah: bigint) =>
    paperFrom("KW", { ...paperFacts.KW, amountRupiah, settles: [] }).signing.signatures[0]?.stampDuty;
  expect(at(5_000_000n)).toBeNull();
  expect(at(5_000_001n)).toBe("Meterai\nRp 10.000");
});

test("a kwitansi says its amount in words, and keeps what was paid too much as a deposit", () => {
  const said = words(sheetsOf(paperFrom("KW"))).replaceAll("\n", " ");
  expect(said).toContain(
    "seratus tiga juta lima ratus empat puluh lima ribu delapan ratus lima puluh rupiah",
  );
  expect(said).toContain("Kelebihan bayar, disimpan sebagai titipan pembeli");
  expect(said).toContain("18.200");
});

test("a koperasi sees every deduction between gross and net, even those of nought", () => {
  const { STMT } = paperFacts;
  const none = { amountRupiah: 0n, because: null };
  const paper = paperFrom("STMT", {
    ...STMT,
    levy: none,
    claim: none,
    netRupiah: STMT.grossRupiah - STMT.freight.amountRupiah - STMT.fee.amountRupiah,
  });
  const sums = paper.body.find((block) => block.kind === "sums");
  expect(sums?.rows.map((row) => row.value)).toEqual([
    "Rp 89.808.845",
    "−Rp 2.853.739",
    "Rp 0",
    "−Rp 449.031",
    "Rp 0",
    "Rp 86.506.075",
  ]);
});

test("the published allotment is the golden one, with nothing unfilled", () => {
  const paper = paperFrom("JATAH");
  const table = paper.body.find((block) => block.kind === "table");
  expect(table?.rows.map((row) => row.at(-2))).toEqual(["150", "130", "227", "60", "100"]);
  expect(table?.total).toEqual(["", "Jumlah", "9.700", "", "667", ""]);
  expect(paper.facts).toContainEqual({ label: "Diminta", value: "667 peti (10.005 kg)" });
});

test("every code that the door and the rounds know has its word on paper", () => {
  expect(Object.keys(rejectReasonWords).sort()).toEqual([...rejectReasons].sort());
  expect(Object.keys(dispositionWords).sort()).toEqual([...dispositions].sort());
  expect(Object.keys(allotmentRuleWords).sort()).toEqual([...allotmentRules].sort());
});

test("a quantity is written exactly, in its own unit where that comes out even and by weight where not", () => {
  const peti = { name: "peti", base: "g" as const, size: 15_000n };
  expect(formalQuantity(30_000n, peti)).toBe("2 peti");
  expect(formalQuantity(22_500n, peti)).toBe("1,5 peti");
  expect(formalQuantity(5_000n, peti)).toBe("5 kg");
  expect(formalQuantity(1n, plainUnits.g)).toBe("0,001 kg");
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.constantFrom(1n, 144n, 1000n, 1850n, 15_000n),
      (base, size) => {
        const fit = exactUnit({ name: "unit", base: "g", size }, [base]);
        const [whole = "", fraction = ""] = figureOf(base, fit).replaceAll(".", "").split(",");
        const thousandths = BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, "0"));
        expect(thousandths * fit.size).toBe(base * 1000n);
      },
    ),
  );
});

test("days, hours and degrees read as formal Indonesian", () => {
  expect(formalDay("2026-03-07")).toBe("7 Maret 2026");
  expect(formalDayLong("2026-03-27")).toBe("Jumat, 27 Maret 2026");
  expect(formalTime("07:30", "Asia/Jakarta")).toBe("07.30 WIB");
  expect(formalTime("17:05", "Asia/Jayapura")).toBe("17.05 WIT");
  expect(formalTemperature(38)).toBe("3,8 °C");
  expect(formalTemperature(-180)).toBe("−18 °C");
  expect(formalTemperature(-5)).toBe("−0,5 °C");
});
