import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import { FormalDay, headFacts, lineAddsUp, PricedLine, paperLines, SignatoryFacts } from "../facts.ts";
import { formalDayLong, formalRupiah } from "../formal.ts";
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
import { pricedTable } from "./priced-table.ts";

/**
 * Nota Beli: what a koperasi buys of one producer for goods that it has promised to a buyer, at which price, and when it is paid.
 * It does not say to whom they go. The purchase itself is what the buyer accepts (decision 048), so the total is the most that
 * the note can come to; each amount is its quantity × price.
 */
export const PurchaseNoteFacts = z
  .object({
    ...headFacts,
    producer: MakerFacts,
    deliveryDay: FormalDay,
    lines: paperLines(PricedLine.refine(lineAddsUp, { error: "documents.lineSum" })),
    totalRupiah: PositiveRupiahText,
    /** Days from the buyer's acceptance to the payment; null where nothing was agreed. */
    payDays: z.number().int().min(0).nullable(),
    writtenBy: SignatoryFacts,
  })
  .refine((facts) => facts.totalRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });
export type PurchaseNoteFacts = z.output<typeof PurchaseNoteFacts>;

export function purchaseNotePaper(facts: PurchaseNoteFacts, issue: PaperIssue): Paper {
  const { payDays, totalRupiah } = facts;
  return composePaper(facts, issue, {
    kind: "NB",
    parties: [makerOf("Penjual", facts.producer), issuerOf("Pembeli", facts.issuer)],
    facts: [
      factOf("Untuk kiriman", formalDayLong(facts.deliveryDay)),
      factOf("Dibayar", payDays === null ? null : payText(payDays)),
    ],
    body: [
      pricedTable(facts.lines),
      sumsBlock(
        [{ label: "Jumlah paling banyak", value: formalRupiah(totalRupiah), weight: "grand" }],
        totalRupiah,
      ),
      notesBlock("Ketentuan", [
        "Yang dibeli dan dibayar adalah yang diterima pembeli, dengan harga nota ini.",
        "Barang yang ditolak pembeli dikembalikan atau dibicarakan dengan penjual pada hari itu juga.",
      ]),
    ],
    signatures: [
      signatureOf("Penjual", { name: facts.producer.name, role: "Produsen" }),
      signatureOf("Pembeli", facts.writtenBy),
    ],
  });
}

function payText(days: number): string {
  return days === 0 ? "Pada hari diterima pembeli" : `${days.toString()} hari sesudah diterima pembeli`;
}
