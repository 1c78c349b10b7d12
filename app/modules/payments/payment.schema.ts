import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { words } from "#app/kernel/words-text.ts";
import { bankLayouts } from "./bank-file.ts";
import { paymentLifecycle, providerRails } from "./payment-lifecycle.ts";

/** A transfer that the payer says it made, with proof; it may pay several invoices of one seller, each in part. */
export const ReportPayment = z.object({
  allocations: z
    .array(z.object({ invoiceId: idOf("invoice"), amountRupiah: PositiveRupiahText }))
    .min(1)
    .max(100),
  /** Income tax and VAT that the payer's treasurer kept of them and hands to the state, and the paper that says so. */
  withheldRupiah: RupiahText.default(0n),
  vatKeptRupiah: RupiahText.default(0n),
  withholdingSlip: words(3, 60).optional(),
  transferredOn: BusinessDayText,
  bankName: words(2, 60),
  bankReference: words(3, 60),
  proofId: idOf("file", "payments.proofNeeded"),
});
export type ReportPayment = z.output<typeof ReportPayment>;

/** On which day so much of an invoice will be paid. */
export const PromisePayment = z.object({
  invoiceId: idOf("invoice"),
  promisedOn: BusinessDayText,
  amountRupiah: PositiveRupiahText,
  note: words(3, 200).optional(),
});

export const VerifyPayment = z.object({ paymentId: idOf("payment") });
export const RejectPayment = z.object({ paymentId: idOf("payment"), reason: words(5, 500) });
export const WithdrawPayment = z.object({ paymentId: idOf("payment"), reason: words(5, 500) });

/** All that is open of an invoice, by this provider. */
export const AskCheckout = z.object({
  invoiceId: idOf("invoice"),
  provider: words(2, 60),
  rail: z.enum(providerRails),
});

const PayAt = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("page"), url: z.string().url() }),
  z.object({ kind: z.literal("virtualAccount"), bank: words(2, 60), number: z.string().regex(/^\d{6,30}$/) }),
  z.object({ kind: z.literal("qris"), payload: words(20, 1000) }),
]);

export const RecordCheckoutOpened = z.object({
  paymentId: idOf("payment"),
  sessionId: words(3, 200),
  payAt: PayAt,
});

/** A word of a provider. Without `page` it is about nothing that we opened. */
export const HeedCheckout = z.object({
  provider: words(2, 60),
  wordId: words(3, 200),
  type: words(3, 100),
  saidAt: z.date(),
  paymentId: idOf("payment").nullable(),
  page: z
    .object({
      sessionId: words(3, 200),
      outcome: z.enum(["open", "waiting", "paid", "ended"]),
      amountRupiah: z.bigint().nullable(),
      reference: words(3, 200),
    })
    .nullable(),
});
export type HeedCheckout = z.output<typeof HeedCheckout>;

/** Money that goes on: to a producer, a koperasi, a consignor, back to a buyer, or to a trade center for a claim. */
export const RequestPayout = z.discriminatedUnion("to", [
  z.object({
    to: z.literal("producer"),
    producerId: idOf("producer"),
    amountRupiah: PositiveRupiahText,
    purpose: words(3, 200),
  }),
  z.object({ to: z.literal("statement"), statementId: idOf("statement") }),
  z.object({ to: z.literal("refund"), refundId: idOf("refund") }),
  z.object({ to: z.literal("consignment"), settlementId: idOf("consignmentSettlement") }),
  z.object({ to: z.literal("debitNote"), debitNoteId: idOf("debitNote") }),
  z.object({
    to: z.literal("deposit"),
    buyerId: idOf("organisation"),
    amountRupiah: PositiveRupiahText,
  }),
  z.object({ to: z.literal("ride"), ridePlaceId: idOf("ridePlace") }),
]);
export type RequestPayout = z.output<typeof RequestPayout>;

export const ApprovePayout = z.object({ payoutId: idOf("payout") });
export const RefusePayout = z.object({ payoutId: idOf("payout"), reason: words(5, 500) });
export const ConfirmPayout = z.object({
  payoutId: idOf("payout"),
  settledOn: BusinessDayText,
  bankReference: words(3, 60),
  /** What the bank shows of it. */
  proofId: idOf("file").optional(),
});
export type ConfirmPayout = z.output<typeof ConfirmPayout>;
export const FailPayout = z.object({ payoutId: idOf("payout"), reason: words(5, 500) });
export const ReturnPayout = z.object({
  payoutId: idOf("payout"),
  returnedOn: BusinessDayText,
  reason: words(5, 500),
});
export type ReturnPayout = z.output<typeof ReturnPayout>;

/** More than a koperasi pays in a week; a bank takes no more lines at once. */
export const BATCH_MAX = 200;

/** Payouts to be decided about together; more than `BATCH_MAX` are refused by `proposeBatch` in its own words. */
export const ProposeBatch = z.object({
  dueUntil: BusinessDayText,
  payouts: z.array(RequestPayout).min(1, { error: "payments.batchEmpty" }),
});

export const ApproveBatch = z.object({ batchId: idOf("payoutBatch") });
export const RefuseBatch = z.object({ batchId: idOf("payoutBatch"), reason: words(5, 500) });

export const TakeBankFile = z.object({ batchId: idOf("payoutBatch"), layout: z.enum(bankLayouts) });

/** What a bank gave back about a batch, as text; `on` is the day of rows that say none. */
export const RecordOutcomes = z.object({
  batchId: idOf("payoutBatch"),
  text: z.string().min(1, { error: "kernel.required" }).max(200_000, { error: "kernel.tooLong" }),
  on: BusinessDayText,
  /** The file that the text stood in; left out, nothing is kept of it but what it did. */
  file: z.object({ fileName: z.string().trim().min(1).max(120), bytes: z.instanceof(Uint8Array) }).optional(),
});

/** What shows that the file of a batch was carried out. */
export const KeepBatchProof = z.object({
  batchId: idOf("payoutBatch"),
  fileName: z.string().trim().min(1).max(120),
  bytes: z.instanceof(Uint8Array),
});

/** Levies go to the region's treasury: gathered by one person, paid in by another. */
export const RemitLevies = z.object({ treasury: words(5, 200) });
export const ConfirmRemittance = z.object({
  remittanceId: idOf("remittance"),
  settledOn: BusinessDayText,
  bankReference: words(3, 60),
});
export type ConfirmRemittance = z.output<typeof ConfirmRemittance>;
export const DoubtRemittance = z.object({ remittanceId: idOf("remittance"), reason: words(5, 500) });
export const SettleRemittanceDoubt = z.object({ remittanceId: idOf("remittance") });
export const RefuseRemittance = z.object({ remittanceId: idOf("remittance"), reason: words(5, 500) });

export const PaymentFilter = PageRequest.extend({
  side: z.enum(["paying", "paid"]).default("paid"),
  state: z.enum(statesOf(paymentLifecycle)).optional(),
});
export type PaymentFilter = z.output<typeof PaymentFilter>;

export const IssueLateFee = z.object({ invoiceId: idOf("invoice") });
