import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import { FormalDay, formalText, UnitFacts } from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDayShort, formalRupiah } from "../formal.ts";
import { composePaper, notesBlock, type PaperIssue, sumsBlock } from "../paper.ts";
import { kitchenSignatures, PERIOD_ROWS_MAX, periodFacts, periodFactsOf } from "./period.ts";

/** Where the money of a period went: one supplier, with what it is and where. */
export const SuppliedFacts = z.object({
  name: formalText(200),
  kindLabel: formalText(120),
  cityName: formalText(120),
  isLocal: z.boolean(),
  businessNumber: formalText(80).nullable(),
  deliveries: z.int().min(0),
  spentRupiah: RupiahText,
});
export type SuppliedFacts = z.output<typeof SuppliedFacts>;

const spentIn = (rows: readonly { readonly spentRupiah: bigint }[]) =>
  sumOf(rows.map((row) => row.spentRupiah));

/**
 * Rekapitulasi Belanja per Periode. Day by day, supplier by supplier and goods by goods it is the same sum, what the budget
 * spent; what the books moved beside the weighings (a correction) is named, never hidden.
 */
export const PeriodRecapFacts = z
  .object({
    ...periodFacts,
    budgetRupiah: RupiahText,
    spentRupiah: RupiahText,
    heldRupiah: RupiahText,
    leftRupiah: RupiahText,
    /** Claimed so far by invoices for what was received. */
    invoicedRupiah: RupiahText,
    days: z
      .array(
        z.object({
          day: FormalDay,
          /** What the portions of that day may cost. */
          capRupiah: RupiahText,
          deliveries: z.int().min(0),
          spentRupiah: RupiahText,
        }),
      )
      .max(PERIOD_ROWS_MAX),
    suppliers: z.array(SuppliedFacts).max(PERIOD_ROWS_MAX),
    goods: z
      .array(
        z.object({
          description: formalText(300),
          unit: UnitFacts,
          quantityBase: QuantityText,
          spentRupiah: RupiahText,
        }),
      )
      .max(PERIOD_ROWS_MAX),
    /** What the books moved that names no supplier, and what they moved beside what the goods came to when weighed. */
    unsuppliedRupiah: RupiahText,
    unweighedRupiah: RupiahText,
  })
  .refine((facts) => facts.budgetRupiah === facts.spentRupiah + facts.heldRupiah + facts.leftRupiah, {
    error: "documents.totalSum",
    path: ["budgetRupiah"],
  })
  .refine((facts) => spentIn(facts.days) === facts.spentRupiah, {
    error: "documents.totalSum",
    path: ["days"],
  })
  .refine((facts) => spentIn(facts.suppliers) + facts.unsuppliedRupiah === facts.spentRupiah, {
    error: "documents.totalSum",
    path: ["suppliers"],
  })
  .refine((facts) => spentIn(facts.goods) + facts.unweighedRupiah === facts.spentRupiah, {
    error: "documents.totalSum",
    path: ["goods"],
  });
export type PeriodRecapFacts = z.output<typeof PeriodRecapFacts>;

export function periodRecapPaper(facts: PeriodRecapFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "REKAP",
    parties: [],
    facts: periodFactsOf(facts),
    body: [
      sumsBlock(
        [
          { label: "Pagu", value: formalRupiah(facts.budgetRupiah), weight: "strong" },
          { label: "Masih ditahan pesanan", value: formalRupiah(facts.heldRupiah), weight: "plain" },
          { label: "Sisa yang bebas", value: formalRupiah(facts.leftRupiah), weight: "plain" },
          { label: "Sudah ditagihkan penyedia", value: formalRupiah(facts.invoicedRupiah), weight: "plain" },
          { label: "Belanja yang diterima", value: formalRupiah(facts.spentRupiah), weight: "grand" },
        ],
        facts.spentRupiah >= 0n ? facts.spentRupiah : null,
      ),
      { kind: "heading", text: "Per hari" },
      daysTable(facts),
      { kind: "heading", text: "Per penyedia" },
      suppliersTable(facts),
      { kind: "heading", text: "Per barang" },
      goodsTable(facts),
      notesBlock("Keterangan", [
        "Belanja adalah barang yang diterima menurut Berita Acara Serah Terima, termasuk PPN, sebagaimana dibukukan.",
        facts.unsuppliedRupiah === 0n
          ? null
          : `Koreksi buku tanpa penyedia: ${formalRupiah(facts.unsuppliedRupiah)}.`,
        facts.unweighedRupiah === 0n
          ? null
          : `Koreksi buku di luar nilai barang yang ditimbang: ${formalRupiah(facts.unweighedRupiah)}.`,
      ]),
    ],
    signatures: kitchenSignatures,
  });
}

function daysTable(facts: PeriodRecapFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "Tanggal", cell: "text", grow: 1 },
      { title: "Pagu menurut porsi (Rp)", cell: "figure", grow: 0 },
      { title: "Kiriman", cell: "figure", grow: 0 },
      { title: "Belanja (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.days.map((row) => [
      formalDayShort(row.day),
      columnRupiah(row.capRupiah),
      row.deliveries.toString(),
      columnRupiah(row.spentRupiah),
    ]),
    total: [
      "Jumlah",
      columnRupiah(sumOf(facts.days.map((row) => row.capRupiah))),
      facts.days.reduce((sum, row) => sum + row.deliveries, 0).toString(),
      columnRupiah(facts.spentRupiah),
    ],
  };
}

function suppliersTable(facts: PeriodRecapFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "Penyedia", cell: "text", grow: 2 },
      { title: "Jenis", cell: "text", grow: 1 },
      { title: "Kiriman", cell: "figure", grow: 0 },
      { title: "Belanja (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.suppliers.map((row) => [
      row.name,
      row.kindLabel,
      row.deliveries.toString(),
      columnRupiah(row.spentRupiah),
    ]),
    total: [
      "Jumlah",
      "",
      facts.suppliers.reduce((sum, row) => sum + row.deliveries, 0).toString(),
      columnRupiah(spentIn(facts.suppliers)),
    ],
  };
}

function goodsTable(facts: PeriodRecapFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "Uraian barang", cell: "text", grow: 1 },
      { title: "Diterima", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Belanja (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.goods.map((row) => {
      const unit = exactUnit(row.unit, [row.quantityBase]);
      return [row.description, figureOf(row.quantityBase, unit), unit.name, columnRupiah(row.spentRupiah)];
    }),
    total: ["Jumlah", "", "", columnRupiah(spentIn(facts.goods))],
  };
}
