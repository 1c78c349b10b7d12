import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { FormalDay, formalText, headFacts, paperLines, SignatoryFacts, UnitFacts } from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDay, formalRupiah } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  signatureOf,
  sumsBlock,
} from "../paper.ts";
import { ConsignmentTermsFacts, termsText } from "./consignment-note-paper.ts";
import { MakerFacts, makerOf } from "./maker.ts";

/** One consignment of the period: what of its goods was sold and lost in it, and where the rest is on the day of the paper. */
const StatementLine = z.object({
  description: formalText(300),
  /** Number of the Bukti Titip. */
  noteNumber: formalText(80).nullable(),
  unit: UnitFacts,
  terms: ConsignmentTermsFacts,
  broughtBase: PositiveQuantityText,
  soldBase: QuantityText,
  /** Of sales of this period or of an earlier one, whose invoice was taken back in it. */
  takenBackBase: QuantityText,
  lostBase: QuantityText,
  returnedBase: QuantityText,
  leftBase: QuantityText,
  grossRupiah: RupiahText,
  commissionRupiah: RupiahText,
  shareRupiah: RupiahText,
  lossRupiah: RupiahText,
});

/**
 * Nota Perhitungan Konsinyasi: what a keeper owes one consignor for a period that is over. Of sales gross = commission + share; what was
 * lost in custody is owed beside the share, as if it had been sold.
 */
export const ConsignmentStatementFacts = z
  .object({
    ...headFacts,
    consignor: MakerFacts,
    startsOn: FormalDay,
    endsOn: FormalDay,
    dueOn: FormalDay,
    lines: paperLines(StatementLine),
    grossRupiah: RupiahText,
    commissionRupiah: RupiahText,
    shareRupiah: RupiahText,
    lossRupiah: RupiahText,
    payableRupiah: PositiveRupiahText,
    issuedBy: SignatoryFacts,
  })
  .refine((facts) => sums.every((sum) => facts[sum] === sumOf(facts.lines.map((line) => line[sum]))), {
    error: "documents.totalSum",
    path: ["grossRupiah"],
  })
  .refine(
    (facts) =>
      facts.grossRupiah === facts.commissionRupiah + facts.shareRupiah &&
      facts.payableRupiah === facts.shareRupiah + facts.lossRupiah,
    { error: "documents.totalSum", path: ["payableRupiah"] },
  );
export type ConsignmentStatementFacts = z.output<typeof ConsignmentStatementFacts>;

const sums = ["grossRupiah", "commissionRupiah", "shareRupiah", "lossRupiah"] as const;

export function consignmentStatementPaper(facts: ConsignmentStatementFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "NPK",
    parties: [makerOf("Penitip", facts.consignor), issuerOf("Penerima titipan", facts.issuer)],
    facts: [
      factOf("Periode", `${formalDay(facts.startsOn)} – ${formalDay(facts.endsOn)}`),
      factOf("Dibayar paling lambat", formalDay(facts.dueOn)),
    ],
    body: [
      goodsTable(facts),
      moneyTable(facts),
      sumsBlock(
        [
          { label: "Hasil jual", value: formalRupiah(facts.grossRupiah), weight: "plain" },
          { label: "Komisi penerima titipan", value: formalRupiah(-facts.commissionRupiah), weight: "plain" },
          { label: "Hak penitip", value: formalRupiah(facts.shareRupiah), weight: "plain" },
          ...(facts.lossRupiah > 0n
            ? [
                {
                  label: "Ganti rugi rusak atau hilang",
                  value: formalRupiah(facts.lossRupiah),
                  weight: "plain" as const,
                },
              ]
            : []),
          { label: "Jumlah dibayar", value: formalRupiah(facts.payableRupiah), weight: "grand" },
        ],
        facts.payableRupiah,
      ),
      notesBlock("Catatan", [
        "Sisa adalah yang masih disimpan pada hari nota ini dibuat; yang sedang dikirim dan belum diterima pembeli tidak termasuk.",
        "Keberatan disampaikan kepada penerima titipan; yang dikoreksi masuk perhitungan periode berikutnya.",
      ]),
    ],
    signatures: [signatureOf("Dibuat oleh", facts.issuedBy)],
  });
}

function goodsTable({ lines }: ConsignmentStatementFacts): PaperTable {
  const hasTakenBack = lines.some((line) => line.takenBackBase > 0n);
  return {
    kind: "table",
    columns: [
      { title: "Barang titipan", cell: "text", grow: 1 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Dibawa", cell: "figure", grow: 0 },
      { title: "Terjual", cell: "figure", grow: 0 },
      ...(hasTakenBack ? [{ title: "Batal jual", cell: "figure", grow: 0 } as const] : []),
      { title: "Rusak", cell: "figure", grow: 0 },
      { title: "Kembali", cell: "figure", grow: 0 },
      { title: "Sisa", cell: "figure", grow: 0 },
    ],
    rows: lines.map((line) => {
      const { broughtBase, soldBase, takenBackBase, lostBase, returnedBase, leftBase } = line;
      const moved = [broughtBase, soldBase, takenBackBase, lostBase, returnedBase, leftBase];
      const unit = exactUnit(line.unit, moved);
      return [
        line.noteNumber === null ? line.description : { text: line.description, note: line.noteNumber },
        unit.name,
        ...moved.filter((_, at) => hasTakenBack || at !== 2).map((base) => figureOf(base, unit)),
      ];
    }),
    total: null,
  };
}

function moneyTable({ lines, ...facts }: ConsignmentStatementFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "Barang titipan", cell: "text", grow: 1 },
      { title: "Hasil jual (Rp)", cell: "figure", grow: 0 },
      { title: "Komisi (Rp)", cell: "figure", grow: 0 },
      { title: "Hak penitip (Rp)", cell: "figure", grow: 0 },
      { title: "Ganti rugi (Rp)", cell: "figure", grow: 0 },
    ],
    rows: lines.map((line) => [
      { text: line.description, note: termsText(line.terms, line.unit.name) },
      ...sums.map((sum) => columnRupiah(line[sum])),
    ]),
    total: ["Jumlah", ...sums.map((sum) => columnRupiah(facts[sum]))],
  };
}
