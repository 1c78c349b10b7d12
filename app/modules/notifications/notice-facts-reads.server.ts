import { db, type Executor } from "#db/client.server.ts";
import type { FindFacts } from "./find-facts.server.ts";
import type { FoundKind, NoticeFacts } from "./notice.ts";
import { appealed } from "./notice-facts-appeals-reads.server.ts";
import { cardDisputed, cardRefunded } from "./notice-facts-cards-reads.server.ts";
import { debitNoted, disputed } from "./notice-facts-disputes-reads.server.ts";
import {
  calledOff,
  calledOffNoMore,
  contracted,
  fixed,
  invited,
  onTheRoad,
  proposed,
  share,
  shared,
  shortOf,
  suspended,
} from "./notice-facts-hub-reads.server.ts";
import { registered, restoring } from "./notice-facts-identity-reads.server.ts";
import { overdue, replaced } from "./notice-facts-late-reads.server.ts";
import { billed, funded, paidOut, transferred } from "./notice-facts-money-reads.server.ts";
import { nettingTold } from "./notice-facts-nettings-reads.server.ts";
import { objected } from "./notice-facts-objections-reads.server.ts";
import { assignmentTold, proceedsTold } from "./notice-facts-receivables-reads.server.ts";
import { dearer, riding, takenOut } from "./notice-facts-ride-reads.server.ts";
import {
  askedFor,
  carried,
  expired,
  handedOver,
  offeredBy,
  ordered,
  priced,
  promised,
  unanswered,
  unpriced,
} from "./notice-facts-trade-reads.server.ts";

const finders: Readonly<Record<FoundKind, FindFacts>> = {
  "organisation.registered": registered,
  "recovery.asked": restoring,
  "stock.unpriced": unpriced,
  "order.submitted": ordered,
  "order.approved": askedFor(["accepted", "fulfilled"], "kirim"),
  "order.cancelled": askedFor(["offered", "accepted", "cancelled"], "pesanan-masuk"),
  "order.handed-over": handedOver,
  "order.reduced": askedFor(["offered", "accepted"], "pesanan-masuk"),
  "order.expired": expired,
  "order.price-asked": priced,
  "order.price-decided": priced,
  "match.applied": offeredBy,
  "commitment.offered": promised("seller"),
  "commitment.due": unanswered,
  "commitment.lapsed": promised("seller"),
  "commitment.broken": promised("buyer"),
  "contract.signed": contracted,
  "contract.terminated": contracted,
  "contract.suspended": suspended,
  "contract.resumed": suspended,
  "call-off.koperasi-invited": invited,
  "call-off.opened": calledOff,
  "call-off.locked": fixed,
  "call-off.cancelled": calledOffNoMore,
  "allotment.proposed": proposed,
  "allotment.published": shared,
  "allotment.lapsed": share,
  "allotment.broken": share,
  "allotment.shortfall": shortOf,
  "shipment.dispatched": carried("buyer"),
  "shipment.arrived": carried("buyer"),
  "shipment.late": overdue("terlambat"),
  "shipment.let-go": overdue("hasil"),
  "replacement.asked": replaced(false),
  "replacement.lapsed": replaced(true),
  "shipment.received": carried("seller"),
  "appeal.opened": appealed(["buyerId"]),
  "appeal.decided": appealed(["sellerId"]),
  "appeal.withdrawn": appealed(["buyerId"]),
  "appeal.lapsed": appealed(["sellerId", "buyerId"]),
  "trip.departed": onTheRoad("buyer"),
  "trip.delivered": onTheRoad("hub"),
  "ride.offered": riding(["offered"], false),
  "ride.fixed": riding(["accepted"], true),
  "ride.cancelled": riding(["dropped"], true),
  "ride.left": takenOut,
  "ride.settled": riding(["carried"], false),
  "dispute.opened": disputed(["hubId", "koperasiId"]),
  "dispute.heard": disputed(["koperasiId"]),
  "dispute.answered": disputed(["hubId"]),
  "dispute.decided": disputed(["buyerId", "koperasiId"]),
  "dispute.withdrawn": disputed(["hubId", "koperasiId"]),
  "debit-note.issued": debitNoted("carrierId"),
  "debit-note.answered": debitNoted("hubId"),
  "debit-note.taken-back": debitNoted("carrierId"),
  "receivable.proposed": assignmentTold(["seller"]),
  "receivable.offered": assignmentTold(["holder"]),
  "receivable.notified": assignmentTold(["payers"]),
  "receivable.assigned": assignmentTold(["seller", "holder"]),
  "receivable.returned": assignmentTold(["seller", "holder", "payers"]),
  "proceeds.stated": proceedsTold("receiver"),
  "proceeds.acknowledged": proceedsTold("payer"),
  "proceeds.unbooked": proceedsTold("payer"),
  "proceeds.refused": proceedsTold("payer"),
  "invoice.issued": billed,
  "invoice.credited": billed,
  "invoice.reduced": billed,
  "invoice.line-objected": objected("seller"),
  "invoice.objection-answered": objected("payers"),
  "invoice.objection-withdrawn": objected("seller"),
  "freight.corrected": dearer,
  "netting.proposed": nettingTold,
  "netting.ended": nettingTold,
  "payment.reported": transferred("payee"),
  "payment.verified": transferred("payer"),
  "payment.rejected": transferred("payer"),
  "payment.reversed": transferred("payer"),
  "card-refund.asked": cardRefunded("payee"),
  "card-refund.failed": cardRefunded("payee"),
  "card-refund.booked": cardRefunded("payer"),
  "card-dispute.opened": cardDisputed,
  "card-dispute.closed": cardDisputed,
  "funding.reported": funded("kitchen"),
  "funding.rejected": funded("both"),
  "funding.doubted": funded("kitchen"),
  "funding.settled": funded("both"),
  "payout.requested": paidOut("payer"),
  "payout.confirmed": paidOut("payee"),
};

/** The news whose readers are found here; the rest says itself whom it is for. */
export const foundKinds = Object.keys(finders) as [FoundKind, ...FoundKind[]];

/** Whom a piece of news concerns, read from the truth as it is now. */
export function noticeFacts(kind: FoundKind, subjectId: string, on: Executor = db()): Promise<NoticeFacts[]> {
  return finders[kind](subjectId, on);
}
