import { z } from "zod";
import type { Paper, PaperCell, PaperTable } from "#app/kernel/paper.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import { FormalDay, formalText, headFacts, MomentFacts, paperLines, UnitFacts } from "../facts.ts";
import {
  dispositionCodes,
  dispositionWords,
  exactUnit,
  figureOf,
  formalDay,
  formalTemperature,
  rejectReasonCodes,
  rejectReasonWords,
  senseCodes,
  senseWords,
} from "../formal.ts";
import { composePaper, factOf, issuerOf, notesBlock, type PaperIssue, partyOf } from "../paper.ts";
import { doorFacts, doorSignatures, minutesOpening } from "./minutes.ts";
import { describedCell } from "./priced-table.ts";

const HandoverLine = z
  .object({
    description: formalText(300),
    specification: formalText(300).nullable(),
    unit: UnitFacts,
    /** Null where nothing was ordered line by line, as in a call-off. */
    orderedBase: QuantityText.nullable(),
    loadedBase: QuantityText,
    weighedBase: QuantityText,
    acceptedBase: QuantityText,
    rejectedBase: QuantityText,
    temperatureTenths: z.int().min(-600).max(600).nullable(),
    /** On the scales with the crate, and the crate alone. */
    grossBase: QuantityText.nullable().default(null),
    tareBase: QuantityText.nullable().default(null),
    sensedFlaws: z.array(z.enum(senseCodes)).nullable().default(null),
    rejectReason: z.enum(rejectReasonCodes).nullable(),
    disposition: z.enum(dispositionCodes).nullable(),
    note: formalText(300).nullable(),
  })
  .refine((line) => line.acceptedBase + line.rejectedBase === line.weighedBase, {
    error: "documents.handoverSum",
    path: ["acceptedBase"],
  })
  .refine((line) => line.rejectedBase === 0n || (line.rejectReason !== null && line.disposition !== null), {
    error: "documents.rejectReason",
    path: ["rejectReason"],
  });
type HandoverLine = z.output<typeof HandoverLine>;

/**
 * Berita Acara Serah Terima: what was weighed at the door, line by line, and how much of it was accepted. The
 * receiver issues it; what it says was accepted is what will be invoiced.
 */
export const HandoverMinutesFacts = z.object({
  ...headFacts,
  ...doorFacts,
  handedOverAt: MomentFacts,
  contractNumber: formalText(80).nullable(),
  vehiclePlate: formalText(20).nullable(),
  rejectionNumber: formalText(80).nullable(),
  paymentDueOn: FormalDay.nullable(),
  lines: paperLines(HandoverLine),
});
export type HandoverMinutesFacts = z.output<typeof HandoverMinutesFacts>;

export function handoverMinutesPaper(facts: HandoverMinutesFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "BAST",
    parties: [partyOf("Yang menyerahkan", facts.sender), issuerOf("Yang menerima", facts.issuer)],
    facts: [
      factOf("Surat Pesanan", facts.orderNumber),
      factOf("Surat Jalan", facts.deliveryNoteNumber),
      factOf("Kontrak", facts.contractNumber),
      factOf("Kendaraan", facts.vehiclePlate),
      factOf("Nomor penolakan", facts.rejectionNumber),
      factOf("Jatuh tempo bayar", facts.paymentDueOn === null ? null : formalDay(facts.paymentDueOn)),
    ],
    body: [
      minutesOpening(
        facts.handedOverAt,
        `bertempat di ${facts.handoverAddress}, para pihak telah menimbang, memeriksa, dan menyerahterimakan barang dengan rincian berikut.`,
      ),
      handoverTable(facts.lines),
      notesBlock("Pernyataan", [
        "Sejak berita acara ini ditandatangani, barang yang diterima menjadi tanggung jawab yang menerima.",
        "Tagihan hanya dibuat atas jumlah yang diterima menurut berita acara ini.",
        facts.rejectionNumber === null
          ? null
          : `Barang yang ditolak dicatat pada Berita Acara Penolakan nomor ${facts.rejectionNumber}.`,
        facts.note,
      ]),
    ],
    signatures: doorSignatures(facts, "Yang menerima"),
  });
}

function handoverTable(lines: readonly HandoverLine[]): PaperTable {
  const hasOrdered = lines.some((line) => line.orderedBase !== null);
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 1 },
      { title: "Satuan", cell: "mark", grow: 0 },
      ...(hasOrdered ? [{ title: "Dipesan", cell: "figure", grow: 0 } as const] : []),
      { title: "Dikirim", cell: "figure", grow: 0 },
      { title: "Ditimbang", cell: "figure", grow: 0 },
      { title: "Diterima", cell: "figure", grow: 0 },
      { title: "Ditolak", cell: "figure", grow: 0 },
    ],
    rows: lines.map((line, at) => handoverRow(line, at, hasOrdered)),
    total: null,
  };
}

/** "warna, bau, tekstur, kemasan baik", or what of it was wrong; nothing where nobody looked. */
function sensedText(flaws: HandoverLine["sensedFlaws"]): string | null {
  if (flaws === null) return null;
  const words = (flaws.length === 0 ? senseCodes : flaws).map((sense) => senseWords[sense].toLowerCase());
  return flaws.length === 0 ? `${words.join(", ")} baik` : `kurang baik: ${words.join(", ")}`;
}

function handoverRow(line: HandoverLine, at: number, hasOrdered: boolean): PaperCell[] {
  const quantities = [line.loadedBase, line.weighedBase, line.acceptedBase, line.rejectedBase];
  const scales = [line.orderedBase, line.grossBase, line.tareBase].filter((base) => base !== null);
  const unit = exactUnit(line.unit, [...scales, ...quantities]);
  return [
    (at + 1).toString(),
    describedCell(
      line.description,
      line.specification,
      line.grossBase === null || line.tareBase === null
        ? null
        : `kotor ${figureOf(line.grossBase, unit)}, wadah ${figureOf(line.tareBase, unit)}`,
      sensedText(line.sensedFlaws),
      line.temperatureTenths === null ? null : `suhu ${formalTemperature(line.temperatureTenths)}`,
      line.rejectReason === null ? null : `ditolak: ${rejectReasonWords[line.rejectReason].toLowerCase()}`,
      line.disposition === null ? null : dispositionWords[line.disposition].toLowerCase(),
      line.note,
    ),
    unit.name,
    ...(hasOrdered ? [line.orderedBase === null ? "–" : figureOf(line.orderedBase, unit)] : []),
    ...quantities.map((quantity) => figureOf(quantity, unit)),
  ];
}
