import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A ride asks the neighbours whose deliveries fit; when they have answered it is fixed with those who come, and when all
 * that it carries has ended it is settled. Until anything has left it may be fixed anew without somebody. One with whom
 * nobody comes, or that its carrier calls off, is cancelled.
 */
export type RideState = "asked" | "fixed" | "settled" | "cancelled";
export type RideEvent = "fix" | "refix" | "settle" | "cancel";

export const rideLifecycle = {
  asked: { fix: "fixed", cancel: "cancelled" },
  fixed: { refix: "fixed", settle: "settled", cancel: "cancelled" },
  settled: {},
  cancelled: {},
} as const satisfies Lifecycle<RideState, RideEvent>;

/** A place is one delivery of one koperasi on a ride; the carrier's own are taken from the beginning. */
export type RidePlaceState = "offered" | "accepted" | "declined" | "lapsed" | "carried" | "dropped";
export type RidePlaceEvent = "accept" | "decline" | "lapse" | "carry" | "drop";

export const ridePlaceLifecycle = {
  offered: { accept: "accepted", decline: "declined", lapse: "lapsed", drop: "dropped" },
  accepted: { carry: "carried", drop: "dropped" },
  declined: {},
  lapsed: {},
  carried: {},
  dropped: {},
} as const satisfies Lifecycle<RidePlaceState, RidePlaceEvent>;
