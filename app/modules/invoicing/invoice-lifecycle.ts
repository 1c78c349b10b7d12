import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/** An invoice claims what was weighed and accepted, never more. Draft until the seller issues it under a number. */
export type InvoiceState = "draft" | "issued" | "settled" | "credited" | "discarded";
export type InvoiceEvent = "issue" | "settle" | "reopen" | "credit" | "discard";

export const invoiceLifecycle = {
  draft: { issue: "issued", discard: "discarded" },
  issued: { settle: "settled", credit: "credited" },
  // Settled by an advance alone, it can still be taken back: nobody paid for it.
  // Settled by money that did not come after all, it is open again.
  settled: { credit: "credited", reopen: "issued" },
  credited: {},
  discarded: {},
} as const satisfies Lifecycle<InvoiceState, InvoiceEvent>;
