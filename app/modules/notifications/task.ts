/**
 * A task is something that waits for somebody: computed from the truth each time it is asked for, never stored, so
 * that it is there exactly as long as the work is. The first screen of every role is its list, most urgent first.
 */
export const taskKinds = [
  "week.order",
  "order.submit",
  "order.approve",
  "order.prices",
  "order.unfilled",
  "order.end",
  "standing.mend",
  "shipment.receive",
  "shipment.late",
  "replacement.promise",
  "appeal.open",
  "appeal.answer",
  "weighing.compare",
  "store.tell",
  "invoice.pay",
  "invoice.late",
  "invoice.chase",
  "terms.answer",
  "framework.answer",
  "closing.agree",
  "cardRefund.approve",
  "cardRefund.see",
  "cardDispute.answer",
  "bank.match",
  "funding.report",
  "funding.confirm",
  "tax.remit",
  "tax.confirm",
  "commitment.answer",
  "shipment.dispatch",
  "ride.answer",
  "ride.pay",
  "invoice.issue",
  "objection.answer",
  "payment.verify",
  "payment.silent",
  "payout.approve",
  "payout.confirm",
  "producer.pay",
  "consignment.answer",
  "consignment.pay",
  "producer.answer",
  "statement.pay",
  "allotment.answer",
  "listing.renew",
  "stock.price",
  "day.list",
  "licence.renew",
  "paper.bring",
  "cooperative.decide",
  "cooperative.divide",
  "turnover.watch",
  "radar.glut",
  "radar.floor",
  "contract.sign",
  "contract.renew",
  "contract.end",
  "advance.ask",
  "invitation.answer",
  "levy.remit",
  "levy.confirm",
  "callOff.allot",
  "callOff.short",
  "round.publish",
  "gate.weigh",
  "trip.depart",
  "trip.handOver",
  "dispute.decide",
  "dispute.answer",
  "debitNote.answer",
  "debitNote.pay",
  "receivable.check",
  "receivable.take",
  "receivable.acknowledge",
  "proceeds.answer",
  "netting.answer",
  "organisation.verify",
  "recovery.decide",
  "job.mend",
] as const;
export type TaskKind = (typeof taskKinds)[number];

export type Task = {
  readonly kind: TaskKind;
  readonly subjectId: string;
  /** Where it is done, below the workspace. */
  readonly path: string;
  /** When it is late; null when it is never. */
  readonly due: Date | null;
  /** What tells it from its like: names, amounts as digits, days. */
  readonly params: Readonly<Record<string, string>>;
};

export type Urgency = "late" | "today" | "soon" | "calm";

/** How pressing a task is at a moment: late when its time has passed, today within 12 hours, soon within two days. */
export function urgencyOf(due: Date | null, at: Date): Urgency {
  if (due === null) return "calm";
  const hours = (due.getTime() - at.getTime()) / 3_600_000;
  if (hours < 0) return "late";
  if (hours <= 12) return "today";
  return hours <= 48 ? "soon" : "calm";
}

/** Most urgent first; what has no time comes last, and equals keep an order of their own (kind, then subject). */
export function byUrgency(a: Task, b: Task): number {
  const dueA = a.due?.getTime() ?? Number.POSITIVE_INFINITY;
  const dueB = b.due?.getTime() ?? Number.POSITIVE_INFINITY;
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.subjectId < b.subjectId ? -1 : 1;
}
