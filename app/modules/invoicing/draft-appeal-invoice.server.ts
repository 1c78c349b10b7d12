import { and, eq, notInArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { appealFacts, appealLinesOf } from "../shipments/appeal-facts-reads.server.ts";
import { billableShipment } from "./billable-reads.server.ts";
import { permitSystem, writeDraft } from "./draft-invoice.server.ts";
import { dueDay } from "./due.ts";
import { DraftAppealInvoice } from "./invoice.schema.ts";
import { draftOf } from "./invoice.ts";

/**
 * Draws up the invoice of what an appeal granted, at the price of the delivery and with the tax of its day, due as if the goods
 * had been accepted on the day of the answer. The invoice of the delivery stays as it is, drafted, issued or paid. An appeal has
 * one standing invoice; drafting again answers with it. Nothing granted that is owed, no invoice.
 */
export const draftAppealInvoice = command({
  name: "invoicing.draftAppeal",
  input: DraftAppealInvoice,
  permit: permitSystem,
  run: async (tx, call, { appealId }) => {
    const [standing] = await tx
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(eq(invoices.appealId, appealId), notInArray(invoices.state, ["discarded", "credited"])));
    if (standing) return { invoiceId: standing.id };
    const appeal = await appealFacts(appealId, tx);
    const billable = appeal?.state === "granted" ? await billableShipment(appeal.shipmentId, tx) : null;
    if (!appeal?.decidedAt || !billable) return { invoiceId: null };
    const goods = new Map(billable.lines.map((line) => [line.shipmentLineId, line]));
    const granted = (await appealLinesOf(appealId, tx)).flatMap((line) => {
      const known = goods.get(line.shipmentLineId);
      invariant(known, "an appeal is about lines of its delivery");
      if (!line.isOwed) return [];
      return [{ ...known, acceptedBase: line.grantedBase ?? 0n, taxRupiah: line.taxRupiah }];
    });
    const draft = draftOf(granted, {
      seller: { isVatRegistered: billable.sellerIsVatRegistered },
      vat: await vatRuleOn(dayOf(billable.receivedAt, billable.buyerTimeZone), tx),
      freightRupiah: 0n,
    });
    if (draft.totalRupiah === 0n) return { invoiceId: null };
    const decidedOn = dayOf(appeal.decidedAt, billable.buyerTimeZone);
    const invoiceId = await writeDraft(tx, call, draft, {
      sellerId: appeal.sellerId,
      buyerId: appeal.buyerId,
      shipmentId: appeal.shipmentId,
      appealId,
      orderId: billable.orderId,
      callOffId: null,
      dueOn: dueDay(decidedOn, billable.paymentTermDays, await bankHolidays(tx)),
    });
    return { invoiceId };
  },
});
