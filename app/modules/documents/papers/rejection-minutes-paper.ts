import { z } from "zod";
import type { Paper } from "#app/kernel/paper.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { formalText, headFacts, MomentFacts, paperLines, UnitFacts } from "../facts.ts";
import {
  dispositionCodes,
  dispositionWords,
  exactUnit,
  figureOf,
  formalTemperature,
  rejectReasonCodes,
  rejectReasonWords,
} from "../formal.ts";
import { composePaper, factOf, issuerOf, notesBlock, type PaperIssue, partyOf } from "../paper.ts";
import { doorFacts, doorSignatures, minutesOpening } from "./minutes.ts";
import { describedCell } from "./priced-table.ts";

/** Berita Acara Penolakan: what was refused at the door, why, and what becomes of it. The receiver issues it. */
export const RejectionMinutesFacts = z.object({
  ...headFacts,
  ...doorFacts,
  inspectedAt: MomentFacts,
  handoverNumber: formalText(80).nullable(),
  lines: paperLines(
    z
      .object({
        description: formalText(300),
        specification: formalText(300).nullable(),
        unit: UnitFacts,
        weighedBase: QuantityText,
        rejectedBase: PositiveQuantityText,
        rejectReason: z.enum(rejectReasonCodes),
        disposition: z.enum(dispositionCodes),
        temperatureTenths: z.int().min(-600).max(600).nullable(),
        hasPhoto: z.boolean(),
        note: formalText(300).nullable(),
      })
      .refine((line) => line.rejectedBase <= line.weighedBase, {
        error: "documents.handoverSum",
        path: ["rejectedBase"],
      }),
  ),
});
export type RejectionMinutesFacts = z.output<typeof RejectionMinutesFacts>;

export function rejectionMinutesPaper(facts: RejectionMinutesFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "BAP",
    parties: [partyOf("Pengirim", facts.sender), issuerOf("Yang menolak", facts.issuer)],
    facts: [
      factOf("Nomor BAST", facts.handoverNumber),
      factOf("Surat Jalan", facts.deliveryNoteNumber),
      factOf("Surat Pesanan", facts.orderNumber),
    ],
    body: [
      minutesOpening(
        facts.inspectedAt,
        `bertempat di ${facts.handoverAddress}, barang berikut diperiksa dan ditolak karena tidak memenuhi syarat.`,
      ),
      rejectionTable(facts),
      notesBlock("Tindak lanjut", [
        "Barang yang ditolak tidak dibayar dan tidak dimasukkan ke dalam tagihan.",
        "Keberatan atas penolakan ini disampaikan tertulis kepada yang menolak, dengan menyebut nomor berita acara.",
        facts.note,
      ]),
    ],
    signatures: doorSignatures(facts, "Yang menolak"),
  });
}

function rejectionTable(facts: RejectionMinutesFacts) {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 3 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Ditimbang", cell: "figure", grow: 0 },
      { title: "Ditolak", cell: "figure", grow: 0 },
      { title: "Alasan", cell: "text", grow: 2 },
      { title: "Tindakan", cell: "text", grow: 2 },
    ],
    rows: facts.lines.map((line, at) => {
      const unit = exactUnit(line.unit, [line.weighedBase, line.rejectedBase]);
      return [
        (at + 1).toString(),
        describedCell(
          line.description,
          line.specification,
          line.temperatureTenths === null ? null : `suhu ${formalTemperature(line.temperatureTenths)}`,
          line.hasPhoto ? "foto terlampir" : null,
        ),
        unit.name,
        figureOf(line.weighedBase, unit),
        figureOf(line.rejectedBase, unit),
        describedCell(rejectReasonWords[line.rejectReason], line.note),
        dispositionWords[line.disposition],
      ];
    }),
    total: null,
  } as const;
}
