import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { AccountName } from "../ledger/chart.ts";
import { type Entry, type EntryDraft, entryOf } from "../ledger/entry.ts";

type Deed = { readonly subjectId: string; readonly on: BusinessDay; readonly narration: string };
type Parties = { readonly payerId: string; readonly payeeId: string };

/** Lines of what may be above or below nothing: `debit` takes what is above it, `credit` gives it. */
function both(debit: AccountName, credit: AccountName, amount: Rupiah): EntryDraft["lines"] {
  const [more, less, size] = amount < 0n ? [credit, debit, -amount] : [debit, credit, amount];
  return [
    { account: more, debit: size },
    { account: less, credit: size },
  ];
}

function deedOf(kind: string, organisationId: string, { subjectId, on, narration }: Deed) {
  return { kind, organisationId, subjectId, occurredOn: on, narration };
}

/**
 * What the provider kept of a payment, a refund or a dispute; below nothing where it gave a fee back.
 *
 *   payee   Dr  Card provider fees         fee
 *               Cr  Held by provider           fee
 */
export function cardFeeEntry(payeeId: string, feeRupiah: Rupiah, deed: Deed): Entry {
  return entryOf({
    ...deedOf("card.fee", payeeId, deed),
    lines: both("providerFeeCost", "heldByProvider", feeRupiah),
  });
}

/**
 * Money that went back to the card. What the payer owed is open again; of a credit note it is what it was owed.
 *
 *   payee   Dr  Receivable from payer, or Payable to payer    amount     payer  Dr  Cash                                   amount
 *               Cr  Held by provider                              amount             Cr  Payable to, or Receivable from payee  amount
 */
export function cardRefundEntries(
  { payerId, payeeId }: Parties,
  { amountRupiah, isCredit }: { readonly amountRupiah: Rupiah; readonly isCredit: boolean },
  deed: Deed,
): Entry[] {
  return givenBack("card.refunded", "heldByProvider", { payerId, payeeId, amountRupiah, isCredit }, deed);
}

/** A dispute that was lost: as a refund, out of what was set aside. */
export function cardDisputeLostEntries(parties: Parties, amountRupiah: Rupiah, deed: Deed): Entry[] {
  return givenBack("card.dispute-lost", "heldInDispute", { ...parties, amountRupiah, isCredit: false }, deed);
}

function givenBack(
  kind: string,
  out: AccountName,
  given: Parties & { readonly amountRupiah: Rupiah; readonly isCredit: boolean },
  deed: Deed,
): Entry[] {
  const { payerId, payeeId, amountRupiah, isCredit } = given;
  return [
    entryOf({
      ...deedOf(kind, payeeId, deed),
      lines: [
        { account: isCredit ? "payable" : "receivable", of: payerId, debit: amountRupiah },
        { account: out, credit: amountRupiah },
      ],
    }),
    entryOf({
      ...deedOf(kind, payerId, deed),
      lines: [
        { account: "cash", debit: amountRupiah },
        { account: isCredit ? "receivable" : "payable", of: payeeId, credit: amountRupiah },
      ],
    }),
  ];
}

/**
 * A payer's bank asks its money back, or has lost.
 *
 *   opened  payee   Dr  Card money in dispute      amount     won  payee   Dr  Held by provider           amount
 *                       Cr  Held by provider           amount                  Cr  Card money in dispute      amount
 */
export function cardDisputeEntry(
  state: "opened" | "won",
  payeeId: string,
  amountRupiah: Rupiah,
  deed: Deed,
): Entry {
  return entryOf({
    ...deedOf(state === "opened" ? "card.disputed" : "card.dispute-won", payeeId, deed),
    lines: both("heldInDispute", "heldByProvider", state === "opened" ? amountRupiah : -amountRupiah),
  });
}

/**
 * The provider sent what it held, less what it took; below nothing where it took more than it held. `failed` is the mirror.
 *
 *   payee   Dr  On its way to the bank     share
 *               Cr  Held by provider           share
 */
export function cardPayoutEntry(
  state: "sent" | "failed",
  payeeId: string,
  shareRupiah: Rupiah,
  deed: Deed,
): Entry {
  return entryOf({
    ...deedOf(state === "sent" ? "card.payout" : "card.payout-failed", payeeId, deed),
    lines: both("inTransit", "heldByProvider", state === "sent" ? shareRupiah : -shareRupiah),
  });
}

/**
 * It came, as a line of the bank says. Books have no sen: what the bank rounds otherwise is the provider's fee, one rupiah or two.
 *
 *   payee   Dr  Cash                       came
 *           Dr  Card provider fees         share − came
 *               Cr  On its way to the bank     share
 *   What the provider fetched from the bank stands on the other sides.
 */
export function cardArrivalEntry(
  payeeId: string,
  { shareRupiah, cameRupiah }: { readonly shareRupiah: Rupiah; readonly cameRupiah: Rupiah },
  deed: Deed,
): Entry {
  const lost = shareRupiah - cameRupiah;
  return entryOf({
    ...deedOf("bank.arrived", payeeId, deed),
    lines: [
      cameRupiah < 0n ? { account: "cash", credit: -cameRupiah } : { account: "cash", debit: cameRupiah },
      lost < 0n ? { account: "providerFeeCost", credit: -lost } : { account: "providerFeeCost", debit: lost },
      shareRupiah < 0n
        ? { account: "inTransit", debit: -shareRupiah }
        : { account: "inTransit", credit: shareRupiah },
    ],
  });
}
