import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { invoiceLifecycle } from "./invoice-lifecycle.ts";

export const DraftShipmentInvoice = z.object({ shipmentId: idOf("shipment") });
export const DraftAppealInvoice = z.object({ appealId: idOf("appeal") });
export const DraftCallOffInvoice = z.object({ callOffId: idOf("callOff") });

export const CallPeriods = z.object({});
export const DraftPeriodInvoices = z.object({ termsId: idOf("paymentTerms"), through: BusinessDayText });

export const IssueAdvance = z.object({ callOffId: idOf("callOff") });

export const CreditDispute = z.object({ disputeId: idOf("dispute") });
export const SetOffFreed = z.object({ disputeId: idOf("dispute") });
const reason = (max: number) => z.string().trim().min(5, { error: "kernel.tooShort" }).max(max);
export const IssueDebitNote = z.object({ disputeId: idOf("dispute") });
/** Whether the carrier takes it upon itself, and what it has to say. */
export const AnswerDebitNote = z.object({
  debitNoteId: idOf("debitNote"),
  isAccepted: z.stringbool().or(z.boolean()),
  note: reason(1000),
});
export const SetOffDebitNote = z.object({ debitNoteId: idOf("debitNote") });
export const TakeDebitNoteBack = z.object({ debitNoteId: idOf("debitNote"), reason: reason(500) });
export const RefundAdvances = z.object({ contractId: idOf("contract") });

export const CorrectTripCost = z.object({
  tripId: idOf("trip"),
  costRupiah: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
  reason: z.string().trim().min(5, { error: "kernel.tooShort" }).max(300),
});

export const IssueInvoice = z.object({ invoiceId: idOf("invoice") });
export type IssueInvoice = z.output<typeof IssueInvoice>;

/** How many a person issues with one tap. */
export const ISSUED_AT_ONCE_MAX = 500;
export const IssueInvoices = z.object({
  invoiceIds: z
    .array(idOf("invoice"))
    .min(1)
    .max(ISSUED_AT_ONCE_MAX)
    .transform((ids) => [...new Set(ids)]),
});

export const CreditInvoice = z.object({
  invoiceId: idOf("invoice"),
  reason: z.string().trim().min(5, { error: "kernel.tooShort" }).max(500),
});
export type CreditInvoice = z.output<typeof CreditInvoice>;

export const InvoiceFilter = PageRequest.extend({
  side: z.enum(["selling", "buying"]).default("buying"),
  state: z.enum(statesOf(invoiceLifecycle)).optional(),
});
export type InvoiceFilter = z.output<typeof InvoiceFilter>;
