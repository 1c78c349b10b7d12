import { z } from "zod";

export const invoiceDrafted = { name: "invoice.drafted", payload: z.object({ invoiceId: z.string() }) };
/** A period is over in which deliveries were accepted that two agreed to invoice together. */
export const periodEnded = {
  name: "invoicing.period-ended",
  payload: z.object({ termsId: z.string(), through: z.string() }),
};
export const invoiceIssued = { name: "invoice.issued", payload: z.object({ invoiceId: z.string() }) };
export const invoiceCredited = { name: "invoice.credited", payload: z.object({ invoiceId: z.string() }) };
export const invoiceReduced = { name: "invoice.reduced", payload: z.object({ invoiceId: z.string() }) };

const objection = z.object({ objectionId: z.string() });
/** A buyer objects to a line: so much of the invoice waits, the rest goes on. */
export const lineObjected = { name: "invoice.line-objected", payload: objection };
/** The seller answered: what it granted is credited, what stands is due on a day of its own. */
export const objectionAnswered = { name: "invoice.objection-answered", payload: objection };
export const objectionWithdrawn = { name: "invoice.objection-withdrawn", payload: objection };

/** What a trip cost was put right after its call-off was invoiced, and what koperasi bear of it with it. */
export const freightCorrected = {
  name: "freight.corrected",
  payload: z.object({ correctionId: z.string() }),
};

const debit = z.object({ debitNoteId: z.string() });
export const debitNoteIssued = { name: "debit-note.issued", payload: debit };
export const debitNoteAnswered = { name: "debit-note.answered", payload: debit };
export const debitNoteTakenBack = { name: "debit-note.taken-back", payload: debit };
