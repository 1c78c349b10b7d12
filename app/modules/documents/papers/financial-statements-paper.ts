import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperBlock, PaperColumn } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalRupiah } from "../formal.ts";
import { composePaper, factOf, notesBlock, type PaperIssue, signatureOf } from "../paper.ts";

/** More accounts than the chart has. */
const ROWS_MAX = 500;

/** An amount of the period and of the one before. */
const compared = { amountRupiah: RupiahText, beforeRupiah: RupiahText };

const Part = z
  .object({
    rows: z
      .array(z.object({ code: formalText(20).nullable(), text: formalText(200), ...compared }))
      .max(ROWS_MAX),
    totalLabel: formalText(120),
    ...compared,
  })
  .refine(
    (part) =>
      part.amountRupiah === sumOf(part.rows.map((row) => row.amountRupiah)) &&
      part.beforeRupiah === sumOf(part.rows.map((row) => row.beforeRupiah)),
    { error: "documents.totalSum", path: ["amountRupiah"] },
  );

/**
 * Laporan Keuangan: income statement, balance sheet, cash flow and trial balance of one organisation's books over a month or a year.
 * A numbered paper and no mere download, since whoever is handed it (a bank, members, an auditor) wants to check that it is the
 * organisation's own and still its latest. Every part comes to its total, assets are what they were paid with, cash moved from its
 * opening to its closing, debits are credits, or the paper is not issued; nor is it of books that were not proven from the journal.
 */
export const FinancialStatementsFacts = z
  .object({
    ...headFacts,
    startsOn: FormalDay,
    endsOn: FormalDay,
    /** The period that stands beside it. */
    beforeStartsOn: FormalDay,
    beforeEndsOn: FormalDay,
    /** False while an entry may still be booked in the period. */
    isClosed: z.boolean(),
    /** Lines of the journal that were added up anew until the last day, and came to what stands here. */
    provenLines: z.int().min(0),
    incomeTitle: formalText(120),
    income: Part,
    expense: Part,
    resultLabel: formalText(120),
    resultRupiah: RupiahText,
    resultBeforeRupiah: RupiahText,
    assets: Part,
    liabilities: Part,
    /** With the results that nobody booked over to equity yet. */
    equity: Part,
    cashOpeningRupiah: RupiahText,
    cashCame: Part,
    cashWent: Part,
    cashClosingRupiah: RupiahText,
    trial: z
      .array(
        z.object({
          code: formalText(20),
          text: formalText(200),
          /** Debit positive, as the closing is. */
          openingRupiah: RupiahText,
          debitRupiah: RupiahText,
          creditRupiah: RupiahText,
        }),
      )
      .max(ROWS_MAX),
    /** Who signs, by hand. */
    preparedRole: formalText(120),
    approvedRole: formalText(120),
  })
  .refine(
    ({ income, expense, ...facts }) =>
      facts.resultRupiah === income.amountRupiah - expense.amountRupiah &&
      facts.resultBeforeRupiah === income.beforeRupiah - expense.beforeRupiah,
    { error: "documents.totalSum", path: ["resultRupiah"] },
  )
  .refine(
    ({ assets, liabilities, equity }) =>
      assets.amountRupiah === liabilities.amountRupiah + equity.amountRupiah &&
      assets.beforeRupiah === liabilities.beforeRupiah + equity.beforeRupiah,
    { error: "documents.totalSum", path: ["assets"] },
  )
  .refine(
    (facts) =>
      facts.cashClosingRupiah ===
      facts.cashOpeningRupiah + facts.cashCame.amountRupiah - facts.cashWent.amountRupiah,
    { error: "documents.totalSum", path: ["cashClosingRupiah"] },
  )
  .refine(
    ({ trial }) =>
      sumOf(trial.map((row) => row.debitRupiah)) === sumOf(trial.map((row) => row.creditRupiah)) &&
      sumOf(trial.map((row) => row.openingRupiah)) === 0n,
    { error: "documents.totalSum", path: ["trial"] },
  );
export type FinancialStatementsFacts = z.output<typeof FinancialStatementsFacts>;
export type StatedPart = FinancialStatementsFacts["income"];

export function financialStatementsPaper(facts: FinancialStatementsFacts, issue: PaperIssue): Paper {
  const { cashOpeningRupiah, cashClosingRupiah } = facts;
  return composePaper(facts, issue, {
    kind: "LK",
    parties: [],
    facts: [
      factOf("Periode", spanOf(facts.startsOn, facts.endsOn)),
      factOf("Pembanding", spanOf(facts.beforeStartsOn, facts.beforeEndsOn)),
      factOf("Keadaan buku", facts.isClosed ? "Sudah ditutup" : "Sementara, belum ditutup"),
      factOf(
        "Pembuktian",
        `Cocok, dihitung ulang dari ${columnRupiah(BigInt(facts.provenLines))} baris jurnal`,
      ),
    ],
    body: [
      { kind: "heading", text: `${facts.incomeTitle} (Rp)` },
      partTable(facts.income),
      partTable(facts.expense),
      {
        kind: "statements",
        rows: [
          {
            label: facts.resultLabel,
            value: `${formalRupiah(facts.resultRupiah)} (pembanding ${formalRupiah(facts.resultBeforeRupiah)})`,
          },
        ],
      },
      { kind: "heading", text: "Neraca (Rp)" },
      partTable(facts.assets),
      partTable(facts.liabilities),
      partTable(facts.equity),
      { kind: "heading", text: "Arus kas (Rp)" },
      partTable(facts.cashCame),
      partTable(facts.cashWent),
      {
        kind: "statements",
        rows: [
          { label: "Kas awal", value: formalRupiah(cashOpeningRupiah) },
          { label: "Kas akhir", value: formalRupiah(cashClosingRupiah) },
        ],
      },
      { kind: "heading", text: "Neraca saldo (Rp)" },
      trialTable(facts),
      notesBlock("Keterangan", [
        "Disusun dari buku besar dengan dasar akrual; arus kas dengan metode langsung (SAK EP). Belum diaudit.",
        `Pembuktian: setiap baris jurnal sampai ${formalDay(facts.endsOn)} dijumlahkan lagi ketika laporan diterbitkan, dan sama dengan angka di sini.`,
        facts.isClosed ? null : "Buku periode ini belum ditutup: angka dapat berubah.",
      ]),
    ],
    signatures: [
      signatureOf("Disusun oleh", { name: null, role: facts.preparedRole }),
      signatureOf("Mengetahui", { name: null, role: facts.approvedRole }),
    ],
  });
}

function spanOf(from: string, to: string): string {
  return `${formalDay(from)} – ${formalDay(to)}`;
}

const code: PaperColumn = { title: "Kode", cell: "mark", grow: 0 };
const account: PaperColumn = { title: "Akun", cell: "text", grow: 1 };
const figure = (title: string): PaperColumn => ({ title, cell: "figure", grow: 0 });

function partTable(part: StatedPart): PaperBlock {
  return {
    kind: "table",
    columns: [code, account, figure("Periode ini"), figure("Pembanding")],
    rows: part.rows.map((row) => [
      row.code ?? "",
      row.text,
      columnRupiah(row.amountRupiah),
      columnRupiah(row.beforeRupiah),
    ]),
    total: ["", part.totalLabel, columnRupiah(part.amountRupiah), columnRupiah(part.beforeRupiah)],
  };
}

function trialTable({ trial }: FinancialStatementsFacts): PaperBlock {
  return {
    kind: "table",
    columns: [code, account, figure("Awal"), figure("Debit"), figure("Kredit"), figure("Akhir")],
    rows: trial.map((row) => [
      row.code,
      row.text,
      columnRupiah(row.openingRupiah),
      columnRupiah(row.debitRupiah),
      columnRupiah(row.creditRupiah),
      columnRupiah(row.openingRupiah + row.debitRupiah - row.creditRupiah),
    ]),
    total: [
      "",
      "Jumlah",
      columnRupiah(0n),
      columnRupiah(sumOf(trial.map((row) => row.debitRupiah))),
      columnRupiah(sumOf(trial.map((row) => row.creditRupiah))),
      columnRupiah(0n),
    ],
  };
}
