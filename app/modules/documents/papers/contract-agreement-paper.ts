import { z } from "zod";
import type { Paper, PaperTable } from "#app/kernel/paper.ts";
import { FormalDay, formalText, headFacts, PartyFacts, paperLines, SignatoryFacts } from "../facts.ts";
import { formalDay } from "../formal.ts";
import {
  composePaper,
  factOf,
  issuerOf,
  notesBlock,
  type PaperIssue,
  partyOf,
  signatureOf,
} from "../paper.ts";

/** Kontrak Kerja Sama Antardaerah: what a trade center and a buyer elsewhere agreed, with every term and clause in full. */
export const ContractAgreementFacts = z.object({
  ...headFacts,
  buyer: PartyFacts,
  contractNumber: formalText(80),
  /** The papers that it stands on: "MoU 12/2026, 3 Maret 2026". */
  standsOn: z.array(formalText(300)).max(6),
  startsOn: FormalDay,
  endsOn: FormalDay,
  lines: paperLines(
    z.object({
      goods: formalText(200),
      pack: formalText(120),
      volume: formalText(200),
      price: formalText(600),
    }),
  ),
  terms: z
    .array(z.object({ label: formalText(120), value: formalText(600) }))
    .min(1)
    .max(40),
  clauses: z.array(z.object({ heading: formalText(120), body: formalText(4_000) })).max(40),
  hubSignatory: SignatoryFacts,
  buyerSignatory: SignatoryFacts,
});
export type ContractAgreementFacts = z.output<typeof ContractAgreementFacts>;

export function contractAgreementPaper(facts: ContractAgreementFacts, issue: PaperIssue): Paper {
  return composePaper(facts, issue, {
    kind: "KAD",
    parties: [issuerOf("Pihak pertama", facts.issuer), partyOf("Pihak kedua", facts.buyer)],
    facts: [
      factOf("Nomor kontrak", facts.contractNumber),
      factOf("Berlaku", `${formalDay(facts.startsOn)} – ${formalDay(facts.endsOn)}`),
    ],
    body: [
      notesBlock("Berdasarkan", facts.standsOn),
      { kind: "heading", text: "Barang dan harga" },
      goodsTable(facts),
      { kind: "heading", text: "Ketentuan pokok" },
      { kind: "statements", rows: facts.terms },
      ...facts.clauses.flatMap((clause, at) => [
        { kind: "heading" as const, text: `Pasal ${at + 1}. ${clause.heading}` },
        { kind: "paragraph" as const, text: clause.body },
      ]),
    ],
    signatures: [
      signatureOf("Pihak pertama", facts.hubSignatory, "Bermeterai cukup"),
      signatureOf("Pihak kedua", facts.buyerSignatory),
    ],
  });
}

function goodsTable(facts: ContractAgreementFacts): PaperTable {
  return {
    kind: "table",
    columns: [
      { title: "No", cell: "mark", grow: 0 },
      { title: "Barang", cell: "text", grow: 2 },
      { title: "Volume sebulan", cell: "text", grow: 2 },
      { title: "Rumus harga", cell: "text", grow: 3 },
    ],
    rows: facts.lines.map((line, at) => [
      (at + 1).toString(),
      { text: line.goods, note: line.pack },
      line.volume,
      line.price,
    ]),
    total: null,
  };
}
