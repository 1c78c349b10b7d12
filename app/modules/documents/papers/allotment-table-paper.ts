import { z } from "zod";
import { whole } from "#app/i18n/format.ts";
import type { Paper, PaperCell, PaperTable } from "#app/kernel/paper.ts";
import {
  FormalDay,
  formalText,
  headFacts,
  PAPER_LINES_MAX,
  PartyFacts,
  SignatoryFacts,
  UnitFacts,
} from "../facts.ts";
import { allotmentRuleCodes, allotmentRuleWords, formalDay, formalQuantity, plainUnits } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
  sumsBlock,
} from "../paper.ts";

const Packs = z.int().min(0).max(100_000_000);

/**
 * Tabel Penjatahan: how one call-off was split among koperasi, by which rule, and with which numbers, so that anyone
 * who shared in it can do the sum again. Packs given out and packs unfilled are always the packs asked for.
 */
export const AllotmentTableFacts = z
  .object({
    ...headFacts,
    buyer: PartyFacts,
    contractNumber: formalText(80),
    callOffNumber: formalText(80),
    round: z.int().min(1).max(99),
    commodity: formalText(200),
    grade: formalText(200).nullable(),
    packUnit: UnitFacts,
    deliveryDay: FormalDay,
    /** The delivery days that were shared out together; none where there is one. */
    waves: z
      .array(z.object({ day: FormalDay, packs: Packs, unfilledPacks: Packs }))
      .max(24)
      .default([]),
    destination: formalText(400),
    rule: z.enum(allotmentRuleCodes),
    requestedPacks: Packs.min(1),
    rows: z
      .array(
        z.object({
          koperasi: formalText(200),
          regionCode: formalText(20),
          /** The agreed key of the split. */
          weight: z.int().min(1),
          floorPacks: Packs,
          /** Null where nothing limits it but the call-off. */
          capPacks: Packs.nullable(),
          /** Packs of earlier rounds that the rule remembers; may be below nought. */
          pastPacks: z.int(),
          packs: Packs,
          /** On which of the days it brings how many. */
          byDay: z
            .array(z.object({ day: FormalDay, packs: Packs }))
            .max(24)
            .default([]),
          /** Why it got this many, in a few words: "dibatasi kapasitas". */
          because: formalText(200).nullable(),
        }),
      )
      .min(1)
      .max(PAPER_LINES_MAX),
    unfilledPacks: Packs,
    /** Who was asked and does not share, with the reason: "Koperasi Demo: belum terverifikasi". */
    leftOut: z.array(formalText(400)).max(PAPER_LINES_MAX).default([]),
    /** The arithmetic in sentences, as published. */
    explanation: z.array(formalText(600)).max(20),
    note: formalText(1000).nullable(),
    preparedBy: SignatoryFacts,
    publishedBy: SignatoryFacts,
  })
  .refine((facts) => allotted(facts.rows) + facts.unfilledPacks === facts.requestedPacks, {
    error: "documents.allotmentSum",
    path: ["unfilledPacks"],
  });
export type AllotmentTableFacts = z.output<typeof AllotmentTableFacts>;

export function allotmentTablePaper(facts: AllotmentTableFacts, issue: PaperIssue): Paper {
  const given = allotted(facts.rows);
  const unit = facts.packUnit.name;
  return composePaper(facts, issue, {
    kind: "JATAH",
    parties: [partyOf("Untuk pembeli", facts.buyer), issuerOf("Diterbitkan oleh", facts.issuer)],
    facts: [
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", `${facts.callOffNumber}, putaran ${facts.round}`),
      factOf("Komoditas", facts.grade === null ? facts.commodity : `${facts.commodity}, ${facts.grade}`),
      factOf("Diminta", packsText(facts, facts.requestedPacks)),
      factOf("Hari kirim", daysText(facts)),
      factOf("Tujuan", facts.destination),
      factOf("Cara membagi", allotmentRuleWords[facts.rule]),
    ],
    body: [
      {
        kind: "paragraph",
        text: "Permintaan di atas dibagi kepada koperasi peserta menurut cara yang disepakati, dengan perhitungan berikut yang dapat diperiksa oleh semua peserta.",
      },
      allotmentTable(facts),
      sumsBlock([
        { label: "Dijatahkan", value: packsText(facts, given), weight: "strong" },
        {
          label: "Belum terpenuhi",
          value: `${whole(facts.unfilledPacks)} ${unit}`,
          weight: facts.unfilledPacks === 0 ? "plain" : "strong",
        },
      ]),
      ...(facts.leftOut.length > 0 ? [notesBlock("Tidak ikut dibagi", facts.leftOut)] : []),
      notesBlock("Penjelasan perhitungan", [...facts.explanation, facts.note]),
    ],
    signatures: [
      signatureOf("Disiapkan oleh", facts.preparedBy),
      signatureOf("Diterbitkan oleh", facts.publishedBy),
    ],
  });
}

function allotted(rows: readonly { readonly packs: number }[]): number {
  return rows.reduce((sum, row) => sum + row.packs, 0);
}

/** The day, or every day with what is asked of it. */
function daysText({ deliveryDay, waves }: AllotmentTableFacts): string {
  if (waves.length === 0) return formalDay(deliveryDay);
  return waves.map((wave) => `${formalDay(wave.day)}: ${whole(wave.packs)}`).join("; ");
}

/** "667 peti (10.005 kg)". */
function packsText(facts: AllotmentTableFacts, packs: number): string {
  const quantity = BigInt(packs) * facts.packUnit.size;
  const traded = formalQuantity(quantity, facts.packUnit);
  const plain = formalQuantity(quantity, plainUnits[facts.packUnit.base]);
  return traded === plain ? traded : `${traded} (${plain})`;
}

/** The reason, and on which day how much of the share is brought. */
function because(row: AllotmentTableFacts["rows"][number]): PaperCell {
  const text = row.because ?? "–";
  if (row.byDay.length === 0) return text;
  return { text, note: row.byDay.map((one) => `${formalDay(one.day)}: ${whole(one.packs)}`).join("; ") };
}

function allotmentTable(facts: AllotmentTableFacts): PaperTable {
  const hasPast = facts.rows.some((row) => row.pastPacks !== 0);
  const hasFloor = facts.rows.some((row) => row.floorPacks !== 0);
  const optional = (shown: boolean, cell: PaperCell): PaperCell[] => (shown ? [cell] : []);
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Koperasi", cell: "text", grow: 3 },
      { title: "Bobot", cell: "figure", grow: 0 },
      ...(hasPast ? [{ title: "Jatah lalu", cell: "figure", grow: 0 } as const] : []),
      ...(hasFloor ? [{ title: "Paling sedikit", cell: "figure", grow: 0 } as const] : []),
      { title: "Paling banyak", cell: "figure", grow: 0 },
      { title: `Jatah (${facts.packUnit.name})`, cell: "figure", grow: 0 },
      { title: "Alasan", cell: "text", grow: 2 },
    ],
    rows: facts.rows.map((row, at) => [
      (at + 1).toString(),
      { text: row.koperasi, note: `kode wilayah ${row.regionCode}` },
      whole(row.weight),
      ...optional(hasPast, whole(row.pastPacks)),
      ...optional(hasFloor, whole(row.floorPacks)),
      row.capPacks === null ? "–" : whole(row.capPacks),
      whole(row.packs),
      because(row),
    ]),
    total: [
      "",
      "Jumlah",
      whole(facts.rows.reduce((sum, row) => sum + row.weight, 0)),
      ...optional(hasPast, ""),
      ...optional(hasFloor, ""),
      "",
      whole(allotted(facts.rows)),
      "",
    ],
  };
}
