import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
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

/**
 * Nota Debit: what a trade center asks back from whoever carried the goods, because a loss on the road was granted to the
 * buyer. It claims no more than the trade center bore of it.
 */
export const DebitNoteFacts = z
  .object({
    ...headFacts,
    carrier: PartyFacts,
    vehicle: formalText(120),
    deliveredOn: FormalDay,
    callOffNumber: formalText(80),
    claimNumber: formalText(80),
    creditNoteNumber: formalText(80),
    lines: paperLines(z.object({ description: formalText(300), amountRupiah: PositiveRupiahText })),
    /** What of it the carrier bore already, on its own statement. */
    borneRupiah: RupiahText,
    totalRupiah: PositiveRupiahText,
    answerBy: formalText(80),
    issuedBy: SignatoryFacts,
  })
  .refine(
    (facts) => facts.totalRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)) - facts.borneRupiah,
    { error: "documents.totalSum", path: ["totalRupiah"] },
  );
export type DebitNoteFacts = z.output<typeof DebitNoteFacts>;

export function debitNotePaper(facts: DebitNoteFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "ND",
    parties: [partyOf("Kepada pengangkut", facts.carrier), issuerOf("Dari", facts.issuer)],
    facts: [
      factOf("Kendaraan", facts.vehicle),
      factOf("Tanggal serah terima", formalDay(facts.deliveredOn)),
      factOf("Panggilan kirim", facts.callOffNumber),
      factOf("Berita acara klaim", facts.claimNumber),
      factOf("Nota kredit pembeli", facts.creditNoteNumber),
    ],
    body: [
      {
        kind: "paragraph",
        text: `Kerugian di bawah terjadi di jalan dan sudah diganti kepada pembeli dengan nota kredit ${facts.creditNoteNumber}. Pengangkut bertanggung jawab atas barang yang hilang atau rusak selama diangkut (UU 22/2009 psl. 188 dan 193), maka jumlah berikut ditagihkan kepada pengangkut.`,
      },
      {
        kind: "table",
        columns: [
          { title: "No", cell: "mark", grow: 0 },
          { title: "Barang", cell: "text", grow: 1 },
          { title: "Jumlah (Rp)", cell: "figure", grow: 0 },
        ],
        rows: facts.lines.map((line, at) => [
          (at + 1).toString(),
          line.description,
          columnRupiah(line.amountRupiah),
        ]),
        total: null,
      },
      sumsBlock(
        [
          ...(facts.borneRupiah > 0n
            ? [
                {
                  label: "Sudah dipotong dari pembagian hasil",
                  value: `- ${formalRupiah(facts.borneRupiah)}`,
                  weight: "plain" as const,
                },
              ]
            : []),
          { label: "Jumlah ditagihkan", value: formalRupiah(facts.totalRupiah), weight: "grand" },
        ],
        facts.totalRupiah,
      ),
      notesBlock("Catatan", [
        `Pengangkut dapat menerima atau membantah nota ini sampai ${facts.answerBy}.`,
        "Nota ini dibayar dengan transfer, atau diperhitungkan dengan hak pengangkut pada penerbit nota.",
      ]),
    ],
    signatures: [signatureOf("Hormat kami", facts.issuedBy)],
  });
}
