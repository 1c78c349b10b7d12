import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * An organisation is a party to the trade: it registers, is verified by the agency of its region, trades, and may be
 * suspended. It is always one kind, and only an active one may trade.
 */
export const organisationKinds = [
  "koperasi",
  "kitchen",
  "foundation",
  "trade_center",
  "bumd",
  "agency",
  "operator",
] as const satisfies readonly OrganisationKind[];

/**
 * Kinds that a treasurer of the government may buy for: the kitchen of a hospital or of a shelter, the trade center that is an office of its
 * city. An agency watches the market and buys nothing on it; what it eats is bought by a kitchen of its own.
 */
export const treasuredKinds = ["kitchen", "trade_center"] as const satisfies readonly OrganisationKind[];

export type OrganisationState = "registered" | "active" | "rejected" | "suspended";
export type OrganisationEvent = "verify" | "reject" | "resubmit" | "suspend" | "reinstate";

export const organisationLifecycle = {
  registered: { verify: "active", reject: "rejected" },
  rejected: { resubmit: "registered" },
  active: { suspend: "suspended" },
  suspended: { reinstate: "active" },
} as const satisfies Lifecycle<OrganisationState, OrganisationEvent>;
