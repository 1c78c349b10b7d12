import { z } from "zod";
import { divideHalfUp } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperBlock, PaperTable } from "#app/kernel/paper.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import {
  FormalDay,
  formalText,
  headFacts,
  MomentFacts,
  paperLines,
  UnitFacts,
  WindowFacts,
} from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDay, formalDayShort, formalRupiah } from "../formal.ts";
import { composePaper, factOf, momentText, notesBlock, type PaperIssue, windowText } from "../paper.ts";
import { kitchenSignatures, PERIOD_ROWS_MAX } from "./period.ts";
import { describedCell } from "./priced-table.ts";

/** What became of an offer when the line was matched: it was taken, was the next one, or was cheaper but went to another line. */
const standings = ["bought", "next", "taken"] as const;
const standingWords: Readonly<Record<(typeof standings)[number], string>> = {
  bought: "dipilih",
  next: "berikutnya",
  taken: "lebih murah, habis untuk pesanan lain",
};

const ReviewedLine = z.object({
  description: formalText(300),
  specification: formalText(300).nullable(),
  unit: UnitFacts,
  quantityBase: QuantityText,
  /** The most that was asked to be paid for a unit. */
  askedRupiah: RupiahText,
  legalRupiah: RupiahText.nullable(),
  reference: z.object({ rupiah: RupiahText, source: formalText(200), onDay: FormalDay }).nullable(),
  /** Above this it had to be explained. */
  unquestionedRupiah: RupiahText.nullable(),
  overrideReason: formalText(500).nullable(),
  agreed: z
    .array(z.object({ seller: formalText(200), quantityBase: QuantityText, priceRupiah: RupiahText }))
    .max(100),
  /** When the market was cleared for the line, and how many lots could have served it; null where nobody looked for it. */
  matched: z.object({ at: MomentFacts, candidates: z.int().min(0) }).nullable(),
  /** Milli-rupiah per base unit, delivered: for grams, rupiah per kilogram. */
  offers: z
    .array(z.object({ seller: formalText(200), priceMilli: QuantityText, standing: z.enum(standings) }))
    .max(100),
});
type ReviewedLine = z.output<typeof ReviewedLine>;

/**
 * Berkas Pemeriksaan Pembelian: what was known and decided about the prices of one order when it was ordered, and by what it is
 * proven. Everything on it was written down at the time; no price of today is on it.
 */
export const PurchaseReviewFacts = z.object({
  ...headFacts,
  fund: formalText(200).nullable(),
  delivery: WindowFacts,
  deeds: z
    .array(z.object({ deed: formalText(60), name: formalText(200).nullable(), at: MomentFacts }))
    .max(10),
  lines: paperLines(ReviewedLine),
  evidences: z
    .array(
      z.object({
        goods: formalText(300),
        askedRupiah: RupiahText,
        reason: formalText(200),
        note: formalText(2000).nullable(),
        writtenBy: formalText(200),
        writtenAt: MomentFacts,
        verdict: formalText(60).nullable(),
        verdictNote: formalText(2000).nullable(),
        decidedBy: formalText(200).nullable(),
        decidedAt: MomentFacts.nullable(),
      }),
    )
    .max(200),
  papers: z
    .array(
      z.object({
        title: formalText(120),
        number: formalText(120),
        issuedOn: FormalDay,
        factsHash: formalText(64),
      }),
    )
    .max(PERIOD_ROWS_MAX),
  files: z
    .array(z.object({ purpose: formalText(120), name: formalText(200), sha256: formalText(64) }))
    .max(PERIOD_ROWS_MAX),
});
export type PurchaseReviewFacts = z.output<typeof PurchaseReviewFacts>;

export function purchaseReviewPaper(facts: PurchaseReviewFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "BPK",
    parties: [],
    facts: [
      factOf("Waktu kirim", windowText(facts.delivery)),
      factOf("Sumber dana", facts.fund),
      ...facts.deeds.map(({ deed, name, at }) =>
        factOf(deed, name === null ? momentText(at) : `${name}, ${momentText(at)}`),
      ),
    ],
    body: [
      {
        kind: "paragraph",
        text: "Harga, acuan, penawaran, dan keputusan berikut adalah sebagaimana dicatat pada waktu pemesanan.",
      },
      { kind: "heading", text: "Harga yang diminta dan acuannya" },
      pricesTable(facts),
      ...facts.lines.flatMap(offersBlocks),
      ...evidenceBlocks(facts),
      ...proofBlocks(facts),
    ],
    signatures: kitchenSignatures,
  });
}

const priceOrDash = (amount: bigint | null) => (amount === null ? "–" : columnRupiah(amount));

function pricesTable({ lines }: PurchaseReviewFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "Barang", cell: "text", grow: 1 },
      { title: "Jumlah", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Paling tinggi (Rp)", cell: "figure", grow: 0 },
      { title: "HET/HAP (Rp)", cell: "figure", grow: 0 },
      { title: "Acuan (Rp)", cell: "figure", grow: 0 },
      { title: "Wajib dijelaskan di atas (Rp)", cell: "figure", grow: 0 },
    ],
    rows: lines.map((line) => {
      const unit = exactUnit(line.unit, [line.quantityBase]);
      return [
        describedCell(
          line.description,
          line.specification,
          line.reference && `Acuan: ${line.reference.source}, ${formalDay(line.reference.onDay)}`,
          line.overrideReason && `Alasan di atas batas: ${line.overrideReason}`,
        ),
        figureOf(line.quantityBase, unit),
        unit.name,
        columnRupiah(line.askedRupiah),
        priceOrDash(line.legalRupiah),
        priceOrDash(line.reference?.rupiah ?? null),
        priceOrDash(line.unquestionedRupiah),
      ];
    }),
    total: null,
  };
}

/** Per unit of trade of the line. */
const perUnit = (line: ReviewedLine, priceMilli: bigint) =>
  columnRupiah(divideHalfUp(priceMilli * line.unit.size, 1000n));

function offersBlocks(line: ReviewedLine): PaperBlock[] {
  const agreed = line.agreed.map(({ seller, quantityBase, priceRupiah }) => {
    const unit = exactUnit(line.unit, [quantityBase]);
    return [seller, `disepakati, ${figureOf(quantityBase, unit)} ${unit.name}`, columnRupiah(priceRupiah)];
  });
  const seen = line.offers.map(({ seller, priceMilli, standing }) => [
    seller,
    standingWords[standing],
    perUnit(line, priceMilli),
  ]);
  if (agreed.length + seen.length === 0) return [];
  return [
    { kind: "heading", text: `Penawaran untuk ${line.description}` },
    ...(line.matched === null
      ? []
      : [
          {
            kind: "paragraph",
            text: `Dicocokkan ${momentText(line.matched.at)}; ${line.matched.candidates.toString()} barang dapat memenuhi.`,
          } as const,
        ]),
    {
      kind: "table",
      columns: [
        { title: "Penyedia", cell: "text", grow: 1 },
        { title: "Kedudukan", cell: "text", grow: 1 },
        { title: `Harga per ${line.unit.name} (Rp)`, cell: "figure", grow: 0 },
      ],
      rows: [...agreed, ...seen],
      total: null,
    },
  ];
}

function evidenceBlocks({ evidences }: PurchaseReviewFacts): PaperBlock[] {
  const block = notesBlock(
    "Bukti harga",
    evidences.map((one) => {
      const asked = `${one.goods}, sampai ${formalRupiah(one.askedRupiah)}: ${one.reason}${one.note === null ? "" : ` (${one.note})`}. Dibawa ${one.writtenBy}, ${momentText(one.writtenAt)}.`;
      if (one.verdict === null || one.decidedAt === null) return `${asked} Belum diputuskan.`;
      return `${asked} ${one.verdict} oleh ${one.decidedBy ?? "–"}, ${momentText(one.decidedAt)}${one.verdictNote === null ? "" : `: ${one.verdictNote}`}.`;
    }),
  );
  return block === null ? [] : [block];
}

function proofBlocks({ papers, files }: PurchaseReviewFacts): PaperBlock[] {
  const rows = [
    ...papers.map((paper) => [
      { text: `${paper.title} ${paper.number}`, note: paper.factsHash },
      formalDayShort(paper.issuedOn),
    ]),
    ...files.map((file) => [{ text: `${file.purpose}: ${file.name}`, note: file.sha256 }, "–"]),
  ];
  if (rows.length === 0) return [];
  return [
    { kind: "heading", text: "Dokumen dan bukti, dengan sidik SHA-256" },
    {
      kind: "table",
      columns: [
        { title: "Dokumen atau berkas", cell: "text", grow: 1 },
        { title: "Terbit", cell: "mark", grow: 0 },
      ],
      rows,
      total: null,
    },
  ];
}
