import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import { columnRupiah } from "../formal.ts";
import { composePaper, factOf, type PaperIssue } from "../paper.ts";
import { kitchenSignatures, PERIOD_ROWS_MAX, periodFacts, periodFactsOf } from "./period.ts";
import { SuppliedFacts } from "./period-recap-paper.ts";
import { describedCell } from "./priced-table.ts";

/** Daftar Pemasok: who supplied in a period, beside the least number that a kitchen needs. */
export const SupplierListFacts = z
  .object({
    ...periodFacts,
    suppliers: z.array(SuppliedFacts).max(PERIOD_ROWS_MAX),
    /** How many suppliers the rule in force asks for. */
    least: z.int().min(0),
    totalRupiah: RupiahText,
  })
  .refine((facts) => facts.totalRupiah === sumOf(facts.suppliers.map((row) => row.spentRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });
export type SupplierListFacts = z.output<typeof SupplierListFacts>;

export function supplierListPaper(facts: SupplierListFacts, issue: PaperIssue): Paper {
  const count = facts.suppliers.length;
  return composePaper(facts, issue, {
    kind: "DPS",
    parties: [],
    facts: [
      ...periodFactsOf(facts),
      factOf("Banyaknya pemasok", count.toString()),
      factOf("Paling sedikit menurut aturan", facts.least.toString()),
    ],
    body: [
      {
        kind: "paragraph",
        text:
          count >= facts.least
            ? "Banyaknya pemasok memenuhi ketentuan."
            : `Banyaknya pemasok kurang ${(facts.least - count).toString()} dari ketentuan.`,
      },
      {
        kind: "table",
        columns: [
          { title: "No", cell: "mark", grow: 0 },
          { title: "Pemasok", cell: "text", grow: 2 },
          { title: "Kota", cell: "text", grow: 1 },
          { title: "Kiriman", cell: "figure", grow: 0 },
          { title: "Belanja (Rp)", cell: "figure", grow: 0 },
        ],
        rows: facts.suppliers.map((row, at) => [
          (at + 1).toString(),
          describedCell(
            row.name,
            row.kindLabel,
            row.businessNumber === null ? null : `NIB ${row.businessNumber}`,
          ),
          describedCell(row.cityName, row.isLocal ? "daerah sendiri" : null),
          row.deliveries.toString(),
          columnRupiah(row.spentRupiah),
        ]),
        total: [
          "",
          "Jumlah",
          "",
          facts.suppliers.reduce((sum, row) => sum + row.deliveries, 0).toString(),
          columnRupiah(facts.totalRupiah),
        ],
      },
    ],
    signatures: kitchenSignatures,
  });
}
