import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts, paperLines, SignatoryFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalRupiah } from "../formal.ts";
import { composePaper, factOf, issuerOf, type PaperIssue, signatureOf, sumsBlock } from "../paper.ts";

/** Surat Tanda Setoran: levies that were taken from koperasi and paid into the region's treasury, receipt by receipt. */
export const LevyDepositFacts = z
  .object({
    ...headFacts,
    /** "Rekening Kas Umum Daerah Kota Blitar". */
    treasury: formalText(200),
    legalBasis: formalText(300),
    settledOn: FormalDay,
    bankReference: formalText(60),
    lines: paperLines(
      z.object({
        receiptNumber: formalText(80),
        payer: formalText(200),
        callOffNumber: formalText(80),
        amountRupiah: PositiveRupiahText,
      }),
    ),
    totalRupiah: PositiveRupiahText,
    depositedBy: SignatoryFacts,
    checkedBy: SignatoryFacts,
  })
  .refine((facts) => facts.totalRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });
export type LevyDepositFacts = z.output<typeof LevyDepositFacts>;

export function levyDepositPaper(facts: LevyDepositFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "STS",
    parties: [
      issuerOf("Penyetor", facts.issuer),
      { caption: "Penerima", name: facts.treasury, lines: [], particulars: [] },
    ],
    facts: [
      factOf("Dasar hukum", facts.legalBasis),
      factOf("Tanggal setor", formalDay(facts.settledOn)),
      factOf("Bukti bank", facts.bankReference),
    ],
    body: [
      { kind: "paragraph", text: "Telah disetor retribusi daerah dengan rincian sebagai berikut." },
      depositTable(facts),
      sumsBlock(
        [{ label: "Jumlah setoran", value: formalRupiah(facts.totalRupiah), weight: "grand" }],
        facts.totalRupiah,
      ),
    ],
    signatures: [signatureOf("Penyetor", facts.depositedBy), signatureOf("Mengetahui", facts.checkedBy)],
  });
}

function depositTable(facts: LevyDepositFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Bukti retribusi", cell: "text", grow: 2 },
      { title: "Wajib retribusi", cell: "text", grow: 3 },
      { title: "Panggilan", cell: "text", grow: 1 },
      { title: "Jumlah (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.lines.map((line, at) => [
      (at + 1).toString(),
      line.receiptNumber,
      line.payer,
      line.callOffNumber,
      columnRupiah(line.amountRupiah),
    ]),
    total: null,
  };
}
