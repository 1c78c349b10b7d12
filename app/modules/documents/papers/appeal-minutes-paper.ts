import { z } from "zod";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import {
  formalText,
  headFacts,
  MomentFacts,
  PartyFacts,
  paperLines,
  SignatoryFacts,
  UnitFacts,
} from "../facts.ts";
import { dispositionCodes, dispositionWords, exactUnit, figureOf } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  momentText,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
} from "../paper.ts";
import { keysOf, minutesOpening, saidBlock, saidFacts } from "./minutes.ts";
import { describedCell } from "./priced-table.ts";

/** What of a weighing was appealed against, as the minutes say it. */
export const appealCauseWords = { short: "timbangan kurang", refused: "ditolak" } as const;
/** What each side did, in the words of the minutes. */
export const appealDeedWords = {
  opened: "Pengirim mengajukan banding",
  granted: "Banding dikabulkan",
  granted_in_part: "Banding dikabulkan sebagian",
  refused: "Banding ditolak",
  lapsed: "Tidak dijawab sampai batas waktu; penimbangan tetap berlaku",
  withdrawn: "Pengirim mencabut banding; penimbangan tetap berlaku",
} as const;

/**
 * Berita Acara Banding Penimbangan: what a seller appealed against after a handover, how it ended, and what follows from it. The
 * receiver issues it, in goods only: what is granted is claimed by an invoice, which says the sums.
 */
export const AppealMinutesFacts = z.object({
  ...headFacts,
  seller: PartyFacts,
  handoverNumber: formalText(80),
  deliveryNoteNumber: formalText(80).nullable(),
  orderNumber: formalText(80).nullable(),
  weighedAt: MomentFacts,
  endedAt: MomentFacts,
  lines: paperLines(
    z
      .object({
        description: formalText(300),
        unit: UnitFacts,
        cause: z.enum(keysOf(appealCauseWords)),
        disposition: z.enum(dispositionCodes).nullable(),
        reason: formalText(500),
        takenOffBase: PositiveQuantityText,
        askedBase: PositiveQuantityText,
        /** Null where nobody answered. */
        grantedBase: QuantityText.nullable(),
        /** Whether what is granted is paid; goods that went home are not. */
        isOwed: z.boolean(),
      })
      .refine((line) => (line.grantedBase ?? 0n) <= line.askedBase && line.askedBase <= line.takenOffBase, {
        error: "documents.handoverSum",
        path: ["grantedBase"],
      }),
  ),
  said: saidFacts(appealDeedWords),
  photoCount: z.int().min(1),
  appealedBy: SignatoryFacts,
  /** Who answered it or took it back; null where its time ran out. */
  endedBy: SignatoryFacts.nullable(),
});
export type AppealMinutesFacts = z.output<typeof AppealMinutesFacts>;

export function appealMinutesPaper(facts: AppealMinutesFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "BAB",
    parties: [partyOf("Yang mengajukan banding", facts.seller), issuerOf("Yang menimbang", facts.issuer)],
    facts: [
      factOf("Nomor BAST", facts.handoverNumber),
      factOf("Waktu penimbangan", momentText(facts.weighedAt)),
      factOf("Surat Jalan", facts.deliveryNoteNumber),
      factOf("Surat Pesanan", facts.orderNumber),
      factOf("Foto bukti", facts.photoCount.toString()),
    ],
    body: [
      minutesOpening(
        facts.endedAt,
        `banding atas penimbangan menurut BAST nomor ${facts.handoverNumber} selesai dengan rincian berikut.`,
      ),
      appealTable(facts),
      saidBlock("Jalannya banding", appealDeedWords, facts.said),
      notesBlock("Tindak lanjut", consequences(facts)),
    ],
    signatures: [
      signatureOf("Yang mengajukan", facts.appealedBy),
      ...(facts.endedBy === null ? [] : [signatureOf(enderCaption(facts), facts.endedBy)]),
    ],
  });
}

function enderCaption({ said }: AppealMinutesFacts): string {
  return said.at(-1)?.deed === "withdrawn" ? "Yang mencabut" : "Yang menjawab";
}

function consequences({ lines, handoverNumber }: AppealMinutesFacts): (string | null)[] {
  const granted = lines.filter((line) => (line.grantedBase ?? 0n) > 0n);
  return [
    granted.some((line) => line.isOwed)
      ? "Barang yang dikabulkan dianggap diterima pada hari penimbangan, dan ditagih dengan faktur tersendiri."
      : "Banding ini tidak menambah tagihan.",
    granted.some((line) => !line.isOwed)
      ? "Barang yang sudah dibawa pulang tetap milik pengirim; yang dikabulkan hanya memperbaiki penilaiannya."
      : null,
    `BAST nomor ${handoverNumber} tetap berlaku sebagaimana ditandatangani. Atas BAST itu tidak ada banding kedua.`,
  ];
}

function appealTable({ lines }: AppealMinutesFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Barang dan alasan", cell: "text", grow: 1 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Tidak diterima", cell: "figure", grow: 0 },
      { title: "Diminta", cell: "figure", grow: 0 },
      { title: "Dikabulkan", cell: "figure", grow: 0 },
    ],
    rows: lines.map((line, at) => {
      const unit = exactUnit(line.unit, [line.takenOffBase, line.askedBase, line.grantedBase ?? 0n]);
      return [
        (at + 1).toString(),
        describedCell(
          line.description,
          appealCauseWords[line.cause],
          line.cause === "refused" && line.disposition !== null
            ? dispositionWords[line.disposition].toLowerCase()
            : null,
          line.reason,
        ),
        unit.name,
        figureOf(line.takenOffBase, unit),
        figureOf(line.askedBase, unit),
        line.grantedBase === null ? "–" : figureOf(line.grantedBase, unit),
      ];
    }),
    total: null,
  };
}
