import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { shipmentReceived } from "#app/modules/shipments/shipments.events.ts";
import { on } from "../reaction.ts";

/** When goods of an order are handed over, draw up what they cost. Shares of a call-off are invoiced together. */
export const invoiceReceivedShipment = on(
  shipmentReceived,
  { queue: "invoicing", name: "invoice-received-shipment" },
  (call, { shipmentId }) => draftShipmentInvoice(call, { shipmentId }),
);
