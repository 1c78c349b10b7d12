import { terbilang } from "#app/i18n/terbilang.ts";
import type {
  Paper,
  PaperBlock,
  PaperFact,
  PaperPanel,
  PaperParty,
  PaperSignature,
  PaperSum,
  PaperSums,
} from "#app/kernel/paper.ts";

import type {
  BankAccountFacts,
  HeadFacts,
  MomentFacts,
  PartyFacts,
  SignatoryFacts,
  WindowFacts,
} from "./facts.ts";
import { formalDay, formalTime, formalWindow } from "./formal.ts";
import { type DocumentKind, documentTitles } from "./series.ts";

/** What the register knows of a paper beside its facts: its number, its code, and whether it still stands. */
export type PaperIssue = {
  readonly number: string;
  readonly issuedAt: Date;
  /** Address of the site, without a slash at its end. */
  readonly baseUrl: string;
  readonly verificationCode: string;
  readonly factsHash: string;
  readonly isDemo: boolean;
  readonly cancellation: { readonly on: string; readonly reason: string } | null;
};

/** What a builder adds to the frame: the parties, the facts and the body of its own kind of paper. */
export type PaperContent = {
  readonly kind: DocumentKind;
  readonly parties: readonly PaperParty[];
  readonly facts: readonly (PaperFact | null)[];
  readonly body: readonly (PaperBlock | null)[];
  readonly signatures: readonly PaperSignature[];
};

/** A paper of the house: letterhead of the issuer, its number, place and day, the way to check it. Nulls are left out. */
export function composePaper(head: HeadFacts, issue: PaperIssue, content: PaperContent): Paper {
  const { issuer } = head;
  return {
    title: documentTitles[content.kind],
    number: issue.number,
    issuedAt: issue.issuedAt,
    letterhead: {
      organisationName: issuer.name,
      kindLabel: issuer.kindLabel,
      address: issuer.address,
      region: issuer.regionName,
      particulars: particularsOf(issuer),
    },
    parties: content.parties,
    facts: content.facts.filter((fact) => fact !== null),
    body: content.body.filter((block) => block !== null),
    signing: {
      placeAndDay: `${head.place}, ${formalDay(head.issuedOn)}`,
      signatures: content.signatures,
    },
    verification: {
      url: `${issue.baseUrl}/verifikasi/${issue.verificationCode}`,
      code: issue.verificationCode,
      factsHash: issue.factsHash,
    },
    isDemo: issue.isDemo,
    cancellation:
      issue.cancellation === null
        ? null
        : {
            stamp: "DIBATALKAN",
            day: formalDay(issue.cancellation.on),
            reason: issue.cancellation.reason,
          },
  };
}

function particularsOf(party: PartyFacts): string[] {
  return [
    `Kode wilayah ${party.regionCode}`,
    ...party.legalIds.map((id) => `${id.label} ${id.value}`),
    ...(party.phone === null ? [] : [`Telepon ${party.phone}`]),
  ];
}

/** The issuer among the parties: its address and numbers already stand in the letterhead. */
export function issuerOf(caption: string, party: PartyFacts): PaperParty {
  return { caption, name: party.name, lines: [party.kindLabel, party.regionName], particulars: [] };
}

/** A party as it stands beside the others under the title. */
export function partyOf(caption: string, party: PartyFacts): PaperParty {
  return {
    caption,
    name: party.name,
    lines: [party.kindLabel, party.address, party.regionName],
    particulars: particularsOf(party),
  };
}

export function signatureOf(
  caption: string,
  signatory: SignatoryFacts,
  stampDuty: string | null = null,
): PaperSignature {
  return {
    caption,
    name: signatory.name,
    role: signatory.role,
    drawing: signatory.drawing ?? null,
    stampDuty,
  };
}

/** A labelled fact, or nothing where there is nothing to say. */
export function factOf(label: string, value: string | null): PaperFact | null {
  return value === null || value === "" ? null : { label, value };
}

/** "Pickup, AG 8123 KT": what is known of a few words, with commas between. */
export function listed(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(", ");
}

export function momentText(moment: MomentFacts): string {
  return `${formalDay(moment.day)}, ${formalTime(moment.time, moment.timeZone)}`;
}

export function windowText(window: WindowFacts): string {
  return `${formalDay(window.day)}, ${formalWindow(window.start, window.end, window.timeZone)}`;
}

/** Sums at the right; at the left the amount in words, where there is one, and the account it goes to. */
export function sumsBlock(
  rows: readonly PaperSum[],
  amount: bigint | null = null,
  panel: PaperPanel | null = null,
): PaperSums {
  const words = amount === null ? null : { label: "Terbilang", value: terbilang(amount) };
  return { kind: "sums", rows, words, panel };
}

export function accountPanel(title: string, account: BankAccountFacts, reference: string | null): PaperPanel {
  return {
    title,
    rows: [
      { label: "Bank", value: account.bank },
      { label: "Nomor rekening", value: account.number },
      { label: "Atas nama", value: account.holder },
      ...(reference === null ? [] : [{ label: "Berita transfer", value: reference }]),
    ],
  };
}

export function notesBlock(title: string, entries: readonly (string | null)[]): PaperBlock | null {
  const said = entries.filter((entry) => entry !== null);
  return said.length === 0 ? null : { kind: "notes", title, entries: said };
}
