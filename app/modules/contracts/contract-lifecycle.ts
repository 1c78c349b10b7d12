import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/** A contract is the inter-regional agreement (KAD) of a trade center with a buyer elsewhere; call-offs draw on it. */
export type ContractState = "draft" | "active" | "ended" | "terminated";
export type ContractEvent = "sign" | "end" | "terminate";

export const contractLifecycle = {
  draft: { sign: "active" },
  active: { end: "ended", terminate: "terminated" },
  ended: {},
  terminated: {},
} as const satisfies Lifecycle<ContractState, ContractEvent>;

/** A call-off (panggilan) draws packs from a contract for one delivery day. */
export type CallOffState = "open" | "locked" | "closed" | "cancelled";
export type CallOffEvent = "lock" | "close" | "cancel";

export const callOffLifecycle = {
  open: { lock: "locked", cancel: "cancelled" },
  locked: { close: "closed", cancel: "cancelled" },
  closed: {},
  cancelled: {},
} as const satisfies Lifecycle<CallOffState, CallOffEvent>;
