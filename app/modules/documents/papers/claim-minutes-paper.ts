import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import {
  FormalDay,
  formalText,
  headFacts,
  PartyFacts,
  paperLines,
  SignatoryFacts,
  UnitFacts,
} from "../facts.ts";
import {
  columnRupiah,
  exactUnit,
  figureOf,
  formalDay,
  formalRupiah,
  rejectReasonCodes,
  rejectReasonWords,
} from "../formal.ts";
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
import { keysOf, saidBlock, saidFacts } from "./minutes.ts";
import { describedCell } from "./priced-table.ts";

/** What was wrong, as the minutes say it; keyed by the codes of a claim. */
export const causeWords = { short: "Kurang", broken: "Pecah", quality: "Mutu" } as const;
/** Who bears what was granted. */
export const bearerWords = {
  koperasi: "Koperasi",
  carrier: "Pengangkut",
  trade_center: "Pusat perdagangan",
} as const;
/** What each side said or did, in the words of a minutes paper. */
export const claimDeedWords = {
  opened: "Pembeli mengajukan klaim",
  heard: "Koperasi diminta keterangan",
  accepted: "Koperasi menerima klaim",
  contested: "Koperasi membantah klaim",
  silent: "Koperasi tidak menjawab sampai batas waktu",
  granted: "Klaim diterima",
  granted_in_part: "Klaim diterima sebagian",
  refused: "Klaim ditolak",
  lapsed: "Tidak diputus sampai batas waktu; klaim dianggap diterima",
  withdrawn: "Pembeli mencabut klaim",
} as const;

/** Berita Acara Klaim: what a buyer claimed after the handover, what was said, what was decided, and who bears it. */
export const ClaimMinutesFacts = z
  .object({
    ...headFacts,
    buyer: PartyFacts,
    koperasi: PartyFacts,
    contractNumber: formalText(80),
    callOffNumber: formalText(80),
    handoverNumber: formalText(80),
    handedOverOn: FormalDay,
    deliveryTerms: z.enum(["franco", "loco"]),
    lines: paperLines(
      z
        .object({
          description: formalText(300),
          unit: UnitFacts,
          cause: z.enum(keysOf(causeWords)),
          reason: z.enum(rejectReasonCodes),
          claimedBase: PositiveQuantityText,
          allowanceBase: QuantityText,
          grantedBase: QuantityText,
          grantedRupiah: RupiahText,
          bearer: z.enum(keysOf(bearerWords)).nullable(),
        })
        .refine((line) => line.grantedBase + line.allowanceBase <= line.claimedBase, {
          error: "documents.handoverSum",
          path: ["grantedBase"],
        }),
    ),
    said: saidFacts(claimDeedWords),
    photoCount: z.int().min(0),
    totalRupiah: RupiahText,
    decidedBy: SignatoryFacts,
    claimedBy: SignatoryFacts,
    heard: SignatoryFacts,
  })
  .refine((facts) => facts.totalRupiah === sumOf(facts.lines.map((line) => line.grantedRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });
export type ClaimMinutesFacts = z.output<typeof ClaimMinutesFacts>;

export function claimMinutesPaper(facts: ClaimMinutesFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "BAK",
    parties: [
      partyOf("Yang mengajukan klaim", facts.buyer),
      partyOf("Pemasok barang", facts.koperasi),
      issuerOf("Yang memutus", facts.issuer),
    ],
    facts: [
      factOf("Nomor BAST", facts.handoverNumber),
      factOf("Tanggal serah terima", formalDay(facts.handedOverOn)),
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
      factOf("Syarat penyerahan", facts.deliveryTerms === "franco" ? "Franco tujuan" : "Loco gudang asal"),
      factOf("Foto bukti", facts.photoCount.toString()),
    ],
    body: [
      {
        kind: "paragraph",
        text: `Atas barang yang diserahkan dengan BAST nomor ${facts.handoverNumber}, pembeli mengajukan klaim, para pihak memberi keterangan, dan diputuskan sebagai berikut.`,
      },
      claimTable(facts),
      sumsBlock(
        [{ label: "Jumlah klaim yang diterima", value: formalRupiah(facts.totalRupiah), weight: "grand" }],
        facts.totalRupiah,
      ),
      saidBlock("Jalannya klaim", claimDeedWords, facts.said),
      notesBlock("Tindak lanjut", [
        facts.totalRupiah > 0n
          ? "Jumlah yang diterima dikreditkan kepada pembeli dengan nota kredit; yang ditanggung koperasi dipotong dari bagiannya."
          : "Klaim ini tidak mengubah tagihan dan bagian koperasi.",
        "Keberatan diselesaikan dengan musyawarah, lalu mediasi kedua dinas, menurut kontrak.",
      ]),
    ],
    signatures: [
      signatureOf("Yang mengajukan", facts.claimedBy),
      signatureOf("Koperasi", facts.heard),
      signatureOf("Yang memutus", facts.decidedBy),
    ],
  });
}

function claimTable(facts: ClaimMinutesFacts) {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Barang dan alasan", cell: "text", grow: 3 },
      { title: "Diklaim", cell: "figure", grow: 0 },
      { title: "Wajar", cell: "figure", grow: 0 },
      { title: "Diterima", cell: "figure", grow: 0 },
      { title: "Satuan", cell: "mark", grow: 0 },
      { title: "Rupiah", cell: "figure", grow: 0 },
      { title: "Ditanggung", cell: "text", grow: 1 },
    ],
    rows: facts.lines.map((line, at) => {
      const unit = exactUnit(line.unit, [line.claimedBase, line.allowanceBase, line.grantedBase]);
      return [
        (at + 1).toString(),
        describedCell(line.description, `${causeWords[line.cause]}: ${rejectReasonWords[line.reason]}`),
        figureOf(line.claimedBase, unit),
        figureOf(line.allowanceBase, unit),
        figureOf(line.grantedBase, unit),
        unit.name,
        columnRupiah(line.grantedRupiah),
        line.bearer === null ? "–" : bearerWords[line.bearer],
      ];
    }),
    total: null,
  } as const;
}
