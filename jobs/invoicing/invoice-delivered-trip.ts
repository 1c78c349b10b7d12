import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { tripDelivered } from "#app/modules/shipments/shipments.events.ts";
import { on } from "../reaction.ts";

/** When a consolidated load is handed over at its destination, draw up the one invoice of its call-off. */
export const invoiceDeliveredTrip = on(
  tripDelivered,
  { queue: "invoicing", name: "invoice-delivered-trip" },
  (call, { callOffId }) => draftCallOffInvoice(call, { callOffId }),
);
