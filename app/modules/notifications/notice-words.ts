import { date, rupiah } from "#app/i18n/format.ts";
import type { Locale } from "#app/i18n/locale.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { NoticeKind } from "./notice.ts";

/** What a payout is for, where the house says it and not whoever asked for it. */
const purposes: Readonly<Record<string, (inputs: object, options: { readonly locale: Locale }) => string>> = {
  statement: m.notifications_purpose_statement,
  refund: m.notifications_purpose_refund,
  consignment: m.notifications_purpose_consignment,
  ride: m.notifications_purpose_ride,
  debitNote: m.notifications_purpose_debit_note,
  deposit: m.notifications_purpose_deposit,
};

/** A payout to a producer says it in the words of whoever asked for it. */
function purposeOf(said: string, locale: Locale): string {
  return purposes[said]?.({}, { locale }) ?? said;
}

type Params = Readonly<Record<string, string>>;

/** Every word that a sentence may hold; what a kind of news does not have stays empty. */
function wordsOf(params: Params, locale: Locale) {
  const of = (name: string) => params[name] ?? "";
  return {
    name: of("name"),
    number: of("number"),
    goods: of("goods"),
    packs: of("packs"),
    round: of("round"),
    reason: of("reason"),
    hub: of("hub"),
    buyer: of("buyer"),
    payee: of("payee"),
    asker: of("asker"),
    purpose: purposeOf(of("purpose"), locale),
    hour: of("hour"),
    offers: of("offers"),
    amount: rupiah(BigInt(params["amount"] || "0")),
    day: params["day"] ? date(params["day"]) : "",
  };
}

type Say = (words: ReturnType<typeof wordsOf>, options: { readonly locale: Locale }) => string;

const sentences: Readonly<Record<NoticeKind, Say>> = {
  "organisation.registered": m.notifications_told_registered,
  "recovery.asked": m.notifications_told_recovery_asked,
  "bundle.ready": m.notifications_told_bundle_ready,
  "listing-file.ready": m.notifications_told_listing_file_ready,
  "stock.unpriced": m.notifications_told_unpriced,
  "order.submitted": m.notifications_told_submitted,
  "order.approved": m.notifications_told_approved,
  "order.cancelled": m.notifications_told_cancelled,
  "order.handed-over": m.notifications_told_handed_over,
  "order.reduced": m.notifications_told_reduced,
  "order.expired": m.notifications_told_expired,
  "order.price-asked": m.notifications_told_price_asked,
  "order.price-decided": m.notifications_told_price_decided,
  "match.applied": m.notifications_told_offered,
  "commitment.offered": m.notifications_told_asked_to_step_in,
  "commitment.due": m.notifications_told_unanswered,
  "commitment.lapsed": m.notifications_told_lapsed,
  "commitment.broken": m.notifications_told_broken,
  "contract.signed": m.notifications_told_contract_signed,
  "contract.terminated": m.notifications_told_contract_terminated,
  "contract.suspended": m.notifications_told_contract_suspended,
  "contract.resumed": m.notifications_told_contract_resumed,
  "call-off.koperasi-invited": m.notifications_told_invited,
  "call-off.opened": m.notifications_told_call_off_opened,
  "call-off.locked": m.notifications_told_call_off_locked,
  "call-off.cancelled": m.notifications_told_call_off_cancelled,
  "allotment.proposed": m.notifications_told_allotment_proposed,
  "allotment.published": m.notifications_told_allotment,
  "allotment.lapsed": m.notifications_told_allotment_lapsed,
  "allotment.broken": m.notifications_told_allotment_broken,
  "allotment.shortfall": m.notifications_told_shortfall,
  "shipment.dispatched": m.notifications_told_dispatched,
  "shipment.arrived": m.notifications_told_arrived,
  "shipment.late": m.notifications_told_late,
  "shipment.let-go": m.notifications_told_let_go,
  "replacement.asked": m.notifications_told_replacement_asked,
  "replacement.lapsed": m.notifications_told_replacement_lapsed,
  "shipment.received": m.notifications_told_received,
  "appeal.opened": m.notifications_told_appeal_opened,
  "appeal.decided": m.notifications_told_appeal_decided,
  "appeal.withdrawn": m.notifications_told_appeal_withdrawn,
  "appeal.lapsed": m.notifications_told_appeal_lapsed,
  "trip.departed": m.notifications_told_trip_departed,
  "trip.delivered": m.notifications_told_trip_delivered,
  "ride.offered": m.notifications_told_ride_offered,
  "ride.fixed": m.notifications_told_ride_fixed,
  "ride.cancelled": m.notifications_told_ride_cancelled,
  "ride.left": m.notifications_told_ride_left,
  "ride.settled": m.notifications_told_ride_settled,
  "dispute.opened": m.notifications_told_dispute_opened,
  "dispute.heard": m.notifications_told_dispute_heard,
  "dispute.answered": m.notifications_told_dispute_answered,
  "dispute.decided": m.notifications_told_dispute_decided,
  "dispute.withdrawn": m.notifications_told_dispute_withdrawn,
  "debit-note.issued": m.notifications_told_debit_note_issued,
  "debit-note.answered": m.notifications_told_debit_note_answered,
  "debit-note.taken-back": m.notifications_told_debit_note_taken_back,
  "receivable.proposed": m.notifications_told_receivable_proposed,
  "receivable.offered": m.notifications_told_receivable_offered,
  "receivable.notified": m.notifications_told_receivable_notified,
  "receivable.assigned": m.notifications_told_receivable_assigned,
  "receivable.returned": m.notifications_told_receivable_returned,
  "proceeds.stated": m.notifications_told_proceeds_stated,
  "proceeds.acknowledged": m.notifications_told_proceeds_acknowledged,
  "proceeds.unbooked": m.notifications_told_proceeds_unbooked,
  "proceeds.refused": m.notifications_told_proceeds_refused,
  "invoice.issued": m.notifications_told_invoice,
  "invoice.credited": m.notifications_told_invoice_credited,
  "invoice.reduced": m.notifications_told_invoice_reduced,
  "invoice.line-objected": m.notifications_told_line_objected,
  "invoice.objection-answered": m.notifications_told_objection_answered,
  "invoice.objection-withdrawn": m.notifications_told_objection_withdrawn,
  "freight.corrected": m.notifications_told_freight_corrected,
  "netting.proposed": m.notifications_told_netting_proposed,
  "netting.ended": m.notifications_told_netting_ended,
  "payment.reported": m.notifications_told_payment_reported,
  "payment.verified": m.notifications_told_payment_verified,
  "payment.rejected": m.notifications_told_payment_rejected,
  "payment.reversed": m.notifications_told_payment_reversed,
  "card-refund.asked": m.notifications_told_card_refund_asked,
  "card-refund.failed": m.notifications_told_card_refund_failed,
  "card-refund.booked": m.notifications_told_card_refund_booked,
  "card-dispute.opened": m.notifications_told_card_dispute_opened,
  "card-dispute.closed": (words, options) =>
    words.reason === "won"
      ? m.notifications_told_card_dispute_won(words, options)
      : m.notifications_told_card_dispute_lost(words, options),
  "funding.reported": m.notifications_told_funding_reported,
  "funding.rejected": m.notifications_told_funding_rejected,
  "funding.doubted": m.notifications_told_funding_doubted,
  "funding.settled": m.notifications_told_funding_settled,
  "payout.requested": m.notifications_told_payout_requested,
  "payout.confirmed": m.notifications_told_payout_confirmed,
};

/** A notice as one sentence, in the language of whoever reads it. */
export function saidNotice(kind: NoticeKind, params: Params, locale: Locale): string {
  return sentences[kind](wordsOf(params, locale), { locale });
}
