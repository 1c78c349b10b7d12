import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { FormalDay, formalText } from "../facts.ts";
import { columnRupiah, formalDayShort, formalRupiah } from "../formal.ts";
import { composePaper, factOf, type PaperIssue, sumsBlock } from "../paper.ts";
import { kitchenSignatures, PERIOD_ROWS_MAX, periodFacts, periodFactsOf } from "./period.ts";
import { describedCell } from "./priced-table.ts";

const Amount = RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" });

/**
 * A book of a period: what there was, what came in and went out row by row, and what there is. The closing balance is the
 * opening one and every row, or the paper is not issued.
 */
export const BookFacts = z
  .object({
    ...periodFacts,
    openingRupiah: RupiahText,
    rows: z
      .array(
        z.object({
          day: FormalDay,
          /** Number of the paper that proves it. */
          reference: formalText(120).nullable(),
          text: formalText(300),
          note: formalText(1000).nullable(),
          inRupiah: Amount,
          outRupiah: Amount,
        }),
      )
      .max(PERIOD_ROWS_MAX),
    closingRupiah: RupiahText,
  })
  .refine(
    ({ openingRupiah, rows, closingRupiah }) =>
      closingRupiah === openingRupiah + sumOf(rows.map((row) => row.inRupiah - row.outRupiah)),
    { error: "documents.totalSum", path: ["closingRupiah"] },
  );
export type BookFacts = z.output<typeof BookFacts>;

/** Each row with the balance after it. */
export function runningBalance(facts: BookFacts): (BookFacts["rows"][number] & { balanceRupiah: bigint })[] {
  let balanceRupiah = facts.openingRupiah;
  return facts.rows.map((row) => {
    balanceRupiah += row.inRupiah - row.outRupiah;
    return { ...row, balanceRupiah };
  });
}

export type BookKind = "BKU" | "BPB" | "BANK";
type BookWords = {
  readonly kind: BookKind;
  readonly lead: string;
  readonly opening: string;
  readonly incoming: string;
  readonly outgoing: string;
  readonly closing: string;
};

export const bookWords: Readonly<Record<BookKind, BookWords>> = {
  BKU: {
    kind: "BKU",
    lead: "Penerimaan dan pengeluaran kas menurut pembukuan selama periode tersebut adalah sebagai berikut.",
    opening: "Saldo awal",
    incoming: "Penerimaan",
    outgoing: "Pengeluaran",
    closing: "Saldo akhir",
  },
  BPB: {
    kind: "BPB",
    lead: "Belanja bahan pangan yang telah diterima dan dibebankan pada dana tersebut adalah sebagai berikut.",
    opening: "Pagu sebelum periode",
    incoming: "Pagu",
    outgoing: "Belanja diterima",
    closing: "Sisa pagu",
  },
  BANK: {
    kind: "BANK",
    lead: "Mutasi rekening dapur selama periode tersebut, dengan nomor yang tertera pada rekening koran, adalah sebagai berikut. Seluruh penerimaan dan pembayaran dilakukan melalui bank; dapur tidak menyelenggarakan kas kecil dalam pembukuan ini.",
    opening: "Saldo rekening awal",
    incoming: "Masuk rekening",
    outgoing: "Keluar rekening",
    closing: "Saldo rekening akhir",
  },
};

/** Buku Kas Umum, or a Buku Pembantu of food or of the bank: the same book over other accounts, or with other proof. */
export function bookPaper(kind: BookKind): (facts: BookFacts, issue: PaperIssue) => Paper {
  const words = bookWords[kind];
  return (facts, issue) =>
    composePaper(facts, issue, {
      kind,
      parties: [],
      facts: [...periodFactsOf(facts), factOf("Banyaknya baris", facts.rows.length.toString())],
      body: [
        { kind: "paragraph", text: words.lead },
        bookTable(facts, words),
        sumsBlock([
          { label: words.opening, value: formalRupiah(facts.openingRupiah), weight: "plain" },
          {
            label: `Jumlah ${words.incoming.toLowerCase()}`,
            value: formalRupiah(sumOf(facts.rows.map((row) => row.inRupiah))),
            weight: "plain",
          },
          {
            label: `Jumlah ${words.outgoing.toLowerCase()}`,
            value: formalRupiah(sumOf(facts.rows.map((row) => row.outRupiah))),
            weight: "strong",
          },
          { label: words.closing, value: formalRupiah(facts.closingRupiah), weight: "grand" },
        ]),
      ],
      signatures: kitchenSignatures,
    });
}

function bookTable(facts: BookFacts, words: BookWords): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Tanggal", cell: "mark", grow: 0 },
      { title: "Uraian", cell: "text", grow: 1 },
      { title: `${words.incoming} (Rp)`, cell: "figure", grow: 0 },
      { title: `${words.outgoing} (Rp)`, cell: "figure", grow: 0 },
      { title: "Saldo (Rp)", cell: "figure", grow: 0 },
    ],
    rows: runningBalance(facts).map((row, at) => [
      (at + 1).toString(),
      formalDayShort(row.day),
      describedCell(row.text, row.reference, row.note),
      row.inRupiah === 0n ? "–" : columnRupiah(row.inRupiah),
      row.outRupiah === 0n ? "–" : columnRupiah(row.outRupiah),
      columnRupiah(row.balanceRupiah),
    ]),
    total: null,
  };
}
