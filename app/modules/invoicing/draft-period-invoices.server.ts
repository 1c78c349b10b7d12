import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { VatRule } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { periodAround, withinMonth } from "../commitments/collection.ts";
import { holdTerms } from "../commitments/hold-terms.server.ts";
import { PAPER_LINES_MAX } from "../documents/facts.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { billableShipments } from "./billable-reads.server.ts";
import { type CollectedDraft, type CollectedInvoice, collected } from "./collect-period.ts";
import { permitSystem, writeDraft } from "./draft-invoice.server.ts";
import { dueDay } from "./due.ts";
import { CallPeriods, DraftPeriodInvoices } from "./invoice.schema.ts";
import { draftOf } from "./invoice.ts";
import { periodEnded } from "./invoicing.events.ts";
import { uncollectedDays, uncollectedShipments } from "./uncollected-reads.server.ts";

/**
 * Calls up every period that is over for its buyer and in which something was accepted that nobody claims yet, also periods that
 * ended while nobody looked, and goods whose handover was known only afterwards: each is drawn up by a job of its own. Called
 * again, it finds what is still open and nothing else.
 */
export const callPeriods = command({
  name: "invoicing.callPeriods",
  input: CallPeriods,
  permit: permitSystem,
  run: async (tx, call) => {
    const due = new Map<string, { termsId: string; through: string }>();
    for (const { termsId, collection, timeZone, day } of await uncollectedDays(tx)) {
      const { through } = periodAround(day, collection);
      if (through < dayOf(call.at, timeZone)) due.set(`${termsId} ${through}`, { termsId, through });
    }
    await announceAll(tx, call, periodEnded, [...due.values()]);
    return { called: due.size };
  },
});

/**
 * Draws up the invoice of everything that was accepted under an agreement in a period that is over: every delivery with its own
 * lines, the tax that its receipt froze, due so many days after the period's last day or on the next day that banks are open. More
 * lines than a paper carries make a second invoice, and of a seller registered for VAT each calendar month of the period is one, because its
 * tax invoice covers one; they fall due together. Drafting again finds nothing and answers none; what became known since has an
 * invoice of its own. Refuses a period that is not over (`invoicing.periodOpen`).
 */
export const draftPeriodInvoices = command({
  name: "invoicing.draftPeriod",
  input: DraftPeriodInvoices,
  isolation: "read committed",
  permit: permitSystem,
  run: async (tx, call, { termsId, through }) => {
    // Whoever draws up the same agreement's deliveries at the same moment waits here, and then finds none left.
    const terms = await holdTerms(tx, termsId);
    if (terms?.state !== "agreed" || terms.collection === "each")
      throw new Missing("commitments.termsMissing");
    const period = periodAround(through, terms.collection);
    const billable = await billableShipments(await uncollectedShipments(termsId, period, tx), tx);
    const rules = new Map<string, VatRule>();
    const sheets = new Map<BusinessDay, CollectedDraft[]>();
    for (const { shipmentId, lines, sellerIsVatRegistered, receivedAt, buyerTimeZone } of billable) {
      if (dayOf(call.at, buyerTimeZone) <= period.through) throw new RuleBroken("invoicing.periodOpen");
      const receivedOn = dayOf(receivedAt, buyerTimeZone);
      const vat = rules.get(receivedOn) ?? (await vatRuleOn(receivedOn, tx));
      rules.set(receivedOn, vat);
      const seller = { isVatRegistered: sellerIsVatRegistered };
      const delivery = { shipmentId, draft: draftOf(lines, { seller, vat, freightRupiah: 0n }) };
      const claimed = sellerIsVatRegistered ? withinMonth(period, receivedOn) : period;
      sheets.set(claimed.through, [...(sheets.get(claimed.through) ?? []), delivery]);
    }
    const dueOn = dueDay(period.through, terms.termDays, await bankHolidays(tx));
    const invoiceIds: string[] = [];
    for (const [periodThrough, deliveries] of sheets)
      for (const one of collected(deliveries, PAPER_LINES_MAX))
        invoiceIds.push(
          await writeCollected(tx, call, one, {
            sellerId: terms.sellerId,
            buyerId: terms.buyerId,
            shipmentId: null,
            orderId: null,
            callOffId: null,
            termsId,
            periodThrough,
            dueOn,
          }),
        );
    return { invoiceIds };
  },
});

async function writeCollected(
  tx: LatestTransaction,
  call: Call,
  { draft, parts }: CollectedInvoice,
  basis: Parameters<typeof writeDraft>[3],
): Promise<string> {
  const invoiceId = await writeDraft(tx, call, draft, basis);
  await tx
    .insert(invoiceParts)
    .values(parts.map((part) => ({ id: newId("invoicePart"), invoiceId, ...part })));
  return invoiceId;
}
