/**
 * A Paper is a formal document before it has ink: what stands on it and in which order, in words already chosen,
 * without a point size or a page break. Modules compose papers, the drawing gateway turns them into pages; this
 * vocabulary is all that the two share. Every text is final: nothing on a paper is translated or computed later.
 */
export type Paper = {
  readonly title: string;
  readonly number: string;
  /** The only clock a paper knows: the file's own dates come from it, so that the same paper is the same bytes. */
  readonly issuedAt: Date;
  readonly letterhead: Letterhead;
  /** Up to three parties, side by side; none where the issuer speaks for itself. */
  readonly parties: readonly PaperParty[];
  /** Labelled facts in two columns under the parties: order number, day of delivery, due date. */
  readonly facts: readonly PaperFact[];
  readonly body: readonly PaperBlock[];
  readonly signing: PaperSigning;
  readonly verification: PaperVerification;
  /** Says "DATA DEMO" across every page. */
  readonly isDemo: boolean;
  /** Set when the paper no longer stands; the stamp and the reason are printed on it. */
  readonly cancellation: PaperCancellation | null;
};

type Letterhead = {
  readonly organisationName: string;
  readonly kindLabel: string;
  readonly address: string;
  readonly region: string;
  /** Code of the region, numbers of the organisation, telephone: each is kept on one line. */
  readonly particulars: readonly string[];
};

export type PaperParty = {
  /** What the party is to this paper: "Penyedia", "Penerima". */
  readonly caption: string;
  readonly name: string;
  readonly lines: readonly string[];
  /** As in the letterhead. */
  readonly particulars: readonly string[];
};

export type PaperFact = { readonly label: string; readonly value: string };

export type PaperBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | PaperTable
  | PaperSums
  /** Labelled lines over the full width, as a kwitansi has them. */
  | { readonly kind: "statements"; readonly rows: readonly PaperFact[] }
  /** Numbered sentences under a small heading. */
  | { readonly kind: "notes"; readonly title: string; readonly entries: readonly string[] }
  /** The one amount of a kwitansi, in its box. */
  | { readonly kind: "amount"; readonly text: string };

export type PaperTable = {
  readonly kind: "table";
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly (readonly PaperCell[])[];
  /** A last, strong row; cells beyond the last column are an error. */
  readonly total: readonly PaperCell[] | null;
};

export type PaperColumn = {
  readonly title: string;
  /**
   * `text` wraps and takes the room that is left, in proportion to `grow`; `figure` is right-aligned with digits of
   * equal width and never breaks; `mark` is a short centred word that never breaks.
   */
  readonly cell: "text" | "figure" | "mark";
  readonly grow: number;
};

/** A cell is its text, with an optional second line in smaller letters. */
export type PaperCell = string | { readonly text: string; readonly note: string };

/**
 * Sums under a table, at the right; the grand one is the amount that the paper is about. Beside them, at the left,
 * the same amount in words and a panel of what goes with it: the account to pay into.
 */
export type PaperSums = {
  readonly kind: "sums";
  readonly rows: readonly PaperSum[];
  readonly words: PaperFact | null;
  readonly panel: PaperPanel | null;
};

export type PaperPanel = { readonly title: string; readonly rows: readonly PaperFact[] };

export type PaperSum = {
  readonly label: string;
  readonly value: string;
  readonly weight: "plain" | "strong" | "grand";
};

type PaperSigning = {
  /** "Kota Blitar, 27 Maret 2026". */
  readonly placeAndDay: string;
  /** One to four blocks, side by side. */
  readonly signatures: readonly PaperSignature[];
};

export type PaperSignature = {
  readonly caption: string;
  /** Null leaves a dotted line for a name written by hand. */
  readonly name: string | null;
  readonly role: string;
  /** Lines drawn by finger (see drawing.ts); null leaves the room empty, to be signed by hand. */
  readonly drawing: string | null;
  /** The room for a duty stamp and what is due, e.g. "Meterai Rp 10.000"; null where none is due. The app prints no stamp. */
  readonly stampDuty: string | null;
};

type PaperVerification = {
  /** Address of the public page; the QR holds it. */
  readonly url: string;
  readonly code: string;
  /** SHA-256 of the facts that the paper states, in hex. */
  readonly factsHash: string;
};

type PaperCancellation = { readonly stamp: string; readonly day: string; readonly reason: string };
