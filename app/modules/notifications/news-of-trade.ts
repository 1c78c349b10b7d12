import type { Hearing } from "./hearing.ts";

/** Events of people, goods, orders, contracts, deliveries and claims, and who hears them. */
export const newsOfTrade = {
  // People and organisations
  "organisation.registered": {
    told: "the agency of its city; where none decides, the operator",
    readers: ["organisations.verify"],
    tasks: ["organisation.verify"],
  },
  "organisation.verified": { silent: "the deed itself writes to whoever answers for the organisation" },
  "organisation.rejected": { silent: "the deed itself writes to whoever answers for the organisation" },
  "organisation.suspended": {
    silent: "the deed itself writes to whoever answers for the organisation",
    tasks: ["order.end"],
  },
  "organisation.reinstated": { silent: "the deed itself writes to whoever answers for the organisation" },
  "recovery.asked": {
    told: "the agency of its city, where one decides, and the operator: a second officer is needed",
    readers: ["organisations.verify"],
    tasks: ["recovery.decide"],
  },
  "member.invited": { silent: "the deed itself sends the invitation" },

  // Goods
  "listing.opened": { silent: "the market shows it" },
  "listing.repriced": { silent: "the market shows it" },
  "listing.withdrawn": { silent: "the market no longer shows it; offers that stand are kept" },
  "lot.registered": { silent: "the market shows it" },
  "stock.unpriced": {
    told: "the trader whose goods came in and are not for sale before they have a price",
    readers: ["listings.keep"],
    tasks: ["stock.price"],
  },

  // Other people's goods
  "consignment.due": {
    silent: "the worker settles it; what is owed waits among what is to be paid",
    tasks: ["consignment.pay"],
  },

  // Papers and mail
  "document.issued": { silent: "its PDF is drawn; the deed that issued it has told whom it concerns" },
  "bundle.asked": { silent: "the worker packs it; the page that asked shows how far it is, and keeps it" },
  "bundle.ready": { told: "the person who asked for it", readers: ["reports.make"] },
  "listing-file.brought": {
    silent: "the worker looks at it; the page that it was brought on shows how far it is",
  },
  "listing-file.asked": {
    silent: "the worker lists what is good in it; the page that asked shows how far it is",
  },
  "listing-file.ready": {
    told: "the person who brought it, or let it be listed",
    readers: ["listings.keep"],
  },
  "mail.queued": { silent: "the mail is sent" },

  // Orders
  "order.submitted": {
    told: "whoever may approve it, in the buyer's own organisation",
    readers: ["orders.approve"],
    tasks: ["order.approve"],
  },
  "order.withdrawn": { silent: "it can only be taken back while nobody was offered any of it" },
  "order.approved": {
    told: "every seller that accepted a part of it",
    readers: ["shipments.dispatch"],
    tasks: ["shipment.dispatch"],
  },
  "order.cancelled": { told: "every seller that was asked or had promised", readers: ["commitments.answer"] },
  "order.handed-over": {
    told: "the kitchen that it came to, which has to send it",
    readers: ["orders.submit"],
    tasks: ["order.submit"],
  },
  "order.reduced": {
    told: "every seller that was asked for a part of it or has promised one",
    readers: ["commitments.answer"],
  },
  "order.expired": {
    told: "the buyer whose head did not approve in time, and every seller that had promised",
    readers: ["orders.submit", "commitments.answer"],
  },
  "radar.due": { silent: "the worker looks at the radar of a seller, whose warnings are tasks" },
  "menu.demand-due": { silent: "the worker reckons what the kitchen will need, for the radar of sellers" },
  "standing-order.due": {
    silent: "the worker writes its draft; what it could not write waits as a task",
    tasks: ["standing.mend"],
  },
  "order.price-asked": {
    told: "whoever may approve a dear price, in the kitchen's own organisation",
    readers: ["orders.approve"],
    tasks: ["order.prices"],
  },
  "order.price-decided": {
    told: "whoever may send the order, in the kitchen's own organisation",
    readers: ["orders.submit"],
  },
  "order.closed": { silent: "everything it led to was told: handovers, invoices, payments" },
  "budget.opened": { silent: "the envelope stands on the buyer's own page, and its head opened it" },

  // Matching and promises
  "matching.requested": { silent: "the market of that day is cleared" },
  "match.applied": {
    told: "every seller that is asked, once for a whole night",
    readers: ["commitments.answer"],
    tasks: ["commitment.answer"],
  },
  "night.packReady": { silent: "the cells of the pack are cleared" },
  "night.published": { silent: "its sellers were told when their first goods were cleared" },
  "commitment.offered": {
    told: "the seller that is asked to step in",
    readers: ["commitments.answer"],
    tasks: ["commitment.answer"],
  },
  "commitment.accepted": { silent: "the order shows it; the head is asked once for the whole order" },
  "commitment.declined": {
    silent: "the line is matched again; what stays open is a task",
    tasks: ["order.unfilled"],
  },
  "commitment.due": {
    told: "the seller that has not answered, once for all offers whose time runs out together",
    readers: ["commitments.answer"],
    tasks: ["commitment.answer"],
  },
  "commitment.lapsed": { told: "the seller that did not answer", readers: ["commitments.answer"] },
  "commitment.broken": {
    told: "the buyer, whose line is open again",
    readers: ["orders.submit", "orders.approve"],
    tasks: ["order.unfilled"],
  },
  "commitment.cancelled": { silent: "the seller is told once of the whole order" },

  // Contracts, call-offs, allotments
  "contract.signed": { told: "the buyer", readers: ["orders.submit", "orders.approve"] },
  "contract.terminated": { told: "the buyer", readers: ["orders.submit", "orders.approve"] },
  "contract.ended": {
    silent: "the trade center closed it itself; what an advance left over is given back to the buyer",
    tasks: ["statement.pay"],
  },
  "contract.suspended": {
    told: "the other party",
    readers: ["orders.submit", "orders.approve", "contracts.draft"],
  },
  "contract.resumed": {
    told: "the other party",
    readers: ["orders.submit", "orders.approve", "contracts.draft"],
  },
  "call-off.koperasi-invited": {
    told: "the koperasi of another city that is asked to come along",
    readers: ["capacities.declare"],
    tasks: ["invitation.answer"],
  },
  "call-off.opened": {
    told: "the buyer, and every koperasi of the trade center's city that has such goods for sale",
    readers: ["capacities.declare", "orders.submit", "orders.approve"],
    tasks: ["callOff.allot", "advance.ask"],
  },
  "call-off.locked": {
    told: "every koperasi that took a share: when to bring it to the gate",
    readers: ["allotments.answer"],
    tasks: ["gate.weigh"],
  },
  "call-off.closed": { silent: "the handover was told, and the invoice follows" },
  "call-off.cancelled": {
    told: "the buyer, and every koperasi that was asked",
    readers: ["allotments.answer", "orders.submit", "orders.approve"],
  },
  "capacity.declared": { silent: "the trade center sees it on the call-off when it shares out" },
  "allotment.proposed": {
    told: "whoever may publish it, in the trade center",
    readers: ["allotments.publish"],
    tasks: ["round.publish"],
  },
  "allotment.published": {
    told: "every koperasi that shares in it",
    readers: ["allotments.answer"],
    tasks: ["allotment.answer"],
  },
  "allotment.asked": { silent: "the worker draws the table up, and that is told" },
  "allotment.accepted": { silent: "the trade center sees it in the table; the share is put on its way" },
  "allotment.declined": { silent: "what came back is shared out again, and that is told" },
  "allotment.lapsed": { told: "the koperasi that did not answer", readers: ["allotments.answer"] },
  "allotment.released": { silent: "what was given back is shared out again, and that is told" },
  "allotment.broken": {
    told: "the koperasi whose share was left behind",
    readers: ["allotments.answer"],
  },
  "allotment.round-answered": { silent: "what is left is shared out again" },
  "allotment.shortfall": {
    told: "the trade center and the buyer: how many packs nobody can bring",
    readers: ["callOffs.open", "allotments.propose", "orders.submit", "orders.approve"],
    tasks: ["callOff.short"],
  },

  // Deliveries
  "shipment.planned": {
    silent: "the approved order, or the locked call-off, was told",
    tasks: ["shipment.dispatch"],
  },
  "shipment.dispatched": {
    told: "the buyer",
    readers: ["shipments.receive"],
    tasks: ["shipment.receive"],
  },
  "shipment.arrived": {
    told: "the buyer: the driver is at the door",
    readers: ["shipments.receive"],
    tasks: ["shipment.receive"],
  },
  "shipment.late": {
    told: "the buyer, with who else could bring the goods, and the seller",
    readers: ["orders.submit", "orders.approve", "shipments.receive", "shipments.dispatch"],
    tasks: ["shipment.late"],
  },
  "shipment.let-go": {
    told: "the seller whose goods are waited for no longer, and the buyer's own people",
    readers: ["orders.approve", "shipments.dispatch"],
  },
  "replacement.asked": {
    told: "the seller, with until when it can say from which lot",
    readers: ["shipments.dispatch"],
    tasks: ["replacement.promise"],
  },
  "replacement.lapsed": {
    told: "the buyer, whose line stays short, and the seller that did not answer",
    readers: ["orders.submit", "orders.approve", "shipments.dispatch"],
  },
  "shipment.received": {
    told: "the seller",
    readers: ["invoices.issue"],
    tasks: ["invoice.issue", "appeal.open"],
  },
  "appeal.opened": {
    told: "the kitchen, with until when it may answer",
    readers: ["appeals.answer"],
    tasks: ["appeal.answer"],
  },
  "appeal.decided": { told: "the seller that appealed", readers: ["appeals.open", "invoices.issue"] },
  "appeal.withdrawn": {
    told: "the kitchen, which has nothing to answer any more",
    readers: ["appeals.answer"],
  },
  "appeal.lapsed": {
    told: "the seller, whose weighing stands, and the kitchen that did not answer",
    readers: ["appeals.open", "appeals.answer"],
  },
  "trip.planned": {
    silent: "the locked call-off was told; the trip stands on its page",
    tasks: ["trip.depart"],
  },
  "trip.departed": {
    told: "the buyer, and every koperasi with goods on it",
    readers: ["shipments.receive", "allotments.answer"],
    tasks: ["trip.handOver"],
  },
  "trip.delivered": {
    told: "the trade center, and every koperasi with goods on it",
    readers: ["invoices.issue", "allotments.answer"],
    tasks: ["invoice.issue", "statement.pay"],
  },
  "ride.offered": {
    told: "every koperasi whose delivery fits on the vehicle",
    readers: ["shipments.dispatch"],
    tasks: ["ride.answer"],
  },
  "ride.fixed": { told: "everybody on it: when they are fetched", readers: ["shipments.dispatch"] },
  "ride.cancelled": { told: "everybody who was to come along", readers: ["shipments.dispatch"] },
  "ride.left": {
    told: "the koperasi that its carrier took out before anything had left",
    readers: ["shipments.dispatch"],
  },
  "ride.settled": {
    told: "every koperasi that was carried: what it owes",
    readers: ["payouts.request"],
    tasks: ["ride.pay"],
  },

  // Claims after a handover
  "dispute.opened": {
    told: "the trade center, and the koperasi whose goods they were",
    readers: ["disputes.decide", "disputes.answer"],
    tasks: ["dispute.decide"],
  },
  "dispute.heard": {
    told: "the koperasi that is asked what it has to say",
    readers: ["disputes.answer"],
    tasks: ["dispute.answer"],
  },
  "dispute.answered": {
    told: "the trade center, which decides now",
    readers: ["disputes.decide"],
    tasks: ["dispute.decide"],
  },
  "dispute.decided": {
    told: "the buyer, and the koperasi whose goods they were",
    readers: ["shipments.receive", "payments.report", "disputes.answer"],
  },
  "dispute.withdrawn": {
    told: "the trade center, and the koperasi whose goods they were",
    readers: ["disputes.decide", "disputes.answer"],
  },

  "debit-note.issued": {
    told: "the koperasi whose vehicle drove: what is asked of it",
    readers: ["disputes.answer", "payouts.request"],
    tasks: ["debitNote.answer", "debitNote.pay"],
  },
  "debit-note.answered": {
    told: "the trade center that asked",
    readers: ["invoices.issue", "payouts.approve"],
  },
  "debit-note.taken-back": {
    told: "the koperasi that was asked",
    readers: ["disputes.answer", "payouts.request"],
  },
} as const satisfies Readonly<Record<string, Hearing>>;
