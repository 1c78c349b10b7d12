import { creditedPeriod, creditedShipment } from "#app/modules/invoicing/basis-reads.server.ts";
import { draftAppealInvoice } from "#app/modules/invoicing/draft-appeal-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { invoiceCredited } from "#app/modules/invoicing/invoicing.events.ts";
import { on } from "../reaction.ts";

/**
 * Goods of an order, of a period, or of an appeal, whose invoice was taken back were accepted all the same, and are owed for: they wait as a draft again, so that
 * whoever issues invoices is asked for a right one.
 */
export const redraftCreditedShipment = on(
  invoiceCredited,
  { queue: "invoicing", name: "redraft-credited-shipment" },
  async (call, { invoiceId }) => {
    const period = await creditedPeriod(invoiceId);
    if (period) return draftPeriodInvoices(call, period);
    const goods = await creditedShipment(invoiceId);
    if (!goods) return null;
    const { shipmentId, appealId } = goods;
    return appealId ? draftAppealInvoice(call, { appealId }) : draftShipmentInvoice(call, { shipmentId });
  },
);
