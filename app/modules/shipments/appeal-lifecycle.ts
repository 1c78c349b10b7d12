import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A seller's appeal against a weighing waits for its buyer, who grants it, whole or in part, or refuses; or says nothing in time.
 * Until then the seller may take it back. Whatever ends it ends it for good.
 */
export type AppealState = "open" | "granted" | "refused" | "lapsed" | "withdrawn";
export type AppealEvent = "grant" | "refuse" | "lapse" | "withdraw";

export const appealLifecycle = {
  open: { grant: "granted", refuse: "refused", lapse: "lapsed", withdraw: "withdrawn" },
  granted: {},
  refused: {},
  lapsed: {},
  withdrawn: {},
} as const satisfies Lifecycle<AppealState, AppealEvent>;

/** What is appealed against: that less was weighed than was loaded, or that goods were refused. */
export const appealCauses = ["short", "refused"] as const;
export type AppealCause = (typeof appealCauses)[number];
