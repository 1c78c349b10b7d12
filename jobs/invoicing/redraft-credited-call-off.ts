import { creditedCallOff } from "#app/modules/invoicing/basis-reads.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceCredited } from "#app/modules/invoicing/invoicing.events.ts";
import { on } from "../reaction.ts";

/** The goods of a call-off whose invoice was taken back are still to be paid: they wait as a draft again. */
export const redraftCreditedCallOff = on(
  invoiceCredited,
  { queue: "invoicing", name: "redraft-credited-call-off" },
  async (call, { invoiceId }) => {
    const callOffId = await creditedCallOff(invoiceId);
    return callOffId && draftCallOffInvoice(call, { callOffId });
  },
);
