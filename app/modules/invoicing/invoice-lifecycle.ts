import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/** An invoice claims what was weighed and accepted, never more. Draft until the seller issues it under a number. */
export type InvoiceState = "draft" | "issued" | "settled" | "credited" | "discarded";
export type InvoiceEvent = "issue" | "settle" | "credit" | "reopen" | "discard";

export const invoiceLifecycle = {
  draft: { issue: "issued", discard: "discarded" },
  issued: { settle: "settled", credit: "credited" },
  settled: { reopen: "issued" },
  credited: {},
  discarded: {},
} as const satisfies Lifecycle<InvoiceState, InvoiceEvent>;
