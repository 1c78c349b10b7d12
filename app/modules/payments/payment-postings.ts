import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Consignor, owedBy } from "../consignment/consignment-postings.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

type Transfer = {
  readonly id: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
};

/**
 * A verified payment, in both books.
 *
 *   payee   Dr  Cash                   amount
 *               Cr  Receivable from payer  amount
 *   payer   Dr  Payable to payee       amount
 *               Cr  Cash                   amount
 */
export function paymentEntries(payment: Transfer): Entry[] {
  return transferEntries("payment.verified", payment);
}

/**
 * A payment by card, in both books: the payer has parted with it, the payee has it with the provider until it is paid out.
 *
 *   payee   Dr  Held by provider       amount
 *               Cr  Receivable from payer  amount
 *   payer   Dr  Payable to payee       amount
 *               Cr  Cash                   amount
 */
export function cardPaymentEntries(payment: Transfer): Entry[] {
  return transferEntries("payment.verified", payment, "heldByProvider");
}

/** A confirmed payout to an organisation: the same two entries, seen from the one who owed. */
export function payoutEntries(payout: Transfer): Entry[] {
  return transferEntries("payout.confirmed", payout);
}

function transferEntries(
  kind: string,
  transfer: Transfer,
  arrivesIn: "cash" | "heldByProvider" = "cash",
): Entry[] {
  const deed = { kind, subjectId: transfer.id, occurredOn: transfer.on, narration: transfer.narration };
  return [
    entryOf({
      ...deed,
      organisationId: transfer.payeeId,
      lines: [
        { account: arrivesIn, debit: transfer.amountRupiah },
        { account: "receivable", of: transfer.payerId, credit: transfer.amountRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: transfer.payerId,
      lines: [
        { account: "payable", of: transfer.payeeId, debit: transfer.amountRupiah },
        { account: "cash", credit: transfer.amountRupiah },
      ],
    }),
  ];
}

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
    kind: "levies.remitted",
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
