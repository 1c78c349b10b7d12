import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import { FormalDay, formalText, UnitFacts } from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDayShort, formalRupiah } from "../formal.ts";
import { composePaper, notesBlock, type PaperIssue, sumsBlock } from "../paper.ts";
import { kitchenSignatures, PERIOD_ROWS_MAX, periodFacts, periodFactsOf } from "./period.ts";

/**
 * Rencana Anggaran Belanja: what the portions of each day may cost, and what the orders of the period ask for at most, beside
 * the budget that the books hold. A single day may cost more than its portions allow; the period may not.
 */
export const SpendingPlanFacts = z
  .object({
    ...periodFacts,
    budgetRupiah: RupiahText,
    days: z
      .array(
        z.object({
          day: FormalDay,
          smallPortions: z.int().min(0),
          largePortions: z.int().min(0),
          /** Portions × the cap of each size. */
          capRupiah: RupiahText,
        }),
      )
      .max(PERIOD_ROWS_MAX),
    capSmallRupiah: RupiahText,
    capLargeRupiah: RupiahText,
    lines: z
      .array(
        z.object({
          description: formalText(300),
          unit: UnitFacts,
          quantityBase: QuantityText,
          /** At the ceilings of the orders, before tax. */
          amountRupiah: RupiahText,
        }),
      )
      .max(PERIOD_ROWS_MAX),
    plannedRupiah: RupiahText,
  })
  .refine((facts) => facts.plannedRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.totalSum",
    path: ["plannedRupiah"],
  })
  .refine(
    (facts) =>
      facts.days.every(
        (day) =>
          day.capRupiah ===
          BigInt(day.smallPortions) * facts.capSmallRupiah + BigInt(day.largePortions) * facts.capLargeRupiah,
      ),
    { error: "documents.lineSum", path: ["days"] },
  );
export type SpendingPlanFacts = z.output<typeof SpendingPlanFacts>;

export function spendingPlanPaper(facts: SpendingPlanFacts, issue: PaperIssue): Paper {
  const capRupiah = sumOf(facts.days.map((day) => day.capRupiah));
  return composePaper(facts, issue, {
    kind: "RAB",
    parties: [],
    facts: periodFactsOf(facts),
    body: [
      { kind: "heading", text: "Pagu menurut porsi" },
      daysTable(facts, capRupiah),
      { kind: "heading", text: "Rencana belanja bahan pangan" },
      linesTable(facts),
      sumsBlock(
        [
          { label: "Pagu menurut porsi", value: formalRupiah(capRupiah), weight: "plain" },
          {
            label: "Rencana belanja, paling banyak",
            value: formalRupiah(facts.plannedRupiah),
            weight: "strong",
          },
          { label: "Pagu dana", value: formalRupiah(facts.budgetRupiah), weight: "grand" },
        ],
        facts.budgetRupiah,
      ),
      notesBlock("Keterangan", [
        `Pagu porsi kecil ${formalRupiah(facts.capSmallRupiah)}, porsi besar ${formalRupiah(facts.capLargeRupiah)}.`,
        "Rencana belanja dihitung dari pesanan periode ini pada harga tertinggi, sebelum PPN.",
      ]),
    ],
    signatures: kitchenSignatures,
  });
}

function daysTable(facts: SpendingPlanFacts, capRupiah: bigint): PaperTable {
  const portions = (of: (day: SpendingPlanFacts["days"][number]) => number) =>
    columnRupiah(BigInt(facts.days.reduce((sum, day) => sum + of(day), 0)));
  return {
    kind: "table",
    columns: [
      { title: "Tanggal", cell: "text", grow: 1 },
      { title: "Porsi kecil", cell: "figure", grow: 0 },
      { title: "Porsi besar", cell: "figure", grow: 0 },
      { title: "Pagu (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.days.map((day) => [
      formalDayShort(day.day),
      columnRupiah(BigInt(day.smallPortions)),
      columnRupiah(BigInt(day.largePortions)),
      columnRupiah(day.capRupiah),
    ]),
    total: [
      "Jumlah",
      portions((day) => day.smallPortions),
      portions((day) => day.largePortions),
      columnRupiah(capRupiah),
    ],
  };
}

function linesTable(facts: SpendingPlanFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 1 },
      { title: "Jumlah", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Nilai (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.lines.map((line, at) => {
      const unit = exactUnit(line.unit, [line.quantityBase]);
      return [
        (at + 1).toString(),
        line.description,
        figureOf(line.quantityBase, unit),
        unit.name,
        columnRupiah(line.amountRupiah),
      ];
    }),
    total: ["", "Jumlah", "", "", columnRupiah(facts.plannedRupiah)],
  };
}
