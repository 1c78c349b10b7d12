import type { Hearing } from "./hearing.ts";

/** Events of invoices, payments and payouts, and who hears them. */
export const newsOfMoney = {
  "invoice.drafted": { silent: "the handover was told; the draft waits as a task", tasks: ["invoice.issue"] },
  "invoicing.period-ended": { silent: "the worker draws up the draft, which waits as a task" },
  "invoice.issued": {
    told: "the buyer and the foundation behind it",
    readers: ["payments.report"],
    tasks: ["invoice.pay", "levy.remit"],
  },
  "invoice.credited": { told: "the buyer and the foundation behind it", readers: ["payments.report"] },
  "invoice.reduced": {
    told: "the buyer and the foundation behind it: a claim was credited",
    readers: ["payments.report"],
    tasks: ["statement.pay"],
  },
  "invoice.line-objected": {
    told: "the seller: so much of its invoice is held",
    readers: ["invoices.issue"],
    tasks: ["objection.answer"],
  },
  "invoice.objection-answered": {
    told: "the buyer and the foundation behind it: what is credited, and what stands",
    readers: ["payments.report", "shipments.receive"],
    tasks: ["invoice.pay"],
  },
  "invoice.objection-withdrawn": {
    told: "the seller: nothing of it is held any more",
    readers: ["invoices.issue"],
  },
  "receivable.proposed": {
    told: "whoever may agree to it, in the organisation that sold",
    readers: ["payouts.approve"],
    tasks: ["receivable.check"],
  },
  "receivable.offered": {
    told: "the BUMD that is asked to take a receivable",
    readers: ["payments.verify"],
    tasks: ["receivable.take"],
  },
  "receivable.notified": {
    told: "the buyer and the foundation behind it: where the invoice is to be paid",
    readers: ["payments.report"],
    tasks: ["receivable.acknowledge"],
  },
  "receivable.assigned": {
    told: "the seller, and the BUMD that holds it now",
    readers: ["payouts.request", "payments.verify"],
    tasks: ["invoice.pay"],
  },
  "receivable.returned": {
    told: "the seller, and the buyer and the BUMD where they knew of it",
    readers: ["payouts.request", "payments.verify", "payments.report"],
  },
  "proceeds.stated": {
    told: "whoever may say that it came: the other side, or a second person of the seller",
    readers: ["payments.verify", "payouts.approve"],
    tasks: ["proceeds.answer"],
  },
  "proceeds.acknowledged": { told: "the side that paid", readers: ["payments.report"] },
  "proceeds.unbooked": {
    told: "the side that paid: what was acknowledged was other money, and waits anew",
    readers: ["payments.report"],
  },
  "proceeds.refused": { told: "the side that paid", readers: ["payments.report"] },
  "freight.corrected": {
    told: "every koperasi whose part of the freight changed after it was invoiced",
    readers: ["allotments.answer"],
    tasks: ["statement.pay"],
  },
  "netting.proposed": {
    told: "the organisation that is asked whether what both owe each other meets",
    readers: ["payments.verify"],
    tasks: ["netting.answer"],
  },
  "netting.ended": {
    told: "the other organisation: declined, or withdrawn; what was agreed is told as two payments",
    readers: ["payments.report", "payments.verify"],
  },
  "payment.reported": { told: "the payee", readers: ["payments.verify"], tasks: ["payment.verify"] },
  "payment.verified": {
    told: "the payer and the foundation behind it",
    readers: ["payments.report"],
    tasks: ["producer.pay"],
  },
  "payment.rejected": {
    told: "the payer and the foundation behind it",
    readers: ["payments.report"],
    tasks: ["invoice.pay"],
  },
  "payment.reversed": {
    told: "the payer and the foundation behind it: what was booked is open again",
    readers: ["payments.report"],
    tasks: ["invoice.pay"],
  },
  "card-refund.asked": {
    told: "whoever may agree to it, in the organisation that was paid",
    readers: ["payouts.approve"],
    tasks: ["cardRefund.approve"],
  },
  "card-refund.approved": { silent: "the worker asks the provider; its word is told" },
  "card-refund.failed": {
    told: "the organisation that was paid: the provider gave nothing back",
    readers: ["payouts.request", "payouts.approve"],
  },
  "card-refund.booked": {
    told: "the payer and the foundation behind it",
    readers: ["payments.report"],
    tasks: ["cardRefund.see"],
  },
  "card-dispute.opened": {
    told: "the organisation that was paid: its money is set aside, and it may answer at the provider",
    readers: ["payments.verify", "payouts.approve"],
    tasks: ["cardDispute.answer"],
  },
  "card-dispute.closed": {
    told: "the organisation that was paid: the money is its own, or gone and its invoice open again",
    readers: ["payments.verify", "payouts.approve"],
  },
  "funding.reported": {
    told: "whoever may confirm it, in the kitchen",
    readers: ["fundings.confirm"],
    tasks: ["funding.confirm"],
  },
  "funding.confirmed": {
    silent: "the books and the page of the money show it, to the kitchen and its foundation",
  },
  "funding.rejected": {
    told: "the kitchen and the foundation behind it, which said that it came",
    readers: ["fundings.report"],
    tasks: ["funding.report"],
  },
  "funding.doubted": {
    told: "whoever may take it out of the books again, in the kitchen",
    readers: ["fundings.confirm"],
    tasks: ["funding.confirm"],
  },
  "funding.settled": {
    told: "the kitchen and the foundation behind it: it was taken out of the books, or stands",
    readers: ["fundings.report"],
  },
  "payout.requested": {
    told: "whoever may approve it, in the paying organisation",
    readers: ["payouts.approve"],
    tasks: ["payout.approve", "payout.confirm"],
  },
  "payout.confirmed": {
    told: "the koperasi that is paid; for a producer without an account, the payer, to pass on by WhatsApp",
    readers: ["payouts.request", "payouts.approve"],
  },
} as const satisfies Readonly<Record<string, Hearing>>;
