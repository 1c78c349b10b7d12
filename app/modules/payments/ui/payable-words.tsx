import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Payable } from "../payable-reads.server.ts";
import type { PayoutSummary } from "../payment-reads.server.ts";

/** What somebody is owed for, as tells two sums of one payee apart; null for a producer, who has one sum for all that was sold. */
export function payableAbout(payable: Payable): string | null {
  switch (payable.to) {
    case "producer":
      return null;
    case "statement":
      return payable.about;
    case "consignment":
      return m.payments_for_consignment({ day: dateShort(payable.about) });
    case "debitNote":
      return m.payments_for_debit_note({ number: payable.about });
    case "refund":
      return m.payments_for_refund({ number: payable.about });
    case "ride":
      return m.payments_for_ride({ number: payable.about });
  }
}

type Purpose = Pick<
  PayoutSummary,
  "statementId" | "settlementId" | "ridePlaceId" | "debitNoteId" | "isDeposit" | "refundId" | "purpose"
>;

/** What a payout pays for: a producer's says so in its own words. */
export function payoutPurpose(payout: Purpose): string {
  if (payout.statementId) return m.payments_for_call_off();
  if (payout.settlementId) return m.payments_for_consignments();
  if (payout.ridePlaceId) return m.payments_for_rides();
  if (payout.debitNoteId) return m.payments_for_debit_notes();
  if (payout.isDeposit) return m.payments_for_deposit();
  return payout.refundId ? m.payments_for_refunds() : payout.purpose;
}
