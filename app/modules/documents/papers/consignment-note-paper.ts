import { z } from "zod";
import { percent } from "#app/i18n/format.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";
import { FormalDay, formalText, headFacts, SignatoryFacts, UnitFacts } from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDay, formalRupiah } from "../formal.ts";
import { composePaper, factOf, issuerOf, notesBlock, type PaperIssue, signatureOf } from "../paper.ts";
import { MakerFacts, makerOf } from "./maker.ts";
import { describedCell } from "./priced-table.ts";

/** What was agreed for a consignment: a price of the consignor's own, or a share of what the goods are sold for. */
export const ConsignmentTermsFacts = z
  .object({
    priceRupiah: RupiahText.nullable(),
    commissionBasisPoints: z.number().int().positive().nullable(),
  })
  .refine((terms) => (terms.priceRupiah === null) !== (terms.commissionBasisPoints === null), {
    error: "documents.oneTerm",
  });
export type ConsignmentTermsFacts = z.output<typeof ConsignmentTermsFacts>;

/** "Harga titip Rp 22.000 per kg", "Komisi 15 % dari harga jual". */
export function termsText(terms: ConsignmentTermsFacts, unit: string): string {
  return terms.priceRupiah === null
    ? `Komisi ${percent(terms.commissionBasisPoints ?? 0)} dari harga jual`
    : `Harga titip ${formalRupiah(terms.priceRupiah)} per ${unit}`;
}

/**
 * Bukti Titip (BAST titip): goods were handed over to be sold and stay their maker's. It says what was agreed and for whom what
 * gets lost is; both sign, a producer by a link or by hand.
 */
export const ConsignmentNoteFacts = z.object({
  ...headFacts,
  consignor: MakerFacts,
  description: formalText(300),
  specification: formalText(300).nullable(),
  unit: UnitFacts,
  quantityBase: PositiveQuantityText,
  terms: ConsignmentTermsFacts,
  /** What the keeper sells a unit for on this day. */
  sellsForRupiah: RupiahText,
  madeOn: FormalDay,
  expiresOn: FormalDay,
  /** "Tiap minggu". */
  period: formalText(80),
  payDays: z.number().int().min(0),
  /** How the consignor said yes: "Lewat tautan pribadi", "Di tempat, dicatat pengurus". */
  agreedBy: formalText(120),
  note: formalText(300).nullable(),
  receivedBy: SignatoryFacts,
  leftBy: SignatoryFacts,
});
export type ConsignmentNoteFacts = z.output<typeof ConsignmentNoteFacts>;

export function consignmentNotePaper(facts: ConsignmentNoteFacts, issue: PaperIssue): Paper {
  const unit = exactUnit(facts.unit, [facts.quantityBase]);
  return composePaper(facts, issue, {
    kind: "TITIP",
    parties: [makerOf("Penitip", facts.consignor), issuerOf("Penerima titipan", facts.issuer)],
    facts: [
      factOf("Cara dihitung", termsText(facts.terms, facts.unit.name)),
      factOf("Periode hitung", facts.period),
      factOf("Dibayar", `${facts.payDays} hari sesudah periode berakhir`),
      factOf("Persetujuan penitip", facts.agreedBy),
    ],
    body: [
      {
        kind: "table",
        columns: [
          { title: "Barang titipan", cell: "text", grow: 1 },
          { title: "Jumlah", cell: "figure", grow: 0 },
          { title: "Satuan", cell: "mark", grow: 0 },
          { title: "Harga jual (Rp)", cell: "figure", grow: 0 },
          { title: "Dibuat", cell: "mark", grow: 0 },
          { title: "Baik sampai", cell: "mark", grow: 0 },
        ],
        rows: [
          [
            describedCell(facts.description, facts.specification),
            figureOf(facts.quantityBase, unit),
            unit.name,
            columnRupiah(facts.sellsForRupiah),
            formalDay(facts.madeOn),
            formalDay(facts.expiresOn),
          ],
        ],
        total: null,
      },
      notesBlock("Ketentuan", [
        "Barang tetap milik penitip sampai diterima pembeli; penerima titipan hanya menyimpan dan menjualkannya.",
        "Yang rusak, busuk atau hilang selama disimpan diganti penerima titipan sebesar hak penitip atas penjualannya.",
        "Yang ditolak pembeli kembali ke catatan titipan ini; yang tidak laku boleh diambil kembali tanpa biaya.",
        facts.note,
      ]),
    ],
    signatures: [
      signatureOf("Yang menitipkan", facts.leftBy),
      signatureOf("Yang menerima titipan", facts.receivedBy),
    ],
  });
}
