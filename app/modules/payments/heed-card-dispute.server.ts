import { and, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { cardDisputes, cardRefunds } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayBeUnpaid } from "../invoicing/record-paid.server.ts";
import { postEntries, postEntry } from "../ledger/post-entry.server.ts";
import { HeedCardDispute } from "./card.schema.ts";
import { cardDisputeLifecycle, leftOnCard } from "./card-account.ts";
import { invoiceOf } from "./card-ground-reads.server.ts";
import { cardDisputeEntry, cardDisputeLostEntries } from "./card-postings.ts";
import { cardDisputeClosed, cardDisputeOpened } from "./cards.events.ts";
import type { WordOutcome } from "./checkout.ts";
import { holdGivenBack, letGivenBackGo, settleGivenBack } from "./hold-given-back.server.ts";
import { keepEarlyWord } from "./keep-early-word.server.ts";
import { knownCardPayment, outcomeOfUnpaid } from "./known-card-payment.server.ts";
import { noteWord, permitHouse } from "./note-word.server.ts";
import type { HeldPayment } from "./settle-payment.server.ts";

type Dispute = typeof cardDisputes.$inferSelect;

/**
 * Hears that a payer's bank asks its money back, and how that ended. Opened: the money is set aside, and its invoice counts it neither
 * as paid nor as open. Won: everything is as it was. Lost: the money is gone and the invoice is open again. A word of the end that comes
 * first opens and ends it. Each word counts once, and one about a payment that is not known yet waits for it; what the books cannot follow (another amount, an invoice on which a credit
 * note stands) changes nothing and is found by the nightly proof. A mere question moves no money and is only remembered.
 */
export const heedCardDispute = command({
  name: "payments.heedCardDispute",
  input: HeedCardDispute,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, word) => {
    const payment = await knownCardPayment(tx, word.paymentRef);
    const [dispute = null] = payment
      ? await hold(tx, cardDisputes, eq(cardDisputes.id, word.disputeRef))
      : [];
    const outcome = payment ? await outcomeOf(tx, payment, dispute, word) : outcomeOfUnpaid(word);
    if (outcome === "early") await keepEarly(tx, word);
    const isNew = await noteWord(tx, call, {
      wordId: word.wordId,
      type: word.type,
      saidAt: word.saidAt,
      paymentId: payment?.id ?? null,
      sessionId: word.disputeRef,
      outcome,
    });
    if (!isNew || !payment || outcome !== "booked")
      return { outcome: (isNew ? outcome : "repeats") as string };
    const opened = dispute ?? (await open(tx, call, payment, word));
    if (word.outcome !== "opened") await close(tx, call, { payment, opened }, word);
    return { outcome: outcome as string };
  },
});

async function outcomeOf(
  tx: LatestTransaction,
  payment: HeldPayment,
  dispute: Dispute | null,
  word: HeedCardDispute,
): Promise<WordOutcome> {
  if (word.outcome === "asked") return "waits";
  if (dispute) {
    if (word.amountRupiah !== dispute.amountRupiah) return "mismatch";
    if (word.outcome === "opened" || word.outcome === dispute.state) return "repeats";
    return dispute.state === "opened" ? "booked" : "contradicts";
  }
  const { amountRupiah } = word;
  if (amountRupiah === null || amountRupiah <= 0n || amountRupiah > leftOnCard(payment)) return "mismatch";
  if (payment.state !== "verified") return "contradicts";
  const [refunding] = await tx
    .select({ id: cardRefunds.id })
    .from(cardRefunds)
    .where(and(eq(cardRefunds.paymentId, payment.id), eq(cardRefunds.state, "approved")));
  return refunding || !(await mayBeUnpaid(tx, await invoiceOf(tx, payment.id), amountRupiah))
    ? "contradicts"
    : "booked";
}

async function keepEarly(tx: LatestTransaction, word: HeedCardDispute): Promise<void> {
  const { wordId, disputeRef, paymentRef, outcome, amountRupiah, cause, answerBy } = word;
  await keepEarlyWord(tx, {
    id: wordId,
    matter: "dispute",
    subjectRef: disputeRef,
    paymentRef: paymentRef ?? "",
    said: outcome,
    amountRupiah,
    cause,
    answerBy,
  });
}

async function open(
  tx: LatestTransaction,
  call: Call,
  payment: HeldPayment,
  word: HeedCardDispute,
): Promise<Dispute> {
  const amountRupiah = word.amountRupiah ?? 0n;
  await holdGivenBack(tx, { payment, amountRupiah, refundId: null });
  const opened = {
    id: word.disputeRef,
    paymentId: payment.id,
    amountRupiah,
    state: "opened" as const,
    cause: word.cause,
    answerBy: word.answerBy,
    openedAt: word.saidAt,
    closedAt: null,
  };
  await tx.insert(cardDisputes).values(opened);
  const on = dayOf(word.saidAt, await clockOf(payment.payeeId, tx));
  await postEntry(
    tx,
    call,
    cardDisputeEntry("opened", payment.payeeId, amountRupiah, {
      subjectId: opened.id,
      on,
      narration: word.cause,
    }),
  );
  if (word.outcome === "opened") await announce(tx, call, cardDisputeOpened, { cardDisputeId: opened.id });
  return opened;
}

async function close(
  tx: LatestTransaction,
  call: Call,
  { payment, opened }: { readonly payment: HeldPayment; readonly opened: Dispute },
  word: HeedCardDispute,
): Promise<void> {
  const isWon = word.outcome === "won";
  const { amountRupiah, id } = opened;
  await tx
    .update(cardDisputes)
    .set({
      state: nextState(cardDisputeLifecycle, opened.state, isWon ? "win" : "lose", "payments.moved"),
      closedAt: word.saidAt,
    })
    .where(eq(cardDisputes.id, id));
  const on = dayOf(word.saidAt, await clockOf(payment.payeeId, tx));
  const deed = { subjectId: id, on, narration: opened.cause };
  const given = { payment, amountRupiah, refundId: null };
  if (isWon) {
    await letGivenBackGo(tx, given);
    await postEntry(tx, call, cardDisputeEntry("won", payment.payeeId, amountRupiah, deed));
  } else {
    await settleGivenBack(tx, call, given, { reason: opened.cause, on });
    await postEntries(tx, call, cardDisputeLostEntries(payment, amountRupiah, deed));
  }
  await announce(tx, call, cardDisputeClosed, { cardDisputeId: id });
}
