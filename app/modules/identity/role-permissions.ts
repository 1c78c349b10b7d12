import type { Permission } from "./permission-names.ts";
import type { Role } from "./roles.ts";

const KITCHEN_READS = [
  "members.read",
  "market.read",
  "prices.read",
  "orders.read",
  "budgets.read",
  "shipments.read",
  "invoices.read",
  "payments.read",
  "books.read",
] as const satisfies readonly Permission[];

/** The kitchen's store: everybody who works there writes in its book. */
const STORE = ["stock.read", "stock.keep"] as const satisfies readonly Permission[];

/** What the kitchen cooks, for how many, and when: its field assistant looks at it and buys by it. */
const MENUS = ["menus.read", "menus.keep"] as const satisfies readonly Permission[];

const KOPERASI_READS = [
  "recalls.read",
  "members.read",
  "market.read",
  "listings.read",
  "prices.read",
  "commitments.read",
  "contracts.read",
  "allotments.read",
  "shipments.read",
  "trips.read",
] as const satisfies readonly Permission[];

/** The sums: who owes, who was paid. The warehouse weighs and does not need them. */
const MONEY_READS = [
  "invoices.read",
  "payments.read",
  "payouts.read",
  "books.read",
] as const satisfies readonly Permission[];

/** A trade center holds contracts, and buys for its own stock and sells from it. */
const HUB_READS = [
  "recalls.read",
  "members.read",
  "market.read",
  "listings.read",
  "prices.read",
  "orders.read",
  "budgets.read",
  "commitments.read",
  "contracts.read",
  "allotments.read",
  "shipments.read",
  "trips.read",
  ...MONEY_READS,
] as const satisfies readonly Permission[];

/** A BUMD sells from its own stores and buys, by order and by contract. */
const BUMD_READS = [
  "recalls.read",
  "members.read",
  "market.read",
  "listings.read",
  "prices.read",
  "orders.read",
  "budgets.read",
  "commitments.read",
  "contracts.read",
  "shipments.read",
  "trips.read",
  ...MONEY_READS,
] as const satisfies readonly Permission[];

const AGENCY_READS = [
  "members.read",
  "organisations.read",
  "market.read",
  "prices.read",
  "board.read",
  "traces.read",
  "recalls.read",
] as const satisfies readonly Permission[];

/** What whoever answers for an organisation keeps: its people and its papers. */
const HOUSEKEEPING = ["members.keep", "papers.keep"] as const satisfies readonly Permission[];

/** Which role holds which permissions; every role stands here. */
export const matrix: Readonly<Record<Role, readonly Permission[]>> = {
  kitchen_head: [
    ...KITCHEN_READS,
    ...HOUSEKEEPING,
    ...MENUS,
    ...STORE,
    "recalls.read",
    "orders.draft",
    "orders.approve",
    "budgets.open",
    "shipments.receive",
    "appeals.answer",
    "fundings.confirm",
    "closings.agree",
    "reports.make",
  ],
  kitchen_finance: [
    ...KITCHEN_READS,
    "papers.keep",
    ...MENUS,
    ...STORE,
    "recalls.read",
    "orders.draft",
    "orders.submit",
    "shipments.receive",
    "appeals.answer",
    "payments.report",
    "fundings.report",
    "closings.ask",
    "reports.make",
  ],
  kitchen_nutrition: [
    ...KITCHEN_READS,
    ...MENUS,
    ...STORE,
    "recalls.read",
    "orders.draft",
    "shipments.receive",
  ],
  kitchen_field: [...KITCHEN_READS, "menus.read", ...STORE, "orders.draft", "shipments.receive"],

  // A foundation looks over the shoulder of its kitchens, and transfers what they owe (domain 1.1, 1.7): it makes, and
  // the side that is paid checks. It also says what came into their account, and their head checks that.
  foundation_maker: [
    ...KITCHEN_READS,
    ...HOUSEKEEPING,
    "payments.report",
    "fundings.report",
    "closings.ask",
    "closings.agree",
  ],

  koperasi_chair: [
    ...KOPERASI_READS,
    ...MONEY_READS,
    ...HOUSEKEEPING,
    "listings.keep",
    "lots.register",
    "producers.keep",
    "commitments.answer",
    "capacities.declare",
    "allotments.answer",
    "shipments.dispatch",
    "appeals.open",
    "vehicles.keep",
    "invoices.issue",
    "payouts.approve",
    "closings.agree",
    "disputes.answer",
  ],
  koperasi_business: [
    ...KOPERASI_READS,
    ...MONEY_READS,
    "listings.keep",
    "lots.register",
    "producers.keep",
    "commitments.answer",
    "capacities.declare",
    "allotments.answer",
    "shipments.dispatch",
    "appeals.open",
    "vehicles.keep",
    "disputes.answer",
  ],
  koperasi_secretary: [
    ...KOPERASI_READS,
    ...MONEY_READS,
    ...HOUSEKEEPING,
    "producers.keep",
    "invoices.issue",
    "payments.verify",
    "payouts.request",
    "closings.ask",
    "disputes.answer",
  ],
  koperasi_treasurer: [
    ...KOPERASI_READS,
    ...MONEY_READS,
    "invoices.issue",
    "payments.verify",
    "payouts.request",
    "closings.ask",
    "payouts.approve",
  ],
  koperasi_warehouse: [
    ...KOPERASI_READS,
    "listings.keep",
    "lots.register",
    "commitments.answer",
    "shipments.dispatch",
    "appeals.open",
    "vehicles.keep",
  ],
  koperasi_overseer: [...KOPERASI_READS, ...MONEY_READS, "traces.read"],

  hub_head: [
    ...HUB_READS,
    ...HOUSEKEEPING,
    "orders.approve",
    "budgets.open",
    "contracts.draft",
    "contracts.sign",
    "contracts.suspend",
    "callOffs.open",
    "allotments.propose",
    "allotments.publish",
    "payments.verify",
    "payouts.approve",
    "closings.agree",
    "disputes.decide",
  ],
  hub_contracts: [
    ...HUB_READS,
    "orders.draft",
    "orders.submit",
    "contracts.draft",
    "contracts.suspend",
    "callOffs.open",
    "allotments.propose",
    "disputes.decide",
  ],
  hub_logistics: [
    ...HUB_READS,
    "orders.draft",
    "orders.submit",
    "allotments.propose",
    "gate.weigh",
    "trips.depart",
    "vehicles.keep",
    "shipments.receive",
    "listings.keep",
    "lots.register",
    "commitments.answer",
    "shipments.dispatch",
  ],
  hub_cashier: [
    ...HUB_READS,
    "invoices.issue",
    "payments.report",
    "payments.verify",
    "payouts.request",
    "closings.ask",
  ],

  bumd_sales: [
    ...BUMD_READS,
    "members.keep",
    "papers.keep",
    "listings.keep",
    "lots.register",
    "producers.keep",
    "commitments.answer",
    "contracts.suspend",
    "orders.draft",
    "orders.submit",
  ],
  bumd_warehouse: [
    ...BUMD_READS,
    "lots.register",
    "commitments.answer",
    "shipments.dispatch",
    "shipments.receive",
    "vehicles.keep",
  ],
  bumd_finance: [
    ...BUMD_READS,
    ...HOUSEKEEPING,
    "orders.approve",
    "budgets.open",
    "contracts.suspend",
    "invoices.issue",
    "payments.report",
    "payments.verify",
    "payouts.request",
    "closings.ask",
    "closings.agree",
    "payouts.approve",
  ],

  agency_officer: [...AGENCY_READS, ...HOUSEKEEPING, "organisations.verify", "prices.import"],
  agency_viewer: AGENCY_READS,

  operator_admin: [
    ...HOUSEKEEPING,
    "members.read",
    "organisations.read",
    "organisations.verify",
    "prices.read",
    "prices.import",
    "rules.keep",
    "operations.read",
    "operations.mend",
  ],
};
