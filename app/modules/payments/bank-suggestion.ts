import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** An invoice of which something is open and not reported yet. */
export type Claim = {
  readonly invoiceId: string;
  readonly number: string;
  readonly buyerId: string;
  readonly openRupiah: Rupiah;
  /** What income tax is withheld of: without VAT. */
  readonly taxedRupiah: Rupiah;
  /** VAT in what is open of it that the buyer's treasurer pays to the state itself; nothing of every other buyer. */
  readonly keptVatRupiah: Rupiah;
  readonly dueOn: BusinessDay;
};

/** A transfer that was reported, or booked and never found in a statement. */
export type Report = {
  readonly paymentId: string;
  readonly payerId: string;
  readonly amountRupiah: Rupiah;
  readonly reference: string;
  readonly transferredOn: BusinessDay;
  readonly numbers: readonly string[];
  readonly isBooked: boolean;
};

/** Money that is to go out, or went. */
export type Outgoing = {
  readonly payoutId: string;
  readonly amountRupiah: Rupiah;
  readonly references: readonly string[];
  readonly payee: string;
  readonly isBooked: boolean;
  /** With which it was sent to the bank. */
  readonly batchId: string | null;
};

/** A payout that went out and that the bank may give back. */
export type SentPayout = {
  readonly payoutId: string;
  readonly amountRupiah: Rupiah;
  readonly settledOn: BusinessDay;
  readonly references: readonly string[];
  readonly payee: string;
};

/** Cash that an entry of the own books moved and no line of the own bank is known for. */
export type BookedMove = {
  readonly entryId: string;
  /** What was done, as the ledger names it. */
  readonly kind: string;
  readonly came: boolean;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  /** Numbers that a bank may write: what the entry says of itself, and what the payer said its bank wrote. */
  readonly references: readonly string[];
  /** The other side; empty where it is none of the house, as the state. */
  readonly name: string;
};

/** Tax or levies that were reported or gathered, and that a second person has not looked at. */
export type WaitingRemittance = {
  readonly remittanceId: string;
  readonly of: "tax" | "levy";
  readonly amountRupiah: Rupiah;
  /** The day on which it is said to have been paid; null where nobody said one yet. */
  readonly on: BusinessDay | null;
  readonly reference: string;
  /** The treasury that it goes to; empty for the state's. */
  readonly to: string;
};

/** Money that seller and assignee said went between them for a claim, and of which no line of the own bank is known. */
export type StatedProceeds = {
  readonly proceedsId: string;
  /** It came to whoever looks, or went from it. */
  readonly came: boolean;
  readonly moneyRupiah: Rupiah;
  readonly reference: string;
  readonly paidOn: BusinessDay;
  /** The invoice that was assigned. */
  readonly number: string;
  /** Names of the other side. */
  readonly names: readonly string[];
  readonly isBooked: boolean;
};

/** Whoever pays: a buyer, or a foundation that transfers for its kitchens; under which names a bank may write it. */
export type Payer = { readonly names: readonly string[]; readonly buyerIds: readonly string[] };

/** A line with what nobody has matched of it yet. */
export type OpenLine = {
  readonly lineId: string;
  readonly onDay: BusinessDay;
  readonly words: string;
  /** Whole rupiah, above nothing. */
  readonly restRupiah: Rupiah;
  readonly came: boolean;
};

export type Ground = {
  readonly claims: readonly Claim[];
  readonly reports: readonly Report[];
  readonly outgoings: readonly Outgoing[];
  readonly proceeds: readonly StatedProceeds[];
  readonly entries: readonly BookedMove[];
  readonly remittances: readonly WaitingRemittance[];
  readonly sent: readonly SentPayout[];
  readonly payers: readonly Payer[];
  /** Other lines that came and are open. */
  readonly lines: readonly OpenLine[];
  /** Rates at which a treasurer may withhold income tax, in basis points. */
  readonly withheldBasisPoints: readonly bigint[];
};

export const reasonCodes = [
  "report",
  "reports",
  "booked",
  "reference",
  "number",
  "payer",
  "sameDay",
  "exact",
  "sum",
  "alike",
  "uniqueCode",
  "withheld",
  "kept",
  "partial",
  "oldest",
  "over",
  "deposit",
  "together",
  "differs",
  "payout",
  "proceeds",
  "otherMoney",
  "entry",
  "taxWaits",
  "levyWaits",
  "returned",
  "batch",
  "batchBooked",
  "taxesWait",
  "taxesBooked",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Why something is suggested; amounts and numbers for the words that say it. */
export type Reason = { readonly code: ReasonCode; readonly params: Readonly<Record<string, string>> };

export const because = (code: ReasonCode, params: Readonly<Record<string, string>> = {}): Reason => ({
  code,
  params,
});

/** What one buyer is to have paid with a line, or with a part of it. */
export type ProposedPayment = {
  readonly buyerId: string;
  readonly parts: readonly {
    readonly invoiceId: string;
    readonly number: string;
    readonly amountRupiah: Rupiah;
  }[];
  readonly depositRupiah: Rupiah;
  readonly withheldRupiah: Rupiah;
  readonly vatKeptRupiah: Rupiah;
};

type Found =
  /** Reports that this line, with other lines or alone, is the money of. */
  | { readonly kind: "reports"; readonly paymentIds: readonly string[]; readonly lineIds: readonly string[] }
  /** Another sum was reported than came. */
  | { readonly kind: "differs"; readonly paymentId: string; readonly reportedRupiah: Rupiah }
  | { readonly kind: "invoices"; readonly payments: readonly ProposedPayment[] }
  /** Money that went out: one payout, or several that the bank sent in one sum. */
  | { readonly kind: "payout"; readonly payoutIds: readonly string[] }
  /** In the own books already. */
  | { readonly kind: "entry"; readonly entryIds: readonly string[] }
  /** Tax or levies that wait for a second person. */
  | { readonly kind: "remittance"; readonly remittanceIds: readonly string[] }
  /** A payout that came back. */
  | { readonly kind: "return"; readonly payoutId: string }
  | { readonly kind: "proceeds"; readonly proceedsId: string };

export type Suggestion = Found & { readonly score: number; readonly reasons: readonly Reason[] };

/** What a suggestion would pay, as one text: two of the same are one suggestion. */
export function suggestionKey(one: Suggestion): string {
  switch (one.kind) {
    case "reports":
      return `r ${[...one.paymentIds].sort().join(" ")} ${[...one.lineIds].sort().join(" ")}`;
    case "differs":
      return `d ${one.paymentId}`;
    case "payout":
      return `p ${[...one.payoutIds].sort().join(" ")}`;
    case "entry":
      return `e ${[...one.entryIds].sort().join(" ")}`;
    case "remittance":
      return `t ${[...one.remittanceIds].sort().join(" ")}`;
    case "return":
      return `b ${one.payoutId}`;
    case "proceeds":
      return `a ${one.proceedsId}`;
    case "invoices":
      return `i ${one.payments
        .map((payment) =>
          [
            payment.buyerId,
            ...payment.parts.map((part) => `${part.invoiceId}=${part.amountRupiah}`).sort(),
            payment.depositRupiah,
            payment.withheldRupiah,
            payment.vatKeptRupiah,
          ].join(" "),
        )
        .sort()
        .join(" ")}`;
  }
}
