import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperSum, PaperTable } from "#app/kernel/paper.ts";
import {
  BankAccountFacts,
  BilledLine,
  FormalDay,
  formalText,
  headFacts,
  lineAddsUp,
  PAPER_LINES_MAX,
  PartyFacts,
  paperLines,
  SignatoryFacts,
} from "../facts.ts";
import { columnRupiah, formalDay, formalDayLong, formalRupiah } from "../formal.ts";
import {
  accountPanel,
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
  sumsBlock,
} from "../paper.ts";
import { pricedTable } from "./priced-table.ts";

const VAT_KEPT =
  "PPN dipungut dan disetor oleh bendahara pemerintah (kode transaksi 02) dan tidak ditransfer kepada penjual.";

export const TaxFacts = z.object({
  /** As it must read on the paper: "PPN 12 % × DPP nilai lain 11/12". */
  label: formalText(160),
  /** The tax base, where the law wants it shown. */
  baseRupiah: RupiahText.nullable(),
  amountRupiah: RupiahText,
  /** The price of the goods that it is on; older papers do not say it. */
  taxedRupiah: RupiahText.optional(),
});
export type TaxFacts = z.output<typeof TaxFacts>;

/** One handover among those that an invoice collects. */
const HandoverFacts = z.object({
  number: formalText(80),
  day: FormalDay,
  orderNumber: formalText(80).nullable(),
  amountRupiah: RupiahText,
});
type HandoverFacts = z.output<typeof HandoverFacts>;

/**
 * Tagihan: what a seller claims for goods that were accepted. Goods plus charges plus tax is the total, to the
 * rupiah; a deduction is a charge below nought.
 */
export const InvoiceFacts = z
  .object({
    ...headFacts,
    buyer: PartyFacts,
    orderNumber: formalText(80).nullable(),
    handoverNumbers: z.array(formalText(80)).max(40),
    /** Of an invoice over a period: its days, and every handover that it claims with what it claims for it, in the order of the lines. */
    period: z.object({ from: FormalDay, through: FormalDay }).nullable().optional(),
    handovers: z.array(HandoverFacts).max(PAPER_LINES_MAX).nullable().optional(),
    /** The day that its tax invoice bears, where that is not the paper's own. */
    taxedOn: FormalDay.optional(),
    contractNumber: formalText(80).nullable(),
    callOffNumber: formalText(80).nullable(),
    deliveredOn: FormalDay.nullable(),
    lines: paperLines(BilledLine),
    goodsRupiah: RupiahText,
    /** Freight, service, deductions: each named. */
    charges: z.array(z.object({ label: formalText(160), amountRupiah: RupiahText })).max(20),
    taxes: z.array(TaxFacts).max(6),
    /** True where the buyer's treasurer pays the tax to the state itself; older papers do not say it. */
    isVatKept: z.boolean().optional(),
    /** Why no tax is due, where none is: "Barang kebutuhan pokok, PPN dibebaskan". */
    taxNote: formalText(300).nullable(),
    totalRupiah: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
    dueOn: FormalDay,
    account: BankAccountFacts.nullable(),
    paymentReference: formalText(80).nullable(),
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
      facts.totalRupiah === facts.goodsRupiah + sumOf([...facts.charges, ...facts.taxes].map(amountOf)),
    { error: "documents.totalSum", path: ["totalRupiah"] },
  )
  .refine(
    ({ handovers, goodsRupiah, taxes }) =>
      !handovers || sumOf(handovers.map(amountOf)) === goodsRupiah + sumOf(taxes.map(amountOf)),
    { error: "documents.totalSum", path: ["handovers"] },
  );
export type InvoiceFacts = z.output<typeof InvoiceFacts>;

export function invoicePaper(facts: InvoiceFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "INV",
    parties: [partyOf("Ditagihkan kepada", facts.buyer), issuerOf("Dari penjual", facts.issuer)],
    facts: [
      factOf("Tanggal tagihan", formalDay(facts.issuedOn)),
      factOf("Tanggal faktur pajak", facts.taxedOn ? formalDay(facts.taxedOn) : null),
      factOf("Jatuh tempo", formalDayLong(facts.dueOn)),
      factOf("Surat Pesanan", facts.orderNumber),
      factOf("Nomor BAST", facts.handoverNumbers.join(", ")),
      factOf(
        "Masa penyerahan",
        facts.period ? `${formalDay(facts.period.from)} s.d. ${formalDay(facts.period.through)}` : null,
      ),
      factOf(
        "Berita acara",
        facts.handovers ? `${facts.handovers.length} serah terima, terinci di bawah` : null,
      ),
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
      factOf("Diserahkan", facts.deliveredOn === null ? null : formalDay(facts.deliveredOn)),
    ],
    body: [
      pricedTable(facts.lines),
      ...(facts.handovers ? [handoverTable(facts.handovers)] : []),
      sumsBlock(
        invoiceSums(facts),
        facts.totalRupiah,
        facts.account === null
          ? null
          : accountPanel(
              "Pembayaran melalui transfer",
              facts.account,
              facts.paymentReference ?? issue.number,
            ),
      ),
      notesBlock("Catatan", [
        `Mohon dibayar paling lambat ${formalDayLong(facts.dueOn)} dan mencantumkan nomor tagihan pada berita transfer.`,
        facts.isVatKept ? VAT_KEPT : null,
        facts.taxNote,
        facts.note,
      ]),
    ],
    signatures: [signatureOf("Hormat kami", facts.issuedBy)],
  });
}

/** Every handover with its number, its day and what is claimed for it, tax and all. */
function handoverTable(handovers: readonly HandoverFacts[]): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Berita acara serah terima", cell: "text", grow: 3 },
      { title: "Tanggal", cell: "text", grow: 2 },
      { title: "Surat Pesanan", cell: "text", grow: 3 },
      { title: "Nilai (Rp)", cell: "figure", grow: 0 },
    ],
    rows: handovers.map((handover, at) => [
      (at + 1).toString(),
      handover.number,
      formalDay(handover.day),
      handover.orderNumber ?? "–",
      columnRupiah(handover.amountRupiah),
    ]),
    total: null,
  };
}

/** The sums under an invoice's or credit note's table; only the total when there is nothing to add to the goods. */
export function invoiceSums(facts: {
  readonly goodsRupiah: bigint;
  readonly charges: readonly { readonly label: string; readonly amountRupiah: bigint }[];
  readonly taxes: readonly TaxFacts[];
  readonly totalRupiah: bigint;
  readonly totalLabel?: string;
}): PaperSum[] {
  const parts: PaperSum[] = [
    { label: "Jumlah barang", value: formalRupiah(facts.goodsRupiah), weight: "plain" },
    ...facts.charges.map(
      (charge): PaperSum => ({
        label: charge.label,
        value: formalRupiah(charge.amountRupiah),
        weight: "plain",
      }),
    ),
    ...facts.taxes.map(
      (tax): PaperSum => ({
        label: tax.baseRupiah === null ? tax.label : `${tax.label}, dasar ${formalRupiah(tax.baseRupiah)}`,
        value: formalRupiah(tax.amountRupiah),
        weight: "plain",
      }),
    ),
  ];
  const total: PaperSum = {
    label: facts.totalLabel ?? "Jumlah tagihan",
    value: formalRupiah(facts.totalRupiah),
    weight: "grand",
  };
  return parts.length === 1 ? [total] : [...parts, total];
}

function amountOf(part: { readonly amountRupiah: bigint }): bigint {
  return part.amountRupiah;
}
