import type { PaperFact } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts } from "../facts.ts";
import { formalDay } from "../formal.ts";
import { factOf, type PaperContent, signatureOf } from "../paper.ts";

/** What every paper about a kitchen's budget begins with: whose, out of which fund, from when to when. */
export const periodFacts = {
  ...headFacts,
  fund: formalText(200),
  source: formalText(200),
  startsOn: FormalDay,
  endsOn: FormalDay,
};
type PeriodFacts = {
  readonly fund: string;
  readonly source: string;
  readonly startsOn: string;
  readonly endsOn: string;
};

/** More than a month's deliveries of the largest kitchen. */
export const PERIOD_ROWS_MAX = 5000;

export function periodFactsOf(facts: PeriodFacts): (PaperFact | null)[] {
  return [
    factOf("Dana", facts.fund),
    factOf("Sumber dana", facts.source),
    factOf("Periode", `${formalDay(facts.startsOn)} – ${formalDay(facts.endsOn)}`),
  ];
}

/** Who signs for a kitchen's money, by hand: the paper is drawn up again when the books move, whoever asks for it. */
export const kitchenSignatures: PaperContent["signatures"] = [
  signatureOf("Disusun oleh", { name: null, role: "Pengawas Keuangan" }),
  signatureOf("Mengetahui", { name: null, role: "Kepala SPPG" }),
];
