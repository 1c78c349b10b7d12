import { z } from "zod";
import { terbilang } from "#app/i18n/terbilang.ts";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts, PartyFacts, SignatoryFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalDayShort, formalRupiah } from "../formal.ts";
import { composePaper, listed, notesBlock, type PaperIssue, signatureOf } from "../paper.ts";

/**
 * Kwitansi: the payee states that money came in, from whom and for what. The stamp duty is due above a threshold
 * that the law sets and the paper carries, so that an old kwitansi keeps the rule of its own day. What was paid
 * beyond the invoices it settles stays with the payee as a deposit.
 */
export const ReceiptFacts = z
  .object({
    ...headFacts,
    payer: PartyFacts,
    amountRupiah: PositiveRupiahText,
    /** "Pembayaran bahan pangan 27 Maret 2026": what it was for, in a sentence without a full stop. */
    purpose: formalText(400),
    settles: z
      .array(
        z.object({ invoiceNumber: formalText(80), issuedOn: FormalDay, amountRupiah: PositiveRupiahText }),
      )
      .max(200),
    transferredOn: FormalDay,
    bankName: formalText(80),
    bankReference: formalText(80),
    stampDuty: z.object({
      aboveRupiah: RupiahText,
      dutyRupiah: RupiahText,
      /** "UU 10/2020". */
      legalBasis: formalText(120),
    }),
    note: formalText(1000).nullable(),
    /** How it was paid, where that was no transfer. */
    paidBy: formalText(200).optional(),
    /** Income tax that the payer kept back and hands to the state, and the bukti potong that says so. */
    withheld: z.object({ amountRupiah: PositiveRupiahText, slip: formalText(80) }).optional(),
    /** VAT that the payer's treasurer pays to the state in the issuer's place, and the paper that says so. */
    vatKept: z.object({ amountRupiah: PositiveRupiahText, slip: formalText(80) }).optional(),
    receivedBy: SignatoryFacts,
  })
  .refine((facts) => settledRupiah(facts) <= facts.amountRupiah + keptRupiah(facts), {
    error: "documents.settledSum",
    path: ["settles"],
  });
export type ReceiptFacts = z.output<typeof ReceiptFacts>;

export function receiptPaper(facts: ReceiptFacts, issue: PaperIssue): Paper {
  const { stampDuty } = facts;
  const isStampDue = facts.amountRupiah > stampDuty.aboveRupiah;
  return composePaper(facts, issue, {
    kind: "KW",
    parties: [],
    facts: [],
    body: [
      {
        kind: "statements",
        rows: [
          { label: "Sudah terima dari", value: listed(facts.payer.name, facts.payer.address) },
          { label: "Uang sejumlah", value: terbilang(facts.amountRupiah) },
          { label: "Untuk pembayaran", value: facts.purpose },
          {
            label: "Cara bayar",
            value:
              facts.paidBy ??
              `Transfer ${facts.bankName}, ${formalDay(facts.transferredOn)}, referensi ${facts.bankReference}`,
          },
        ],
      },
      { kind: "amount", text: formalRupiah(facts.amountRupiah) },
      facts.settles.length === 0 ? null : settledTable(facts),
      notesBlock("Catatan", [
        isStampDue
          ? `Terutang bea meterai ${formalRupiah(stampDuty.dutyRupiah)} (${stampDuty.legalBasis}), dibubuhkan pada kotak yang tersedia.`
          : null,
        facts.note,
      ]),
    ],
    signatures: [
      signatureOf(
        "Yang menerima",
        facts.receivedBy,
        isStampDue ? `Meterai\n${formalRupiah(stampDuty.dutyRupiah)}` : null,
      ),
    ],
  });
}

function settledRupiah(facts: { readonly settles: readonly { readonly amountRupiah: bigint }[] }): bigint {
  return sumOf(facts.settles.map((part) => part.amountRupiah));
}

type Kept = { readonly amountRupiah: bigint } | undefined;

function keptRupiah(facts: { readonly withheld?: Kept; readonly vatKept?: Kept }): bigint {
  return (facts.withheld?.amountRupiah ?? 0n) + (facts.vatKept?.amountRupiah ?? 0n);
}

function settledTable(facts: ReceiptFacts): PaperTable {
  const deposit = facts.amountRupiah + keptRupiah(facts) - settledRupiah(facts);
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Untuk tagihan", cell: "text", grow: 2 },
      { title: "Tanggal tagihan", cell: "mark", grow: 0 },
      { title: "Dibayar (Rp)", cell: "figure", grow: 0 },
    ],
    rows: [
      ...facts.settles.map((part, at) => [
        (at + 1).toString(),
        part.invoiceNumber,
        formalDayShort(part.issuedOn),
        columnRupiah(part.amountRupiah),
      ]),
      ...(deposit === 0n
        ? []
        : [
            [
              (facts.settles.length + 1).toString(),
              "Kelebihan bayar, disimpan sebagai titipan pembeli",
              "–",
              columnRupiah(deposit),
            ],
          ]),
      ...(facts.withheld
        ? [
            [
              "",
              `Dikurangi PPh yang dipotong, bukti potong ${facts.withheld.slip}`,
              "–",
              columnRupiah(-facts.withheld.amountRupiah),
            ],
          ]
        : []),
      ...(facts.vatKept
        ? [
            [
              "",
              `Dikurangi PPN yang dipungut bendahara pemerintah, bukti ${facts.vatKept.slip}`,
              "–",
              columnRupiah(-facts.vatKept.amountRupiah),
            ],
          ]
        : []),
    ],
    total: ["", "Jumlah", "", columnRupiah(facts.amountRupiah)],
  };
}
