import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A round is one run of the allotment rule over the open waves of a schedule. It is asked for, the worker draws it up, and
 * published, everyone who shares in it sees the same table.
 */
export type RoundState = "asked" | "proposed" | "published" | "discarded";
export type RoundEvent = "draw" | "publish" | "discard";

export const roundLifecycle = {
  asked: { draw: "proposed", discard: "discarded" },
  proposed: { publish: "published", discard: "discarded" },
  published: {},
  discarded: {},
} as const satisfies Lifecycle<RoundState, RoundEvent>;

/** An allotment (jatah) is one koperasi's share of a call-off, in whole packs. */
export type AllotmentState =
  | "proposed"
  | "published"
  | "accepted"
  | "declined"
  | "lapsed"
  | "fulfilled"
  | "broken"
  | "withdrawn";
export type AllotmentEvent = "publish" | "accept" | "decline" | "lapse" | "fulfil" | "break" | "withdraw";

export const allotmentLifecycle = {
  proposed: { publish: "published", withdraw: "withdrawn" },
  published: { accept: "accepted", decline: "declined", lapse: "lapsed", withdraw: "withdrawn" },
  accepted: { fulfil: "fulfilled", break: "broken", withdraw: "withdrawn" },
  declined: {},
  lapsed: {},
  fulfilled: {},
  broken: {},
  withdrawn: {},
} as const satisfies Lifecycle<AllotmentState, AllotmentEvent>;
