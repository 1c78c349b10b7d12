import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";
import {
  formalText,
  headFacts,
  lineAddsUp,
  PAPER_LINES_MAX,
  PartyFacts,
  PricedLine,
  paperLines,
  SignatoryFacts,
  UnitFacts,
  WindowFacts,
} from "../facts.ts";
import { formalQuantity } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
  sumsBlock,
  windowText,
} from "../paper.ts";
import { invoiceSums, TaxFacts } from "./invoice-paper.ts";
import { describedCell, pricedTable } from "./priced-table.ts";

/** What was asked of the seller and not taken on, whole or in part. */
const LeftLine = z
  .object({
    description: formalText(300),
    specification: formalText(300).nullable(),
    unit: UnitFacts,
    askedBase: PositiveQuantityText,
    leftBase: PositiveQuantityText,
    reason: formalText(500).nullable(),
  })
  .refine((line) => line.leftBase <= line.askedBase, { error: "documents.goodsSum", path: ["leftBase"] });

/**
 * Konfirmasi Pesanan: what a seller takes on of one order, at which price and for which time of delivery, and what of that which it
 * was asked it does not. The seller issues it for the buyer. It stands beside the Surat Pesanan, which is the buyer's word; what is owed
 * follows from neither of them, but from what is accepted at the door.
 */
export const OrderConfirmationFacts = z
  .object({
    ...headFacts,
    buyer: PartyFacts,
    delivery: WindowFacts,
    deliveryAddress: formalText(400),
    lines: paperLines(PricedLine.refine(lineAddsUp, { error: "documents.lineSum" })),
    left: z.array(LeftLine).max(PAPER_LINES_MAX),
    /** What the seller adds to its prices by its tax profile. */
    taxes: z.array(TaxFacts).max(6),
    totalRupiah: RupiahText,
    paymentTermDays: z.int().min(0).max(365),
    confirmedBy: SignatoryFacts,
  })
  .refine(
    ({ totalRupiah, lines, taxes }) =>
      totalRupiah === sumOf([...lines, ...taxes].map(({ amountRupiah }) => amountRupiah)),
    { error: "documents.totalSum", path: ["totalRupiah"] },
  );
export type OrderConfirmationFacts = z.output<typeof OrderConfirmationFacts>;

export function orderConfirmationPaper(facts: OrderConfirmationFacts, issue: PaperIssue): Paper {
  const { lines, left, taxes, totalRupiah } = facts;
  return composePaper(facts, issue, {
    kind: "KP",
    parties: [partyOf("Kepada pemesan", facts.buyer), issuerOf("Dari penyedia", facts.issuer)],
    facts: [
      factOf("Waktu kirim", windowText(facts.delivery)),
      factOf("Alamat kirim", facts.deliveryAddress),
      factOf(
        "Cara bayar",
        facts.paymentTermDays === 0
          ? "Transfer pada hari serah terima"
          : `Transfer, paling lambat ${facts.paymentTermDays.toString()} hari setelah serah terima`,
      ),
    ],
    body: [
      {
        kind: "paragraph",
        text: "Kami menyanggupi barang berikut untuk pesanan Saudara, dengan harga dan waktu kirim pada surat ini.",
      },
      pricedTable(lines),
      sumsBlock(
        invoiceSums({
          goodsRupiah: sumOf(lines.map((line) => line.amountRupiah)),
          charges: [],
          taxes,
          totalRupiah,
          totalLabel: "Jumlah yang disanggupi",
        }),
        totalRupiah,
      ),
      left.length === 0 ? null : { kind: "paragraph", text: "Yang diminta dan tidak kami sanggupi:" },
      left.length === 0 ? null : leftTable(left),
      notesBlock("Ketentuan", [
        "Harga dan jumlah pada surat ini mengikat kami. Barang dikirim setelah pesanan disetujui pembeli.",
        "Yang ditagih adalah barang yang diterima menurut Berita Acara Serah Terima.",
        left.length === 0 ? null : "Barang yang tidak disanggupi boleh dipesan kepada penyedia lain.",
      ]),
    ],
    signatures: [signatureOf("Disanggupi oleh", facts.confirmedBy)],
  });
}

function leftTable(left: OrderConfirmationFacts["left"]): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 3 },
      { title: "Diminta", cell: "figure", grow: 0 },
      { title: "Tidak disanggupi", cell: "figure", grow: 0 },
      { title: "Alasan", cell: "text", grow: 2 },
    ],
    rows: left.map((line, at) => [
      (at + 1).toString(),
      describedCell(line.description, line.specification),
      formalQuantity(line.askedBase, line.unit),
      formalQuantity(line.leftBase, line.unit),
      line.reason ?? "–",
    ]),
    total: null,
  };
}
