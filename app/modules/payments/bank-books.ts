import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import {
  type BookedMove,
  because,
  type Ground,
  type OpenLine,
  type Outgoing,
  type Reason,
  type SentPayout,
  type Suggestion,
  type WaitingRemittance,
} from "./bank-suggestion.ts";
import { daysApart, isNamed, standsIn } from "./bank-words.ts";

/**
 * Deeds whose entries a line of the own bank may be, beside what is matched by name (a payment that came, a payout that went): what one paid
 * as a buyer or got as a payee, a transfer that the bank gave back, levies and tax that were handed on, money of the programme, and what members of a
 * koperasi brought or were paid. Whoever takes such an entry out of the books calls `reopenLinesOf`.
 */
export const bankEntryKinds = [
  "payment.verified",
  "payout.confirmed",
  "payout.returned",
  "levies.remitted",
  "tax.remitted",
  "funding.received",
  "savings.brought",
  "member.paid",
] as const;

/** True for what was done by an entry that a line of the bank may be. */
export function isBankEntryKind(kind: string): boolean {
  return bankEntryKinds.some((one) => one === kind);
}

/** The books write the day that somebody said; further from the day of the bank an equal sum is taken for other money. */
export const BOOKED_LIKE_DAYS = 7;
/** A transfer and the report of it lie no further apart. */
const SAME_DAYS = 1;
/** After so many days a bank has given back what it could not deliver. */
export const RETURN_DAYS = 30;

const RETURNED = /\b(RETUR|RETURN(ED)?|REVERSAL|REV|KOREKSI|DIKEMBALIKAN|PENGEMBALIAN|TOLAK(AN)?|GAGAL)\b/i;

type Like = { readonly came: boolean; readonly restRupiah: Rupiah; readonly onDay: BusinessDay };

/** True when a line is as much money, the same way and within days, as what is in the books already or will be when a second person looks. */
export function isBookedLike(
  said: { readonly came: boolean; readonly amountRupiah: Rupiah; readonly on: BusinessDay },
  line: Like,
): boolean {
  return (
    said.came === line.came &&
    said.amountRupiah === line.restRupiah &&
    daysApart(said.on, line.onDay) <= BOOKED_LIKE_DAYS
  );
}

type Signs = { readonly score: number; readonly reasons: readonly Reason[] };

/** What speaks for it in the words and on the day of a line, and how much. */
function signsOf(
  line: OpenLine,
  said: { readonly references: readonly string[]; readonly name: string; readonly on: BusinessDay | null },
): Signs {
  const reference = said.references.find((text) => text.length >= 4 && standsIn(text, line.words));
  const isParty = said.name !== "" && isNamed(said.name, line.words);
  const isSameDay = said.on !== null && daysApart(said.on, line.onDay) <= SAME_DAYS;
  return {
    score: (reference === undefined ? 0 : 30) + (isParty ? 15 : 0) + (isSameDay ? 5 : 0),
    reasons: [
      ...(reference === undefined ? [] : [because("reference", { reference })]),
      ...(isParty ? [because("payer")] : []),
      ...(isSameDay ? [because("sameDay")] : []),
    ],
  };
}

/** Cash that the own books moved already, by whatever deed, and that no line is known for. */
function fromEntries(line: OpenLine, entries: readonly BookedMove[]): Suggestion[] {
  return entries
    .filter((one) => one.came === line.came && one.amountRupiah === line.restRupiah)
    .map((one) => {
      const { score, reasons } = signsOf(line, one);
      const said = { amount: one.amountRupiah.toString(), kind: one.kind, name: one.name };
      return {
        kind: "entry" as const,
        entryIds: [one.entryId],
        score: (isBookedLike(one, line) ? 58 : 40) + score,
        reasons: [because("entry", said), ...reasons],
      };
    });
}

/** Tax or levies that somebody said were paid, or are to be, and that wait for a second person: the line is what that person looks for. */
function fromRemittances(line: OpenLine, remittances: readonly WaitingRemittance[]): Suggestion[] {
  if (line.came) return [];
  return remittances
    .filter((one) => one.amountRupiah === line.restRupiah)
    .map((one) => {
      const { score, reasons } = signsOf(line, { ...one, references: [one.reference], name: one.to });
      const said = { amount: one.amountRupiah.toString(), reference: one.reference, to: one.to };
      return {
        kind: "remittance" as const,
        remittanceIds: [one.remittanceId],
        score: 56 + score,
        reasons: [because(one.of === "tax" ? "taxWaits" : "levyWaits", said), ...reasons],
      };
    });
}

/** Those that were paid under one number: a billing code may hold several taxes, and the bank writes their sum. */
function byNumber<Tax extends { readonly amountRupiah: Rupiah }>(
  taxes: readonly Tax[],
  numberOf: (tax: Tax) => string,
  sum: Rupiah,
): readonly { readonly number: string; readonly taxes: readonly Tax[] }[] {
  return [...new Set(taxes.map(numberOf))].sort().flatMap((number) => {
    const own = taxes.filter((tax) => numberOf(tax) === number);
    return own.length > 1 && sumOf(own.map((tax) => tax.amountRupiah)) === sum
      ? [{ number, taxes: own }]
      : [];
  });
}

/** Several taxes of one billing code, all of them booked or all of them waiting. */
function fromBillingCodes(line: OpenLine, ground: Ground): Suggestion[] {
  if (line.came) return [];
  const amount = line.restRupiah.toString();
  const about = (
    code: "taxesWait" | "taxesBooked",
    count: number,
    number: string,
    on: BusinessDay | null,
  ) => {
    const { score, reasons } = signsOf(line, { references: [number], name: "", on });
    return {
      score: 60 + score,
      reasons: [because(code, { amount, count: count.toString(), reference: number }), ...reasons],
    };
  };
  const booked = ground.entries.filter((one) => one.kind === "tax.remitted" && !one.came);
  const waiting = ground.remittances.filter((one) => one.of === "tax");
  return [
    ...byNumber(booked, (one) => one.references[0] ?? "", line.restRupiah).map(({ number, taxes }) => ({
      kind: "entry" as const,
      entryIds: taxes.map((one) => one.entryId).sort(),
      ...about("taxesBooked", taxes.length, number, taxes[0]?.on ?? null),
    })),
    ...byNumber(waiting, (one) => one.reference, line.restRupiah).map(({ number, taxes }) => ({
      kind: "remittance" as const,
      remittanceIds: taxes.map((one) => one.remittanceId).sort(),
      ...about("taxesWait", taxes.length, number, taxes[0]?.on ?? null),
    })),
  ];
}

/** Money that came, and is a payout that the bank could not deliver: of the same sum, after it went, and the words say so. */
function fromReturns(line: OpenLine, sent: readonly SentPayout[]): Suggestion[] {
  if (!line.came) return [];
  return sent
    .filter((one) => one.amountRupiah === line.restRupiah && one.settledOn <= line.onDay)
    .filter((one) => daysApart(one.settledOn, line.onDay) <= RETURN_DAYS)
    .flatMap((one) => {
      const { score, reasons } = signsOf(line, { references: one.references, name: one.payee, on: null });
      const isSaid = RETURNED.test(line.words);
      if (!isSaid && reasons.every(({ code }) => code !== "reference")) return [];
      const said = { amount: one.amountRupiah.toString(), name: one.payee };
      return [
        {
          kind: "return" as const,
          payoutId: one.payoutId,
          score: (isSaid ? 57 : 45) + score,
          reasons: [because("returned", said), ...reasons],
        },
      ];
    });
}

/** Money that was approved to go out, or went: one payout, or all of a batch that a bank writes as one line. */
function fromOutgoings(line: OpenLine, outgoings: readonly Outgoing[]): Suggestion[] {
  if (line.came) return [];
  const single = outgoings
    .filter((one) => one.amountRupiah === line.restRupiah)
    .map((one) => {
      const reference = one.references.find((text) => text.length >= 4 && standsIn(text, line.words));
      const isPayee = isNamed(one.payee, line.words);
      const first = because(one.isBooked ? "booked" : "payout", { amount: one.amountRupiah.toString() });
      return {
        kind: "payout" as const,
        payoutIds: [one.payoutId],
        score: 50 + (reference === undefined ? 0 : 35) + (isPayee ? 15 : 0),
        reasons: [
          first,
          ...(reference === undefined ? [] : [because("reference", { reference })]),
          ...(isPayee ? [because("payer")] : []),
        ],
      };
    });
  const batchIds = [...new Set(outgoings.flatMap((one) => one.batchId ?? []))].sort();
  const together = batchIds.flatMap((batchId) => {
    const own = outgoings.filter((one) => one.batchId === batchId);
    if (own.length < 2 || sumOf(own.map((one) => one.amountRupiah)) !== line.restRupiah) return [];
    const said = { amount: line.restRupiah.toString(), count: own.length.toString() };
    return [
      {
        kind: "payout" as const,
        payoutIds: own.map((one) => one.payoutId).sort(),
        score: 62,
        reasons: [because(own.every((one) => one.isBooked) ? "batchBooked" : "batch", said)],
      },
    ];
  });
  return [...single, ...together];
}

/** What a line may be of money that the own house says went or came by itself, no invoice asked. */
export function fromOwnBooks(line: OpenLine, ground: Ground): Suggestion[] {
  return [
    ...fromEntries(line, ground.entries),
    ...fromRemittances(line, ground.remittances),
    ...fromBillingCodes(line, ground),
    ...fromReturns(line, ground.sent),
    ...fromOutgoings(line, ground.outgoings),
  ];
}
