import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import {
  BilledLine,
  FormalDay,
  formalText,
  headFacts,
  lineAddsUp,
  PartyFacts,
  paperLines,
  SignatoryFacts,
} from "../facts.ts";
import { formalDay } from "../formal.ts";
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
import { invoiceSums, TaxFacts } from "./invoice-paper.ts";
import { pricedTable } from "./priced-table.ts";

/**
 * Nota Kredit: what a seller takes back from an invoice, and why. Amounts are positive; the paper lowers what the
 * buyer owes by its total.
 */
export const CreditNoteFacts = z
  .object({
    ...headFacts,
    buyer: PartyFacts,
    invoiceNumber: formalText(80),
    invoiceIssuedOn: FormalDay,
    reason: formalText(1000),
    lines: paperLines(BilledLine),
    goodsRupiah: RupiahText,
    charges: z.array(z.object({ label: formalText(160), amountRupiah: RupiahText })).max(20),
    taxes: z.array(TaxFacts).max(6),
    totalRupiah: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
    note: formalText(1000).nullable(),
    issuedBy: SignatoryFacts,
  })
  .refine((facts) => facts.lines.every(lineAddsUp), { error: "documents.lineSum", path: ["lines"] })
  .refine((facts) => facts.goodsRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.goodsSum",
    path: ["goodsRupiah"],
  })
  .refine(
    (facts) =>
      facts.totalRupiah ===
      facts.goodsRupiah + sumOf([...facts.charges, ...facts.taxes].map((part) => part.amountRupiah)),
    { error: "documents.totalSum", path: ["totalRupiah"] },
  );
export type CreditNoteFacts = z.output<typeof CreditNoteFacts>;

export function creditNotePaper(facts: CreditNoteFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "NK",
    parties: [partyOf("Kepada pembeli", facts.buyer), issuerOf("Dari penjual", facts.issuer)],
    facts: [
      factOf("Atas tagihan", facts.invoiceNumber),
      factOf("Tanggal tagihan", formalDay(facts.invoiceIssuedOn)),
    ],
    body: [
      {
        kind: "paragraph",
        text: `Dengan nota ini tagihan nomor ${facts.invoiceNumber} dikurangi sebesar jumlah di bawah, karena: ${facts.reason}`,
      },
      pricedTable(facts.lines),
      sumsBlock(invoiceSums({ ...facts, totalLabel: "Jumlah dikreditkan" }), facts.totalRupiah),
      notesBlock("Catatan", [
        "Jumlah yang sudah dibayar atas tagihan tersebut diperhitungkan atau dikembalikan kepada pembeli.",
        facts.note,
      ]),
    ],
    signatures: [signatureOf("Hormat kami", facts.issuedBy)],
  });
}
