import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A claim on what a call-off's handover recorded. It waits for the trade center (open), for the koperasi that is heard
 * (hearing), and then for the trade center's decision (answered). What is granted is settled by a credit note.
 */
export type DisputeState = "open" | "hearing" | "answered" | "granted" | "refused" | "settled" | "withdrawn";
export type DisputeEvent = "hear" | "answer" | "grant" | "refuse" | "settle" | "withdraw";

export const disputeLifecycle = {
  open: { hear: "hearing", grant: "granted", refuse: "refused", withdraw: "withdrawn" },
  hearing: { answer: "answered", withdraw: "withdrawn" },
  answered: { grant: "granted", refuse: "refused", withdraw: "withdrawn" },
  granted: { settle: "settled" },
  refused: {},
  settled: {},
  withdrawn: {},
} as const satisfies Lifecycle<DisputeState, DisputeEvent>;

/** Nobody has decided yet: the money of its lines waits. */
export const undecidedStates = ["open", "hearing", "answered"] as const satisfies readonly DisputeState[];
