import { and, asc, count, eq, isNull, min, ne, type SQL } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { payments } from "#db/schema/payments.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { cardDisputes, cardRefunds } from "#db/schema/payments-cards.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

const DAY_MS = 86_400_000;
/** What the bank wrote is somebody's within three days, while people still remember. */
const LINES_MS = 3 * DAY_MS;

/** Money that somebody else of the house wants to give back to a card. */
export const cardRefundsToApprove: TaskSource = ({ organisationId, personId }, on) =>
  refundTasks(
    "cardRefund.approve",
    organisationId,
    and(eq(cardRefunds.state, "asked"), ne(cardRefunds.askedBy, personId)),
    on,
  );

/** Money that went back to a card though nobody here asked: it is booked, and somebody is to look at it. */
export const cardRefundsToSee: TaskSource = ({ organisationId }, on) =>
  refundTasks(
    "cardRefund.see",
    organisationId,
    and(isNull(cardRefunds.askedBy), isNull(cardRefunds.decidedBy)),
    on,
  );

/** Refunds of a payee's cards that wait for a person, the oldest first; each is due within a day. */
async function refundTasks(
  kind: "cardRefund.approve" | "cardRefund.see",
  payeeId: string,
  waiting: SQL | undefined,
  on: Executor,
): Promise<Task[]> {
  const rows = await on
    .select({
      id: cardRefunds.id,
      paymentId: cardRefunds.paymentId,
      amount: cardRefunds.amountRupiah,
      askedAt: cardRefunds.askedAt,
      name: organisations.name,
    })
    .from(cardRefunds)
    .innerJoin(payments, eq(payments.id, cardRefunds.paymentId))
    .innerJoin(organisations, eq(organisations.id, payments.payerId))
    .where(and(eq(payments.payeeId, payeeId), waiting))
    .orderBy(asc(cardRefunds.askedAt), asc(cardRefunds.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind,
      subjectId: row.id,
      path: `pembayaran-masuk/${row.paymentId}`,
      due: new Date(row.askedAt.getTime() + DAY_MS),
      params: { name: row.name, amount: row.amount.toString() },
    }),
  );
}

/** Money that a payer's bank asks back: whoever was paid answers at the provider while it takes an answer. */
export const cardDisputesToAnswer: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({
      id: cardDisputes.id,
      paymentId: cardDisputes.paymentId,
      amount: cardDisputes.amountRupiah,
      answerBy: cardDisputes.answerBy,
      name: organisations.name,
    })
    .from(cardDisputes)
    .innerJoin(payments, eq(payments.id, cardDisputes.paymentId))
    .innerJoin(organisations, eq(organisations.id, payments.payerId))
    .where(and(eq(payments.payeeId, organisationId), eq(cardDisputes.state, "opened")))
    .orderBy(asc(cardDisputes.answerBy), asc(cardDisputes.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "cardDispute.answer",
      subjectId: row.id,
      path: `pembayaran-masuk/${row.paymentId}`,
      due: row.answerBy,
      params: { name: row.name, amount: row.amount.toString() },
    }),
  );
};

/** Lines of the own bank that are nobody's yet: one task for all of them. */
export const bankLinesToMatch: TaskSource = async ({ organisationId }, on) => {
  const [open] = await on
    .select({ count: count(), since: min(bankLines.recordedAt) })
    .from(bankLines)
    .where(and(eq(bankLines.organisationId, organisationId), eq(bankLines.state, "open")));
  if (!open?.since || open.count === 0) return [];
  return [
    {
      kind: "bank.match",
      subjectId: organisationId,
      path: "rekening-koran",
      due: new Date(open.since.getTime() + LINES_MS),
      params: { count: open.count.toString() },
    },
  ];
};
