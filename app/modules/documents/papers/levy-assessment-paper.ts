import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import type { Paper } from "#app/kernel/paper.ts";
import { formalText, headFacts, PartyFacts, SignatoryFacts } from "../facts.ts";
import { formalRupiah } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  type PaperIssue,
  partyOf,
  signatureOf,
  sumsBlock,
} from "../paper.ts";
import { levyLines, levyTable } from "./levy-receipt-paper.ts";

/**
 * Surat Ketetapan Retribusi Daerah: how much levy somebody owes, on what and by which regulation. The receipt of the levy names
 * its number; a levy without a legal basis has neither.
 */
export const LevyAssessmentFacts = z
  .object({
    ...headFacts,
    payer: PartyFacts,
    levyName: formalText(200),
    legalBasis: formalText(300),
    contractNumber: formalText(80).nullable(),
    callOffNumber: formalText(80).nullable(),
    lines: levyLines,
    totalRupiah: PositiveRupiahText,
    assessedBy: SignatoryFacts,
  })
  .refine((facts) => facts.totalRupiah === sumOf(facts.lines.map((line) => line.amountRupiah)), {
    error: "documents.totalSum",
    path: ["totalRupiah"],
  });
export type LevyAssessmentFacts = z.output<typeof LevyAssessmentFacts>;

export function levyAssessmentPaper(facts: LevyAssessmentFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "SKRD",
    parties: [partyOf("Wajib retribusi", facts.payer), issuerOf("Yang menetapkan", facts.issuer)],
    facts: [
      factOf("Jenis retribusi", facts.levyName),
      factOf("Dasar hukum", facts.legalBasis),
      factOf("Kontrak", facts.contractNumber),
      factOf("Panggilan kirim", facts.callOffNumber),
    ],
    body: [
      { kind: "paragraph", text: "Retribusi yang terutang ditetapkan dengan perhitungan sebagai berikut." },
      levyTable(facts.lines),
      sumsBlock(
        [{ label: "Retribusi terutang", value: formalRupiah(facts.totalRupiah), weight: "grand" }],
        facts.totalRupiah,
      ),
    ],
    signatures: [signatureOf("Yang menetapkan", facts.assessedBy)],
  });
}
