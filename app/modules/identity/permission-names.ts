/**
 * What can be done in the house, and which role may do it: one vocabulary, one matrix (`role-permissions.ts`), one
 * resolver (`permissions.ts`). A permission
 * says what kind of deed; whether it is this organisation's own order, still open, is for the policy of its module.
 *
 * Always true: a role that only oversees (the lurah of a koperasi, a viewer of an agency) holds nothing but `*.read`,
 * and an organisation that is not active keeps what it needs to look, to mend its papers, to count what lies in its store,
 * to take over what is on the road to it, to have its weighing judged and to pay what it owes, and begins no trade.
 */
export const permissions = [
  // identity
  "members.read",
  "members.keep",
  "papers.keep",
  "organisations.read",
  "organisations.verify",
  "apiKeys.keep",
  // catalogue
  "market.read",
  "listings.read",
  "listings.keep",
  "lots.register",
  "producers.keep",
  "prices.read",
  "prices.import",
  "rules.keep",
  // menus
  "menus.read",
  "menus.keep",
  // stock
  "stock.read",
  "stock.keep",
  // orders
  "orders.read",
  "orders.draft",
  "orders.submit",
  "orders.approve",
  "budgets.read",
  "budgets.open",
  // commitments
  "commitments.read",
  "commitments.answer",
  // contracts, allotment
  "contracts.read",
  "contracts.draft",
  "contracts.sign",
  "contracts.suspend",
  "callOffs.open",
  "capacities.declare",
  "allotments.read",
  "allotments.propose",
  "allotments.publish",
  "allotments.answer",
  // shipments
  "shipments.read",
  "shipments.dispatch",
  "shipments.receive",
  "vehicles.keep",
  "trips.read",
  "trips.depart",
  "gate.weigh",
  "appeals.open",
  "appeals.answer",
  // disputes
  "disputes.decide",
  "disputes.answer",
  // invoicing, payments, books
  "invoices.read",
  "invoices.issue",
  "payments.read",
  "payments.report",
  "payments.verify",
  "statements.read",
  "statements.keep",
  "fundings.report",
  "fundings.confirm",
  "taxes.remit",
  "taxes.confirm",
  "payouts.read",
  "payouts.request",
  "payouts.approve",
  "credits.keep",
  "books.read",
  "cooperative.read",
  "cooperative.keep",
  "cooperative.agree",
  "closings.ask",
  "closings.agree",
  "reports.make",
  // oversight, operation
  "board.read",
  "traces.read",
  "recalls.read",
  "operations.read",
  "operations.mend",
] as const;

export type Permission = (typeof permissions)[number];
