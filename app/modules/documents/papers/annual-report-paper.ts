import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperBlock } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalDayShort } from "../formal.ts";
import { composePaper, factOf, notesBlock, type PaperIssue, signatureOf } from "../paper.ts";

/** More members than any kelurahan's koperasi has. */
const MEMBERS_MAX = 20_000;

const Row = z.object({
  text: formalText(300),
  amountRupiah: RupiahText,
  /** The same of the year before; null where there is none. */
  beforeRupiah: RupiahText.nullable(),
});

/** A titled table of amounts that comes to its total. */
const Table = z
  .object({
    title: formalText(120),
    rows: z.array(Row).max(2000),
    totalLabel: formalText(120),
    totalRupiah: RupiahText,
  })
  .refine((table) => table.totalRupiah === sumOf(table.rows.map((row) => row.amountRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });

/**
 * Laporan RAT: what a koperasi answers with before its members about one year of its books. Assets are what they were paid with,
 * the result is income less expense, and every table comes to its total, or the paper is not issued.
 */
export const AnnualReportFacts = z
  .object({
    ...headFacts,
    year: z.int(),
    startsOn: FormalDay,
    endsOn: FormalDay,
    /** False while December is not closed: the figures may still move. */
    isClosed: z.boolean(),
    income: Table,
    expense: Table,
    resultRupiah: RupiahText,
    assets: Table,
    liabilities: Table,
    equity: Table,
    /** Trade with members and others, ageing, stock, and the division of SHU, in the order in which they are read. */
    tables: z.array(Table).max(20),
    members: z
      .array(
        z.object({
          number: formalText(20),
          name: formalText(200),
          joinedOn: FormalDay,
          savingsRupiah: RupiahText,
          tradeRupiah: RupiahText,
          shuRupiah: RupiahText,
        }),
      )
      .max(MEMBERS_MAX),
  })
  .refine((facts) => facts.resultRupiah === facts.income.totalRupiah - facts.expense.totalRupiah, {
    error: "documents.totalSum",
    path: ["resultRupiah"],
  })
  .refine((facts) => facts.assets.totalRupiah === facts.liabilities.totalRupiah + facts.equity.totalRupiah, {
    error: "documents.totalSum",
    path: ["assets"],
  });
export type AnnualReportFacts = z.output<typeof AnnualReportFacts>;
export type AnnualTable = AnnualReportFacts["income"];

/** Every table of the report in the order of the paper. */
export function tablesOf(facts: AnnualReportFacts): readonly AnnualTable[] {
  return [facts.income, facts.expense, facts.assets, facts.liabilities, facts.equity, ...facts.tables];
}

export function annualReportPaper(facts: AnnualReportFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "RAT",
    parties: [],
    facts: [
      factOf("Tahun buku", facts.year.toString()),
      factOf("Periode", `${formalDay(facts.startsOn)} – ${formalDay(facts.endsOn)}`),
      factOf("Keadaan buku", facts.isClosed ? "Sudah ditutup" : "Sementara, belum ditutup"),
      factOf("Anggota", facts.members.length.toString()),
      factOf("Sisa hasil usaha (Rp)", columnRupiah(facts.resultRupiah)),
    ],
    body: [
      ...tablesOf(facts).flatMap(tableBlocks),
      { kind: "heading", text: "Daftar anggota (Rp)" },
      {
        kind: "table",
        columns: [
          { title: "No", cell: "mark", grow: 0 },
          { title: "Nama", cell: "text", grow: 1 },
          { title: "Simpanan", cell: "figure", grow: 0 },
          { title: "Transaksi", cell: "figure", grow: 0 },
          { title: "SHU", cell: "figure", grow: 0 },
        ],
        rows: facts.members.map((row) => [
          row.number,
          `${row.name}, sejak ${formalDayShort(row.joinedOn)}`,
          columnRupiah(row.savingsRupiah),
          columnRupiah(row.tradeRupiah),
          columnRupiah(row.shuRupiah),
        ]),
        total: [
          "",
          "Jumlah",
          columnRupiah(sumOf(facts.members.map((row) => row.savingsRupiah))),
          columnRupiah(sumOf(facts.members.map((row) => row.tradeRupiah))),
          columnRupiah(sumOf(facts.members.map((row) => row.shuRupiah))),
        ],
      },
      notesBlock("Keterangan", [
        "Laporan disusun dari buku besar; simpanan pokok dan wajib adalah ekuitas (SAK EP 22.6).",
        facts.isClosed
          ? null
          : "Tahun buku belum ditutup: angka dapat berubah dan pembagian SHU adalah perkiraan.",
      ]),
    ],
    signatures: [
      signatureOf("Disusun oleh", { name: null, role: "Bendahara" }),
      signatureOf("Mengetahui", { name: null, role: "Ketua" }),
    ],
  });
}

function tableBlocks(table: AnnualTable): PaperBlock[] {
  const compares = table.rows.some((row) => row.beforeRupiah !== null);
  return [
    { kind: "heading", text: table.title },
    {
      kind: "table",
      columns: [
        { title: "Uraian", cell: "text", grow: 1 },
        { title: "Rp", cell: "figure", grow: 0 },
        ...(compares ? [{ title: "Tahun lalu (Rp)", cell: "figure" as const, grow: 0 }] : []),
      ],
      rows: table.rows.map((row) => [
        row.text,
        columnRupiah(row.amountRupiah),
        ...(compares ? [columnRupiah(row.beforeRupiah ?? 0n)] : []),
      ]),
      total: [table.totalLabel, columnRupiah(table.totalRupiah), ...(compares ? [""] : [])],
    },
  ];
}
