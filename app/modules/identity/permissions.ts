import type { Actor, OrganisationKind } from "#app/kernel/call.ts";
import { type Role, roles } from "./roles.ts";

/**
 * What can be done in the house, and which role may do it: one vocabulary, one matrix, one resolver. A permission
 * says what kind of deed; whether it is this organisation's own order, still open, is for the policy of its module.
 *
 * Always true: a role that only oversees (the lurah of a koperasi, a viewer of an agency) holds nothing but `*.read`,
 * and an organisation that is not active keeps what it needs to look, to mend its papers, to count what lies in its store,
 * to take over what is on the road to it and to pay what it owes, and begins no trade.
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
  // disputes
  "disputes.decide",
  "disputes.answer",
  // invoicing, payments, books
  "invoices.read",
  "invoices.issue",
  "payments.read",
  "payments.report",
  "payments.verify",
  "fundings.report",
  "fundings.confirm",
  "payouts.read",
  "payouts.request",
  "payouts.approve",
  "books.read",
  "reports.make",
  // oversight, operation
  "board.read",
  "traces.read",
  "recalls.read",
  "operations.read",
  "operations.mend",
] as const;

export type Permission = (typeof permissions)[number];

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

const matrix: Readonly<Record<Role, readonly Permission[]>> = {
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
    "fundings.confirm",
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
    "payments.report",
    "fundings.report",
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
  foundation_maker: [...KITCHEN_READS, ...HOUSEKEEPING, "payments.report", "fundings.report"],

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
    "vehicles.keep",
    "invoices.issue",
    "payouts.approve",
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
    "disputes.answer",
  ],
  koperasi_treasurer: [
    ...KOPERASI_READS,
    ...MONEY_READS,
    "invoices.issue",
    "payments.verify",
    "payouts.request",
    "payouts.approve",
  ],
  koperasi_warehouse: [
    ...KOPERASI_READS,
    "listings.keep",
    "lots.register",
    "commitments.answer",
    "shipments.dispatch",
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
  hub_cashier: [...HUB_READS, "invoices.issue", "payments.report", "payments.verify", "payouts.request"],

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

/** Roles that look at everything and touch nothing. */
export const overseeingRoles = ["koperasi_overseer", "agency_viewer"] as const satisfies readonly Role[];

/** The role that answers for an organisation: whoever registers it becomes this. */
export const leadingRoles: Readonly<Record<OrganisationKind, Role>> = {
  kitchen: "kitchen_head",
  foundation: "foundation_maker",
  koperasi: "koperasi_chair",
  trade_center: "hub_head",
  bumd: "bumd_finance",
  agency: "agency_officer",
  operator: "operator_admin",
};

export function isOverseeing(role: Role): boolean {
  return overseeingRoles.some((overseeing) => overseeing === role);
}

/** Everything that the role may do. Whoever does something may also have a program do it: a key of their own role. */
export function permissionsOf(role: Role): readonly Permission[] {
  return isOverseeing(role) ? matrix[role] : [...matrix[role], "apiKeys.keep"];
}

/**
 * What begins no trade: mending what verification asks for, the own store's book, and ending what was begun. Goods that are
 * on the road are taken over, and what is owed is paid, whoever was suspended since.
 */
const KEPT_WHILE_INACTIVE: readonly Permission[] = [
  "members.keep",
  "papers.keep",
  "stock.keep",
  "shipments.receive",
  "payments.report",
];

/** True for what needs no active organisation: looking, what is kept in the own house, and ending what was begun. */
export function isAllowedWhileInactive(permission: Permission): boolean {
  return permission.endsWith(".read") || KEPT_WHILE_INACTIVE.includes(permission);
}

const granted: ReadonlyMap<string, ReadonlySet<Permission>> = new Map(
  roles.map((role) => [role, new Set(permissionsOf(role))]),
);

/**
 * Whether this actor holds this permission in the organisation it acts for: the union of its roles, less whatever
 * trades while the organisation is not active. Anyone who acts for no organisation holds none.
 */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind !== "member") return false;
  if (!actor.organisationActive && !isAllowedWhileInactive(permission)) return false;
  return actor.roles.some((role) => granted.get(role)?.has(permission) ?? false);
}

/** Every role that holds the permission: whom news about such deeds is for. */
export function rolesHolding(permission: Permission): readonly Role[] {
  return roles.filter((role) => granted.get(role)?.has(permission) ?? false);
}
