import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A commitment (kesanggupan) promises: one seller, one order line, one lot, one quantity, one price. Offered by
 * matching or by hand; what is declined or lapses gives its lot back and may be matched again.
 */
export type CommitmentState =
  | "offered"
  | "accepted"
  | "declined"
  | "lapsed"
  | "fulfilled"
  | "broken"
  | "cancelled";
export type CommitmentEvent = "accept" | "decline" | "lapse" | "fulfil" | "break" | "cancel";

export const commitmentLifecycle = {
  offered: { accept: "accepted", decline: "declined", lapse: "lapsed", cancel: "cancelled" },
  accepted: { fulfil: "fulfilled", break: "broken", cancel: "cancelled" },
  declined: {},
  lapsed: {},
  fulfilled: {},
  broken: {},
  cancelled: {},
} as const satisfies Lifecycle<CommitmentState, CommitmentEvent>;
