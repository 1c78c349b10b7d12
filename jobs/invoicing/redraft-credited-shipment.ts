import { creditedShipment } from "#app/modules/invoicing/basis-reads.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceCredited } from "#app/modules/invoicing/invoicing.events.ts";
import { on } from "../reaction.ts";

/**
 * Goods of an order whose invoice was taken back were accepted all the same, and are owed for: they wait as a draft again, so that
 * whoever issues invoices is asked for a right one.
 */
export const redraftCreditedShipment = on(
  invoiceCredited,
  { queue: "invoicing", name: "redraft-credited-shipment" },
  async (call, { invoiceId }) => {
    const shipmentId = await creditedShipment(invoiceId);
    return shipmentId && draftShipmentInvoice(call, { shipmentId });
  },
);
