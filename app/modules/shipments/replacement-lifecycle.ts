import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/** Refused goods are asked for anew; their seller promises them in time, or they are let go. */
export type ReplacementState = "asked" | "promised" | "lapsed";
export type ReplacementEvent = "promise" | "lapse";

export const replacementLifecycle = {
  asked: { promise: "promised", lapse: "lapsed" },
  promised: {},
  lapsed: {},
} as const satisfies Lifecycle<ReplacementState, ReplacementEvent>;
