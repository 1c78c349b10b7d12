import type { z } from "zod";
import {
  allotmentBroken,
  allotmentLapsed,
  allotmentProposed,
  allotmentPublished,
  allotmentShortfall,
} from "#app/modules/allotment/allotment.events.ts";
import { stockUnpriced } from "#app/modules/catalogue/catalogue.events.ts";
import {
  commitmentBroken,
  commitmentLapsed,
  commitmentOffered,
} from "#app/modules/commitments/commitments.events.ts";
import {
  callOffCancelled,
  callOffLocked,
  callOffOpened,
  contractResumed,
  contractSigned,
  contractSuspended,
  contractTerminated,
  koperasiInvited,
} from "#app/modules/contracts/contracts.events.ts";
import {
  disputeAnswered,
  disputeDecided,
  disputeHeard,
  disputeOpened,
  disputeWithdrawn,
} from "#app/modules/disputes/disputes.events.ts";
import { organisationRegistered, recoveryAsked } from "#app/modules/identity/identity.events.ts";
import {
  debitNoteAnswered,
  debitNoteIssued,
  debitNoteTakenBack,
  freightCorrected,
  invoiceCredited,
  invoiceIssued,
  invoiceReduced,
} from "#app/modules/invoicing/invoicing.events.ts";
import {
  receivableAssigned,
  receivableNotified,
  receivableOffered,
  receivableProposed,
  receivableReturned,
} from "#app/modules/invoicing/receivables.events.ts";
import { matchApplied } from "#app/modules/matching/matching.events.ts";
import type { FoundKind } from "#app/modules/notifications/notice.ts";
import { raiseNotices } from "#app/modules/notifications/raise-notices.server.ts";
import {
  orderApproved,
  orderCancelled,
  orderExpired,
  orderHandedOver,
  orderReduced,
  orderSubmitted,
  priceAsked,
  priceDecided,
} from "#app/modules/orders/orders.events.ts";
import {
  cardDisputeClosed,
  cardDisputeOpened,
  cardRefundAsked,
  cardRefundBooked,
  cardRefundFailed,
} from "#app/modules/payments/cards.events.ts";
import {
  fundingDoubted,
  fundingRejected,
  fundingReported,
  fundingSettled,
} from "#app/modules/payments/fundings.events.ts";
import {
  paymentRejected,
  paymentReported,
  paymentReversed,
  paymentVerified,
  payoutConfirmed,
  payoutRequested,
} from "#app/modules/payments/payments.events.ts";
import {
  appealDecided,
  appealLapsed,
  appealOpened,
  appealWithdrawn,
  replacementAsked,
  replacementLapsed,
  rideCancelled,
  rideFixed,
  rideLeft,
  rideOffered,
  rideSettled,
  shipmentArrived,
  shipmentDispatched,
  shipmentLate,
  shipmentLetGo,
  shipmentReceived,
  tripDelivered,
  tripDeparted,
} from "#app/modules/shipments/shipments.events.ts";
import { on, type Reaction } from "../reaction.ts";

/** When this happens, tell whom it concerns, in the app and by mail. */
function tell<Payload extends z.ZodType<Record<string, string>>>(
  kind: FoundKind,
  event: { readonly name: string; readonly payload: Payload },
  subject: keyof z.output<Payload>,
): Reaction {
  return on(event, { queue: "notifications", name: `tell-${kind.replace(".", "-")}` }, (call, payload) =>
    raiseNotices(call, { kind, subjectId: payload[subject] ?? "" }),
  );
}

export const tellWhomItConcerns: readonly Reaction[] = [
  tell("organisation.registered", organisationRegistered, "organisationId"),
  tell("recovery.asked", recoveryAsked, "recoveryId"),
  tell("stock.unpriced", stockUnpriced, "shipmentId"),
  tell("order.submitted", orderSubmitted, "orderId"),
  tell("order.approved", orderApproved, "orderId"),
  tell("order.cancelled", orderCancelled, "orderId"),
  tell("order.handed-over", orderHandedOver, "orderId"),
  tell("order.reduced", orderReduced, "orderId"),
  tell("order.expired", orderExpired, "orderId"),
  tell("order.price-asked", priceAsked, "evidenceId"),
  tell("order.price-decided", priceDecided, "evidenceId"),
  tell("match.applied", matchApplied, "runId"),
  tell("commitment.offered", commitmentOffered, "commitmentId"),
  tell("commitment.lapsed", commitmentLapsed, "commitmentId"),
  tell("commitment.broken", commitmentBroken, "commitmentId"),
  tell("contract.signed", contractSigned, "contractId"),
  tell("contract.terminated", contractTerminated, "contractId"),
  tell("contract.suspended", contractSuspended, "suspensionId"),
  tell("contract.resumed", contractResumed, "suspensionId"),
  tell("call-off.koperasi-invited", koperasiInvited, "callOffId"),
  tell("call-off.opened", callOffOpened, "callOffId"),
  tell("call-off.locked", callOffLocked, "callOffId"),
  tell("call-off.cancelled", callOffCancelled, "callOffId"),
  tell("allotment.proposed", allotmentProposed, "roundId"),
  tell("allotment.published", allotmentPublished, "roundId"),
  tell("allotment.lapsed", allotmentLapsed, "allotmentId"),
  tell("allotment.broken", allotmentBroken, "allotmentId"),
  tell("allotment.shortfall", allotmentShortfall, "callOffId"),
  tell("shipment.dispatched", shipmentDispatched, "shipmentId"),
  tell("shipment.arrived", shipmentArrived, "shipmentId"),
  tell("shipment.late", shipmentLate, "shipmentId"),
  tell("shipment.let-go", shipmentLetGo, "shipmentId"),
  tell("replacement.asked", replacementAsked, "shipmentId"),
  tell("replacement.lapsed", replacementLapsed, "shipmentId"),
  tell("shipment.received", shipmentReceived, "shipmentId"),
  tell("appeal.opened", appealOpened, "appealId"),
  tell("appeal.decided", appealDecided, "appealId"),
  tell("appeal.withdrawn", appealWithdrawn, "appealId"),
  tell("appeal.lapsed", appealLapsed, "appealId"),
  tell("trip.departed", tripDeparted, "tripId"),
  tell("trip.delivered", tripDelivered, "tripId"),
  tell("ride.offered", rideOffered, "rideId"),
  tell("ride.fixed", rideFixed, "rideId"),
  tell("ride.cancelled", rideCancelled, "rideId"),
  tell("ride.left", rideLeft, "ridePlaceId"),
  tell("ride.settled", rideSettled, "rideId"),
  tell("invoice.issued", invoiceIssued, "invoiceId"),
  tell("invoice.credited", invoiceCredited, "invoiceId"),
  tell("invoice.reduced", invoiceReduced, "invoiceId"),
  tell("dispute.opened", disputeOpened, "disputeId"),
  tell("dispute.heard", disputeHeard, "disputeId"),
  tell("dispute.answered", disputeAnswered, "disputeId"),
  tell("dispute.decided", disputeDecided, "disputeId"),
  tell("dispute.withdrawn", disputeWithdrawn, "disputeId"),
  tell("receivable.proposed", receivableProposed, "assignmentId"),
  tell("receivable.offered", receivableOffered, "assignmentId"),
  tell("receivable.notified", receivableNotified, "assignmentId"),
  tell("receivable.assigned", receivableAssigned, "assignmentId"),
  tell("receivable.returned", receivableReturned, "assignmentId"),
  tell("debit-note.issued", debitNoteIssued, "debitNoteId"),
  tell("debit-note.answered", debitNoteAnswered, "debitNoteId"),
  tell("debit-note.taken-back", debitNoteTakenBack, "debitNoteId"),
  tell("freight.corrected", freightCorrected, "correctionId"),
  tell("payment.reported", paymentReported, "paymentId"),
  tell("payment.verified", paymentVerified, "paymentId"),
  tell("payment.rejected", paymentRejected, "paymentId"),
  tell("payment.reversed", paymentReversed, "paymentId"),
  tell("card-refund.asked", cardRefundAsked, "cardRefundId"),
  tell("card-refund.failed", cardRefundFailed, "cardRefundId"),
  tell("card-refund.booked", cardRefundBooked, "cardRefundId"),
  tell("card-dispute.opened", cardDisputeOpened, "cardDisputeId"),
  tell("card-dispute.closed", cardDisputeClosed, "cardDisputeId"),
  tell("funding.reported", fundingReported, "fundingId"),
  tell("funding.rejected", fundingRejected, "fundingId"),
  tell("funding.doubted", fundingDoubted, "fundingId"),
  tell("funding.settled", fundingSettled, "fundingId"),
  tell("payout.requested", payoutRequested, "payoutId"),
  tell("payout.confirmed", payoutConfirmed, "payoutId"),
];
