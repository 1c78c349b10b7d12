import { z } from "zod";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts, PAPER_LINES_MAX, PartyFacts, SignatoryFacts } from "../facts.ts";
import { formalDay, formalRupiah } from "../formal.ts";
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

export const FUND_MAX = 160;

/**
 * Bukti Tagihan Terverifikasi: that an invoice stands on goods which the buyer's own people accepted, and that all of it was open on
 * the day of the paper. It promises no payment and lends nothing.
 */
export const VerifiedReceivableFacts = z.object({
  ...headFacts,
  buyer: PartyFacts,
  invoiceNumber: formalText(80),
  orderNumber: formalText(80).nullable(),
  callOffNumber: formalText(80).nullable(),
  /** Of an invoice over a period, all that it collects. */
  handoverNumbers: z.array(formalText(80)).min(1).max(PAPER_LINES_MAX),
  deliveredOn: FormalDay.nullable(),
  /** The buyer's budget out of which the goods were ordered, where it keeps one. */
  fund: formalText(FUND_MAX).nullable(),
  dueOn: FormalDay,
  openRupiah: PositiveRupiahText,
  verifiedBy: SignatoryFacts,
});
export type VerifiedReceivableFacts = z.output<typeof VerifiedReceivableFacts>;

export function verifiedReceivablePaper(facts: VerifiedReceivableFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "BTT",
    parties: [partyOf("Yang berutang", facts.buyer), issuerOf("Yang berpiutang", facts.issuer)],
    facts: [
      factOf("Tagihan", facts.invoiceNumber),
      factOf("Surat pesanan", facts.orderNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
      factOf("Berita acara serah terima", facts.handoverNumbers.join(", ")),
      factOf("Diterima tanggal", facts.deliveredOn === null ? null : formalDay(facts.deliveredOn)),
      factOf("Anggaran pembeli", facts.fund),
      factOf("Jatuh tempo", formalDay(facts.dueOn)),
    ],
    body: [
      {
        kind: "paragraph",
        text: `Barang pada tagihan ${facts.invoiceNumber} sudah ditimbang dan diterima oleh petugas pembeli dengan berita acara di atas. Pada tanggal surat ini tagihan belum dibayar, tidak dilaporkan dibayar, tidak dikreditkan, tidak disengketakan, dan belum dialihkan kepada pihak lain.`,
      },
      sumsBlock(
        [{ label: "Masih harus dibayar", value: formalRupiah(facts.openRupiah), weight: "grand" }],
        facts.openRupiah,
      ),
      notesBlock("Catatan", [
        "Tagihan ini dapat dialihkan satu kali. Pengalihan mengikat pembeli sejak diberitahukan dan diakui (KUHPerdata psl. 613).",
        "Keberatan pembeli atas barang tetap berlaku terhadap penerima pengalihan.",
        "Surat ini bukan jaminan bayar. Lumbung tidak memberi pinjaman dan tidak menghitung potongan.",
      ]),
    ],
    signatures: [signatureOf("Yang berpiutang", facts.verifiedBy)],
  });
}
