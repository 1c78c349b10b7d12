import { z } from "zod";
import { percent } from "#app/i18n/format.ts";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperParty } from "#app/kernel/paper.ts";
import {
  formalText,
  headFacts,
  lineAddsUp,
  PartyFacts,
  paperLines,
  pricedLine,
  SignatoryFacts,
  WindowFacts,
} from "../facts.ts";
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
import { pricedTable } from "./priced-table.ts";

/**
 * Surat Pesanan: what a buyer orders, from whom, at which price, and on which terms. The buyer issues it. When the
 * order is filled by several suppliers `seller` is null and each line names its own.
 */
export const PurchaseOrderFacts = z
  .object({
    ...headFacts,
    seller: PartyFacts.nullable(),
    /** The fund and period it is paid from. */
    fund: formalText(200).nullable(),
    delivery: WindowFacts,
    deliveryAddress: formalText(400),
    lines: paperLines(z.object({ ...pricedLine, supplier: formalText(200).nullable() })),
    /** What the seller adds to its prices by its tax profile. Papers from before it was told have none. */
    taxes: z.array(TaxFacts).max(6).default([]),
    totalRupiah: RupiahText,
    terms: z.object({
      paymentTermDays: z.int().min(0).max(365),
      /** How far the weighed quantity may be from the ordered one. */
      toleranceBasisPoints: z.int().min(0).max(10_000),
      /** Where that differs by goods: how far it may be for which. */
      tolerances: z
        .array(z.object({ goods: formalText(2000), basisPoints: z.int().min(0).max(10_000) }))
        .max(10)
        .default([]),
    }),
    note: formalText(1000).nullable(),
    requestedBy: SignatoryFacts,
    approvedBy: SignatoryFacts,
    /** Who signs for the supplier; null leaves no block, as when several suppliers answered on their own. */
    acceptedBy: SignatoryFacts.nullable(),
  })
  .refine((facts) => facts.lines.every(lineAddsUp), { error: "documents.lineSum", path: ["lines"] })
  .refine(
    ({ totalRupiah, lines, taxes }) =>
      totalRupiah === sumOf([...lines, ...taxes].map(({ amountRupiah }) => amountRupiah)),
    { error: "documents.totalSum", path: ["totalRupiah"] },
  );
export type PurchaseOrderFacts = z.output<typeof PurchaseOrderFacts>;

export function purchaseOrderPaper(facts: PurchaseOrderFacts, issue: PaperIssue): Paper {
  const { terms } = facts;
  return composePaper(facts, issue, {
    kind: "SP",
    parties: [
      facts.seller === null ? suppliersOf(facts) : partyOf("Kepada penyedia", facts.seller),
      issuerOf("Dari pemesan", facts.issuer),
    ],
    facts: [
      factOf("Waktu kirim", windowText(facts.delivery)),
      factOf("Alamat kirim", facts.deliveryAddress),
      factOf("Sumber dana", facts.fund),
      factOf("Cara bayar", paymentTerm(terms.paymentTermDays)),
    ],
    body: [
      {
        kind: "paragraph",
        text: "Dengan ini kami memesan barang berikut, menurut waktu, mutu, dan ketentuan dalam surat ini.",
      },
      pricedTable(facts.lines),
      sumsBlock(
        invoiceSums({
          goodsRupiah: sumOf(facts.lines.map((line) => line.amountRupiah)),
          charges: [],
          taxes: facts.taxes,
          totalRupiah: facts.totalRupiah,
          totalLabel: "Jumlah pesanan",
        }),
        facts.totalRupiah,
      ),
      notesBlock("Ketentuan", [
        `Barang ditimbang dan diperiksa di tempat serah terima. Selisih timbang sampai ${toleranceText(terms)} dari pesanan dianggap sesuai.`,
        "Barang yang tidak memenuhi syarat ditolak dengan Berita Acara Penolakan dan tidak ditagihkan.",
        `Yang dibayar adalah barang yang diterima menurut Berita Acara Serah Terima. ${paymentTerm(terms.paymentTermDays)}.`,
        facts.note,
      ]),
    ],
    signatures: [
      signatureOf("Diajukan oleh", facts.requestedBy),
      ...(facts.acceptedBy === null ? [] : [signatureOf("Disanggupi penyedia", facts.acceptedBy)]),
      signatureOf("Disetujui oleh", facts.approvedBy),
    ],
  });
}

function toleranceText({ toleranceBasisPoints, tolerances }: PurchaseOrderFacts["terms"]): string {
  if (tolerances.length === 0) return percent(toleranceBasisPoints);
  return tolerances.map(({ goods, basisPoints }) => `${percent(basisPoints)} (${goods})`).join(", ");
}

/** Several suppliers as one party: those that the lines name, or whoever promises a line. */
function suppliersOf(facts: PurchaseOrderFacts): PaperParty {
  const names = [...new Set(facts.lines.map((line) => line.supplier).filter((name) => name !== null))];
  const isNamed = names.length > 0;
  return {
    caption: "Kepada penyedia",
    name: isNamed ? "Para penyedia pada daftar barang" : "Para penyedia yang menyanggupi",
    lines: isNamed
      ? names.length > 6
        ? [...names.slice(0, 5), `dan ${names.length - 5} penyedia lain`]
        : names
      : ["Penyedia tiap barang tercantum pada Surat Jalan dan Berita Acara Serah Terima."],
    particulars: [],
  };
}

/** "Transfer, 7 hari setelah serah terima"; on the day itself when the term is nought. */
function paymentTerm(days: number): string {
  return days === 0
    ? "Transfer pada hari serah terima"
    : `Transfer, paling lambat ${days} hari setelah serah terima`;
}
