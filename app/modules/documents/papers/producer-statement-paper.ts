import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts, PAPER_LINES_MAX, SignatoryFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalDayShort, formalRupiah } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  signatureOf,
  sumsBlock,
} from "../paper.ts";
import { MakerFacts, makerOf } from "./maker.ts";
import { describedCell } from "./priced-table.ts";

/** What moved a producer's account: goods of theirs bought or taken back, money paid or come back. */
export const producerMoves = ["bought", "boughtBack", "paid", "paidBack"] as const;
export type ProducerMove = (typeof producerMoves)[number];

const moveWords: Readonly<Record<ProducerMove, string>> = {
  bought: "Pembelian",
  boughtBack: "Pembelian dibatalkan",
  paid: "Pembayaran",
  paidBack: "Pembayaran kembali",
};

/** Whether a move makes more owed, or less. */
const owesMore: Readonly<Record<ProducerMove, boolean>> = {
  bought: true,
  boughtBack: false,
  paid: false,
  paidBack: true,
};

const StatementLine = z.object({
  on: FormalDay,
  move: z.enum(producerMoves),
  /** The goods that were bought, by name. */
  goods: formalText(600).nullable(),
  /** The Nota Beli of the purchase, or the bank's reference of the payment. */
  reference: formalText(600).nullable(),
  amountRupiah: PositiveRupiahText,
});
type StatementLine = z.output<typeof StatementLine>;

function changeOf({ move, amountRupiah }: Pick<StatementLine, "move" | "amountRupiah">): bigint {
  return owesMore[move] ? amountRupiah : -amountRupiah;
}

/**
 * Rekapitulasi Pembelian Produsen: what a seller bought of one producer and paid them in a period, by the seller's books. What was owed
 * before, plus each line, is what is owed after; never below nothing unless more was paid than bought.
 */
export const ProducerStatementFacts = z
  .object({
    ...headFacts,
    producer: MakerFacts,
    startsOn: FormalDay,
    endsOn: FormalDay,
    openingRupiah: RupiahText,
    lines: z.array(StatementLine).max(PAPER_LINES_MAX),
    closingRupiah: RupiahText,
    issuedBy: SignatoryFacts,
  })
  .refine((facts) => facts.closingRupiah === owedAfter(facts.openingRupiah, facts.lines), {
    error: "documents.totalSum",
    path: ["closingRupiah"],
  });
export type ProducerStatementFacts = z.output<typeof ProducerStatementFacts>;

/** What is owed at the end: what was owed before, and what moved it. */
export function owedAfter(
  openingRupiah: bigint,
  lines: readonly Pick<StatementLine, "move" | "amountRupiah">[],
): bigint {
  return openingRupiah + sumOf(lines.map(changeOf));
}

/** What the statement of one producer and one month or year is about. */
export function producerStatementSubject(producerId: string, period: string): string {
  return `${producerId}:${period}`;
}

export function producerStatementPaper(facts: ProducerStatementFacts, issue: PaperIssue): Paper {
  const { openingRupiah, closingRupiah, lines } = facts;
  const sumOfMoves = (more: ProducerMove, less: ProducerMove) =>
    sumOf(
      lines.map((line) =>
        line.move === more ? line.amountRupiah : line.move === less ? -line.amountRupiah : 0n,
      ),
    );
  return composePaper(facts, issue, {
    kind: "RPP",
    parties: [makerOf("Produsen", facts.producer), issuerOf("Pembeli", facts.issuer)],
    facts: [factOf("Periode", `${formalDay(facts.startsOn)} – ${formalDay(facts.endsOn)}`)],
    body: [
      accountTable(facts),
      sumsBlock(
        [
          { label: "Belum dibayar sebelumnya", value: formalRupiah(openingRupiah), weight: "plain" },
          { label: "Pembelian", value: formalRupiah(sumOfMoves("bought", "boughtBack")), weight: "plain" },
          { label: "Dibayar", value: formalRupiah(-sumOfMoves("paid", "paidBack")), weight: "plain" },
          { label: "Belum dibayar", value: formalRupiah(closingRupiah), weight: "grand" },
        ],
        closingRupiah < 0n ? null : closingRupiah,
      ),
      notesBlock("Catatan", [
        "Pembelian dihitung dari barang yang diterima pembeli dan sudah ditagihkan. Barang titipan dihitung dalam Nota Perhitungan Konsinyasi.",
        "Periode yang belum selesai dihitung sampai hari rekapitulasi ini dibuat.",
        "Keberatan disampaikan kepada pembeli, lewat halaman saldo produsen atau langsung.",
      ]),
    ],
    signatures: [signatureOf("Dibuat oleh", facts.issuedBy)],
  });
}

function accountTable({ lines, openingRupiah, startsOn }: ProducerStatementFacts): PaperTable {
  let balance = openingRupiah;
  return {
    kind: "table",
    columns: [
      { title: "Tanggal", cell: "mark", grow: 0 },
      { title: "Uraian", cell: "text", grow: 1 },
      { title: "Hak produsen (Rp)", cell: "figure", grow: 0 },
      { title: "Dibayar (Rp)", cell: "figure", grow: 0 },
      { title: "Sisa (Rp)", cell: "figure", grow: 0 },
    ],
    rows: [
      [formalDayShort(startsOn), "Sisa sebelum periode ini", "", "", columnRupiah(openingRupiah)],
      ...lines.map((line) => {
        balance += changeOf(line);
        const isPurchase = line.move === "bought" || line.move === "boughtBack";
        const amount = columnRupiah(isPurchase ? changeOf(line) : -changeOf(line));
        return [
          formalDayShort(line.on),
          describedCell(moveWords[line.move], line.goods, line.reference),
          isPurchase ? amount : "",
          isPurchase ? "" : amount,
          columnRupiah(balance),
        ];
      }),
    ],
    total: null,
  };
}
