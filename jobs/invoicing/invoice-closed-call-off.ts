import { callOffClosed } from "#app/modules/contracts/contracts.events.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { on } from "../reaction.ts";

/** When the last trip of a call-off is handed over at its destination, draw up the one invoice of the call-off. */
export const invoiceClosedCallOff = on(
  callOffClosed,
  { queue: "invoicing", name: "invoice-closed-call-off" },
  (call, { callOffId }) => draftCallOffInvoice(call, { callOffId }),
);
