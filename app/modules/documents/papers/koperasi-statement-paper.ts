import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperFact, PaperSum, PaperTable } from "#app/kernel/paper.ts";
import {
  BankAccountFacts,
  FormalDay,
  formalText,
  headFacts,
  lineAddsUp,
  PartyFacts,
  paperLines,
  pricedLine,
  SignatoryFacts,
} from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDayShort, formalRupiah } from "../formal.ts";
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
import { describedCell } from "./priced-table.ts";

/** A deduction is an amount of nought or more, with its reason in words where there is one. */
const Deduction = z.object({
  amountRupiah: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
  because: formalText(300).nullable(),
});

/**
 * Rekapitulasi Pembagian Hasil: what one koperasi gets out of a call-off that the trade center sold for it:
 * gross − freight − levy − fee − claim = net, to the rupiah. The trade center issues it with the buyer's invoice.
 */
export const KoperasiStatementFacts = z
  .object({
    ...headFacts,
    koperasi: PartyFacts,
    buyerName: formalText(200),
    contractNumber: formalText(80),
    callOffNumber: formalText(80),
    invoiceNumber: formalText(80).nullable(),
    lines: paperLines(
      z.object({
        ...pricedLine,
        deliveredOn: FormalDay,
        /** The handover that the line stands on. */
        reference: formalText(80).nullable(),
      }),
    ),
    grossRupiah: RupiahText,
    freight: Deduction,
    levy: Deduction,
    fee: Deduction,
    claim: Deduction,
    netRupiah: RupiahText,
    account: BankAccountFacts.nullable(),
    /** When the koperasi is paid: "setelah tagihan dilunasi pembeli". */
    paymentTerm: formalText(200).nullable(),
    note: formalText(1000).nullable(),
    preparedBy: SignatoryFacts,
    approvedBy: SignatoryFacts,
  })
  .refine((facts) => facts.lines.every(lineAddsUp), { error: "documents.lineSum", path: ["lines"] })
  .refine((facts) => facts.grossRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.grossSum",
    path: ["grossRupiah"],
  })
  .refine(
    (facts) =>
      facts.netRupiah ===
      facts.grossRupiah -
        sumOf([facts.freight, facts.levy, facts.fee, facts.claim].map((part) => part.amountRupiah)),
    { error: "documents.netSum", path: ["netRupiah"] },
  );
export type KoperasiStatementFacts = z.output<typeof KoperasiStatementFacts>;

export function koperasiStatementPaper(facts: KoperasiStatementFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "STMT",
    parties: [partyOf("Untuk koperasi", facts.koperasi), issuerOf("Dari pusat dagang", facts.issuer)],
    facts: [
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
      factOf("Pembeli", facts.buyerName),
      factOf("Tagihan kepada pembeli", facts.invoiceNumber),
    ],
    body: [
      {
        kind: "paragraph",
        text: "Hasil penjualan barang koperasi melalui panggilan kirim tersebut, beserta potongan dan jumlah bersih yang menjadi hak koperasi, adalah sebagai berikut.",
      },
      deliveredTable(facts),
      sumsBlock(
        statementSums(facts),
        // A claim can outweigh a small delivery; what a koperasi then owes is not put in words as if it were paid.
        facts.netRupiah >= 0n ? facts.netRupiah : null,
        facts.account === null ? null : accountPanel("Dibayarkan ke rekening", facts.account, null),
      ),
      notesBlock("Dasar potongan", [
        ...reasons(facts).map((reason) => `${reason.label}: ${reason.value}.`),
        facts.paymentTerm === null ? null : `Pembayaran: ${facts.paymentTerm}.`,
        facts.note,
      ]),
    ],
    signatures: [
      signatureOf("Disiapkan oleh", facts.preparedBy),
      signatureOf("Disetujui oleh", facts.approvedBy),
    ],
  });
}

function reasons(facts: KoperasiStatementFacts): PaperFact[] {
  return [
    factOf("Ongkos angkut", facts.freight.because),
    factOf("Retribusi", facts.levy.because),
    factOf("Jasa layanan", facts.fee.because),
    factOf("Klaim pembeli", facts.claim.because),
  ].filter((fact) => fact !== null);
}

/** All four deductions are shown even when nought: a koperasi should see that nothing else was taken. */
function statementSums(facts: KoperasiStatementFacts): PaperSum[] {
  const less = (label: string, amount: bigint): PaperSum => ({
    label: `Dikurangi ${label}`,
    value: formalRupiah(-amount),
    weight: "plain",
  });
  return [
    { label: "Nilai kotor", value: formalRupiah(facts.grossRupiah), weight: "strong" },
    less("ongkos angkut", facts.freight.amountRupiah),
    less("retribusi", facts.levy.amountRupiah),
    less("jasa layanan", facts.fee.amountRupiah),
    less("klaim pembeli", facts.claim.amountRupiah),
    { label: "Jumlah bersih untuk koperasi", value: formalRupiah(facts.netRupiah), weight: "grand" },
  ];
}

function deliveredTable(facts: KoperasiStatementFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Diserahkan", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 1 },
      { title: "Diterima", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Harga satuan", cell: "figure", grow: 0 },
      { title: "Nilai kotor (Rp)", cell: "figure", grow: 0 },
    ],
    rows: facts.lines.map((line, at) => {
      const unit = exactUnit(line.unit, [line.quantityBase]);
      const price = columnRupiah(line.priceRupiah);
      return [
        (at + 1).toString(),
        formalDayShort(line.deliveredOn),
        describedCell(line.description, line.specification, line.reference),
        figureOf(line.quantityBase, unit),
        unit.name,
        unit.name === line.unit.name ? price : { text: price, note: `per ${line.unit.name}` },
        columnRupiah(line.amountRupiah),
      ];
    }),
    total: null,
  };
}
