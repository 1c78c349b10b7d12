import { z } from "zod";
import type { Paper } from "#app/kernel/paper.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import {
  formalText,
  headFacts,
  MomentFacts,
  PartyFacts,
  paperLines,
  SignatoryFacts,
  UnitFacts,
} from "../facts.ts";
import { exactUnit, figureOf, rejectReasonCodes, rejectReasonWords } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
} from "../paper.ts";
import { minutesOpening } from "./minutes.ts";
import { describedCell } from "./priced-table.ts";

/**
 * Bukti Timbang: what a koperasi's share of a call-off weighed at the trade center's gate, what of it goes on the truck and what is
 * sent home. The trade center issues it; weighing again replaces it.
 */
export const WeighingSlipFacts = z.object({
  ...headFacts,
  sender: PartyFacts,
  contractNumber: formalText(80),
  callOffNumber: formalText(80),
  weighedAt: MomentFacts,
  lines: paperLines(
    z
      .object({
        description: formalText(300),
        unit: UnitFacts,
        promisedBase: QuantityText,
        weighedBase: QuantityText,
        loadedBase: QuantityText,
        rejectedBase: QuantityText,
        rejectReason: z.enum(rejectReasonCodes).nullable(),
      })
      .refine((line) => line.weighedBase === line.loadedBase + line.rejectedBase, {
        error: "documents.handoverSum",
        path: ["weighedBase"],
      }),
  ),
  note: formalText(1000).nullable(),
  weighedBy: SignatoryFacts,
  broughtBy: SignatoryFacts,
});
export type WeighingSlipFacts = z.output<typeof WeighingSlipFacts>;

export function weighingSlipPaper(facts: WeighingSlipFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "TIMBANG",
    parties: [partyOf("Pengirim", facts.sender), issuerOf("Penimbang", facts.issuer)],
    facts: [factOf("Kontrak", facts.contractNumber), factOf("Panggilan kirim", facts.callOffNumber)],
    body: [
      minutesOpening(
        facts.weighedAt,
        `barang berikut ditimbang di gerbang ${facts.issuer.name} sebelum dimuat.`,
      ),
      weighedTable(facts),
      notesBlock("Catatan", [
        "Yang dimuat dibawa ke tujuan atas nama pengirim; yang dipulangkan dibawa kembali oleh pengantar.",
        "Penimbangan ulang sebelum truk berangkat mengganti bukti ini.",
        facts.note,
      ]),
    ],
    signatures: [signatureOf("Pengantar", facts.broughtBy), signatureOf("Penimbang", facts.weighedBy)],
  });
}

function weighedTable(facts: WeighingSlipFacts) {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Uraian barang", cell: "text", grow: 3 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Jatah", cell: "figure", grow: 0 },
      { title: "Ditimbang", cell: "figure", grow: 0 },
      { title: "Dimuat", cell: "figure", grow: 0 },
      { title: "Dipulangkan", cell: "figure", grow: 0 },
    ],
    rows: facts.lines.map((line, at) => {
      const figures = [line.promisedBase, line.weighedBase, line.loadedBase, line.rejectedBase];
      const unit = exactUnit(line.unit, figures);
      const reason =
        line.rejectReason === null ? null : `dipulangkan: ${rejectReasonWords[line.rejectReason]}`;
      return [
        (at + 1).toString(),
        describedCell(line.description, reason),
        unit.name,
        ...figures.map((figure) => figureOf(figure, unit)),
      ];
    }),
    total: null,
  } as const;
}
