import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Consignor, owedBy } from "../consignment/consignment-postings.ts";
import { type AccountName, planOf } from "../ledger/chart.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { PaymentRail } from "./payment-lifecycle.ts";
import { type RailRule, railRules } from "./payment-rails.ts";

type Transfer = {
  readonly id: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
};

/** A payment as it is booked: what moved, and what of it, or beside it, is no payment of an invoice. */
type Paid = Transfer & {
  readonly rail: PaymentRail;
  /** Set where the money went into the account of an institution outside of the house, which holds the claim. */
  readonly assignmentId: string | null;
  readonly depositRupiah: Rupiah;
  readonly withheldRupiah: Rupiah;
  /** VAT that the payer's treasurer pays to the state in the payee's place. */
  readonly vatKeptRupiah: Rupiah;
};

/**
 * A verified payment, in both books. By card the payee has it with the provider until it is paid out; out of a deposit no money moves.
 *
 *   payee   Dr  Cash, Held by provider or Customer deposit   amount
 *           Dr  Tax prepaid                withheld
 *           Dr  VAT collected              VAT kept
 *               Cr  Receivable from payer      amount + withheld + VAT kept − deposit
 *               Cr  Customer deposit           deposit
 *   payer   Dr  Payable to payee           amount + withheld + VAT kept − deposit
 *           Dr  Deposit paid               deposit
 *               Cr  Cash, or Deposit paid      amount
 *               Cr  Tax withheld               withheld
 *               Cr  VAT kept                   VAT kept
 *
 * Of a claim that an institution outside of the house holds, only the payer's: the money is in no account here.
 */
export function paymentEntries(payment: Paid): Entry[] {
  const { id, payerId, payeeId, amountRupiah, depositRupiah, withheldRupiah, vatKeptRupiah } = payment;
  const deed = {
    kind: "payment.verified",
    subjectId: id,
    occurredOn: payment.on,
    narration: payment.narration,
  };
  const paysRupiah = amountRupiah + withheldRupiah + vatKeptRupiah - depositRupiah;
  const rule: RailRule = railRules[payment.rail];
  const arrives = { account: rule.arrivesIn, of: isKept(rule.arrivesIn) ? payerId : null };
  const leaves = { account: rule.leaves, of: isKept(rule.leaves) ? payeeId : null };
  const payer = entryOf({
    ...deed,
    organisationId: payerId,
    lines: [
      { account: "payable", of: payeeId, debit: paysRupiah },
      { account: "depositPaid", of: payeeId, debit: depositRupiah },
      { ...leaves, credit: amountRupiah },
      { account: "taxWithheld", credit: withheldRupiah },
      { account: "vatKept", credit: vatKeptRupiah },
    ],
  });
  // The seller had its claim moved when it was assigned: nothing comes to it now.
  if (payment.assignmentId !== null) return [payer];
  return [
    entryOf({
      ...deed,
      organisationId: payeeId,
      lines: [
        { ...arrives, debit: amountRupiah },
        { account: "taxPrepaid", debit: withheldRupiah },
        { account: "vatOut", debit: vatKeptRupiah },
        { account: "receivable", of: payerId, credit: paysRupiah },
        { account: "customerDeposit", of: payerId, credit: depositRupiah },
      ],
    }),
    payer,
  ];
}

const isKept = (account: AccountName) => planOf(account).subject !== null;

/** A confirmed payout to an organisation: money of the one who owed is the other's, in both books. */
export function payoutEntries(payout: Transfer): Entry[] {
  return paidOut(payout, { owes: "payable", isOwed: "receivable" });
}

/** A deposit that is paid back: what was the payee's all the time is with it again, in both books. */
export function depositPayoutEntries(payout: Transfer): Entry[] {
  return paidOut(payout, { owes: "customerDeposit", isOwed: "depositPaid" });
}

function paidOut(
  payout: Transfer,
  { owes, isOwed }: { readonly owes: AccountName; readonly isOwed: AccountName },
): Entry[] {
  const deed = {
    kind: "payout.confirmed",
    subjectId: payout.id,
    occurredOn: payout.on,
    narration: payout.narration,
  };
  return [
    entryOf({
      ...deed,
      organisationId: payout.payeeId,
      lines: [
        { account: "cash", debit: payout.amountRupiah },
        { account: isOwed, of: payout.payerId, credit: payout.amountRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: payout.payerId,
      lines: [
        { account: owes, of: payout.payeeId, debit: payout.amountRupiah },
        { account: "cash", credit: payout.amountRupiah },
      ],
    }),
  ];
}

/** The deeds by which levies leave a trade center's books: as they were paid in, and the mirror of what was wrong. */
export const LEVIES_REMITTED = "levies.remitted";
export const LEVIES_REMITTED_REVERSED = "levies.remitted-reversed";

/**
 * Levies that were paid into the region's treasury.
 *
 *   Dr  Levy payable               amount
 *       Cr  Cash                       amount
 */
export function remittanceEntry(remittance: {
  readonly id: string;
  readonly hubId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
}): Entry {
  return entryOf({
    organisationId: remittance.hubId,
    kind: LEVIES_REMITTED,
    subjectId: remittance.id,
    occurredOn: remittance.on,
    narration: remittance.narration,
    lines: [
      { account: "levyPayable", debit: remittance.amountRupiah },
      { account: "cash", credit: remittance.amountRupiah },
    ],
  });
}

/**
 * A confirmed payout to a producer, who keeps no books here.
 *
 *   Dr  Payable to producer        amount
 *       Cr  Cash                       amount
 */
export function producerPayoutEntry(
  payout: Omit<Transfer, "payeeId"> & { readonly producerId: string },
): Entry {
  return entryOf({
    organisationId: payout.payerId,
    kind: "payout.confirmed",
    subjectId: payout.id,
    occurredOn: payout.on,
    narration: payout.narration,
    lines: [
      { account: "payableProducer", of: payout.producerId, debit: payout.amountRupiah },
      { account: "cash", credit: payout.amountRupiah },
    ],
  });
}

/**
 * A confirmed payout of a settlement. A consigning organisation has it in its own books too.
 *
 *   keeper  Dr  Payable to consignor   amount     consignor  Dr  Cash                      amount
 *               Cr  Cash                   amount                Cr  Receivable from keeper    amount
 */
export function consignorPayoutEntries(payout: Omit<Transfer, "payeeId">, consignor: Consignor): Entry[] {
  const { payerId, amountRupiah } = payout;
  const deed = {
    kind: "payout.confirmed",
    subjectId: payout.id,
    occurredOn: payout.on,
    narration: payout.narration,
  };
  const keeper = entryOf({
    ...deed,
    organisationId: payerId,
    lines: [
      { ...owedBy(consignor), debit: amountRupiah },
      { account: "cash", credit: amountRupiah },
    ],
  });
  if (consignor.consignorOrganisationId === null) return [keeper];
  return [
    keeper,
    entryOf({
      ...deed,
      organisationId: consignor.consignorOrganisationId,
      lines: [
        { account: "cash", debit: amountRupiah },
        { account: "receivable", of: payerId, credit: amountRupiah },
      ],
    }),
  ];
}
