import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * An order asks. `submitted` holds budget and goes to matching; `approved` is the word of the head of the kitchen,
 * after which goods may leave. How much is promised, shipped or received is computed, never a state.
 */
export type OrderState = "draft" | "submitted" | "approved" | "closed" | "cancelled" | "expired";
export type OrderEvent = "submit" | "approve" | "close" | "cancel" | "expire" | "withdraw";

export const orderLifecycle = {
  draft: { submit: "submitted", cancel: "cancelled" },
  submitted: { approve: "approved", withdraw: "draft", cancel: "cancelled", expire: "expired" },
  approved: { close: "closed", cancel: "cancelled" },
  closed: {},
  cancelled: {},
  expired: {},
} as const satisfies Lifecycle<OrderState, OrderEvent>;
