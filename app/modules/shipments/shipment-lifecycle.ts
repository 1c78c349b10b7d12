import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/** A shipment (surat jalan) carries one seller's goods to one buyer; its receipt (BAST) settles what arrived. */
export type ShipmentState = "planned" | "dispatched" | "received" | "cancelled";
export type ShipmentEvent = "dispatch" | "receive" | "cancel";

export const shipmentLifecycle = {
  planned: { dispatch: "dispatched", cancel: "cancelled" },
  dispatched: { receive: "received" },
  received: {},
  cancelled: {},
} as const satisfies Lifecycle<ShipmentState, ShipmentEvent>;

/** A trip carries the weighed-in shares of a call-off together, from the trade center to the buyer. */
export type TripState = "planned" | "departed" | "delivered" | "cancelled";
export type TripEvent = "depart" | "deliver" | "cancel";

export const tripLifecycle = {
  planned: { depart: "departed", cancel: "cancelled" },
  departed: { deliver: "delivered" },
  delivered: {},
  cancelled: {},
} as const satisfies Lifecycle<TripState, TripEvent>;

/** Why goods were refused at the door (domain: receiving inspection). */
export const rejectReasons = [
  "rotten",
  "wilted",
  "bruised",
  "underweight",
  "wrong_size",
  "off_specification",
  "packaging",
  "temperature",
  "late",
  "expired",
  "papers",
  "cracked",
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** What happens to refused goods. */
export const dispositions = [
  "returned",
  "replaced_today",
  "destroyed",
  "deducted",
  "accepted_at_discount",
] as const;
export type Disposition = (typeof dispositions)[number];

/** What is looked at, smelt and felt at the door, without a scale. */
export const senses = ["colour", "smell", "texture", "packaging"] as const;
export type Sense = (typeof senses)[number];
