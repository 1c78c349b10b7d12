import { and, eq, isNull } from "drizzle-orm";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { taxNumbers } from "#db/schema/invoicing-tax-numbers.ts";
import { mayIssueInvoice, mayRecordReturn } from "./invoice.policy.ts";
import { heldInvoice, knownInvoice } from "./issue-invoice.server.ts";
import { RecordTaxNumber } from "./tax-number.ts";
import { taxNumbersOf } from "./tax-number-reads.server.ts";

/**
 * Writes down the number that Coretax gave to a tax invoice, as its seller, or to the nota retur of a credit note, as either side: the buyer makes it.
 * A later number takes the place of an earlier one, which stays. Refuses what the invoice has none of, a number that is not in Coretax's
 * shape, and one that stands for another tax invoice of the same seller.
 */
export const recordTaxNumber = command({
  name: "invoicing.recordTaxNumber",
  input: RecordTaxNumber,
  isolation: "read committed",
  permit: async (tx, call, { invoiceId }) => {
    const invoice = await knownInvoice(tx, call, invoiceId);
    if (!mayIssueInvoice(call.actor, invoice) && !mayRecordReturn(call.actor, invoice))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { invoiceId, code, creditNoteId, number }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const invoice = await heldInvoice(tx, call, invoiceId);
    const about = (await taxNumbersOf(invoice, tx)).find(
      (one) => one.code === code && one.creditNoteId === creditNoteId,
    );
    if (!about) throw new RuleBroken("invoicing.noTaxSubject");
    if (code !== null && !mayIssueInvoice(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
    if (about.number === number) return { number };
    await tx
      .update(taxNumbers)
      .set({ replacedAt: call.at })
      .where(
        and(
          eq(taxNumbers.invoiceId, invoiceId),
          code === null ? eq(taxNumbers.creditNoteId, creditNoteId ?? "") : eq(taxNumbers.code, code),
          isNull(taxNumbers.replacedAt),
        ),
      );
    const written = await tx
      .insert(taxNumbers)
      .values({
        id: newId("taxNumber"),
        invoiceId,
        sellerId: invoice.sellerId,
        code,
        creditNoteId,
        number,
        recordedBy: call.actor.personId,
        recordedAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: taxNumbers.id });
    if (written.length !== 1) throw new RuleBroken("invoicing.taxNumberTaken");
    return { number };
  },
});
