import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts, PartyFacts, paperLines, SignatoryFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalRupiah } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
  sumsBlock,
} from "../paper.ts";

/** What a levy is reckoned on, line by line. */
export const levyLines = paperLines(
  z.object({
    description: formalText(300),
    /** What it is reckoned on, in words: "Nilai barang Rp 250.125.000". */
    basis: formalText(160),
    /** "0,5 %" or "Rp 25 per kg". */
    tariff: formalText(80),
    amountRupiah: RupiahText,
  }),
);

/**
 * Bukti Retribusi: a levy that was taken, from whom, on what and by which regulation. A levy without a legal basis
 * has no paper.
 */
export const LevyReceiptFacts = z
  .object({
    ...headFacts,
    payer: PartyFacts,
    /** What is levied: "Retribusi pelayanan pasar grosir". */
    levyName: formalText(200),
    legalBasis: formalText(300),
    /** Number of the SKRD or STS it was assessed or remitted with. */
    assessmentNumber: formalText(80).nullable(),
    contractNumber: formalText(80).nullable(),
    callOffNumber: formalText(80).nullable(),
    collectedOn: FormalDay,
    lines: levyLines,
    totalRupiah: PositiveRupiahText,
    /** Where it is handed on to: "Rekening Kas Umum Daerah Kota Blitar". */
    remittedTo: formalText(200).nullable(),
    note: formalText(1000).nullable(),
    collectedBy: SignatoryFacts,
  })
  .refine((facts) => facts.totalRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });
export type LevyReceiptFacts = z.output<typeof LevyReceiptFacts>;

export function levyReceiptPaper(facts: LevyReceiptFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "RET",
    parties: [partyOf("Wajib retribusi", facts.payer), issuerOf("Pemungut", facts.issuer)],
    facts: [
      factOf("Jenis retribusi", facts.levyName),
      factOf("Dasar hukum", facts.legalBasis),
      factOf("Nomor SKRD/STS", facts.assessmentNumber),
      factOf("Tanggal pungut", formalDay(facts.collectedOn)),
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
    ],
    body: [
      { kind: "paragraph", text: "Telah dipungut retribusi dengan perhitungan sebagai berikut." },
      levyTable(facts.lines),
      sumsBlock(
        [{ label: "Jumlah retribusi", value: formalRupiah(facts.totalRupiah), weight: "grand" }],
        facts.totalRupiah,
      ),
      notesBlock("Catatan", [
        facts.remittedTo === null ? null : `Retribusi disetorkan ke ${facts.remittedTo}.`,
        facts.note,
      ]),
    ],
    signatures: [signatureOf("Pemungut", facts.collectedBy)],
  });
}

/** The reckoning of a levy, as its assessment and its receipt both show it. */
export function levyTable(lines: LevyReceiptFacts["lines"]): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian", cell: "text", grow: 2 },
      { title: "Dasar perhitungan", cell: "text", grow: 2 },
      { title: "Tarif", cell: "mark", grow: 0 },
      { title: "Retribusi (Rp)", cell: "figure", grow: 0 },
    ],
    rows: lines.map((line, at) => [
      (at + 1).toString(),
      line.description,
      line.basis,
      line.tariff,
      columnRupiah(line.amountRupiah),
    ]),
    total: null,
  };
}
