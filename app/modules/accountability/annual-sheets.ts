import { type AnnualReportFacts, tablesOf } from "../documents/papers/annual-report-paper.ts";
import { day, rupiah, type Sheet, text } from "../oversight/sheet.ts";

/** Sheet names have at most 31 letters in every program that opens them. */
const named = (title: string) => title.slice(0, 31);

/** The yearly report as spreadsheets, from the very facts that the paper shows. */
export function annualSheets(facts: AnnualReportFacts): Sheet[] {
  return [
    ...tablesOf(facts).map(
      (table): Sheet => ({
        name: named(table.title),
        head: ["Uraian", "Rupiah", "Tahun lalu"],
        rows: [
          ...table.rows.map((row) => [
            text(row.text),
            rupiah(row.amountRupiah),
            row.beforeRupiah === null ? { kind: "empty" as const } : rupiah(row.beforeRupiah),
          ]),
          [text(table.totalLabel), rupiah(table.totalRupiah), { kind: "empty" as const }],
        ],
      }),
    ),
    {
      name: "Daftar anggota",
      head: ["Nomor", "Nama", "Bergabung", "Simpanan", "Transaksi", "SHU"],
      rows: facts.members.map((row) => [
        text(row.number),
        text(row.name),
        day(row.joinedOn),
        rupiah(row.savingsRupiah),
        rupiah(row.tradeRupiah),
        rupiah(row.shuRupiah),
      ]),
    },
  ];
}
