import { draftAppealInvoice } from "#app/modules/invoicing/draft-appeal-invoice.server.ts";
import { appealDecided } from "#app/modules/shipments/shipments.events.ts";
import { on } from "../reaction.ts";

/** When an appeal is granted, draw up what its goods cost, besides the invoice of the delivery. */
export const invoiceGrantedAppeal = on(
  appealDecided,
  { queue: "invoicing", name: "invoice-granted-appeal" },
  (call, { appealId }) => draftAppealInvoice(call, { appealId }),
);
