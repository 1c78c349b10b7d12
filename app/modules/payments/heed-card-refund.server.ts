import { eq, or } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { cardRefunds } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { adoptCardRefund, strangeRefundOf } from "./adopt-card-refund.server.ts";
import { heldCardRefund } from "./ask-card-refund.server.ts";
import { HeedCardRefund, NoteCardRefund } from "./card.schema.ts";
import { type CardRefundState, cardRefundLifecycle } from "./card-account.ts";
import { cardRefundEntries } from "./card-postings.ts";
import { cardRefundBooked, cardRefundFailed } from "./cards.events.ts";
import type { WordOutcome } from "./checkout.ts";
import { letGivenBackGo, settleGivenBack } from "./hold-given-back.server.ts";
import { keepEarlyWord } from "./keep-early-word.server.ts";
import { knownCardPayment, outcomeOfUnpaid } from "./known-card-payment.server.ts";
import { noteWord, permitHouse } from "./note-word.server.ts";

type Held = NonNullable<Awaited<ReturnType<typeof heldCardRefund>>>;

/**
 * Notes under which name the provider gives money back, or that it will not. A yes books nothing: that is left to its signed word. A no
 * makes the payment and its invoice count as before. A second time changes nothing.
 */
export const noteCardRefund = command({
  name: "payments.noteCardRefund",
  input: NoteCardRefund,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, { cardRefundId, refundRef, refused }) => {
    const held = await heldCardRefund(tx, cardRefundId);
    if (!held) throw new Missing("payments.missing");
    if (held.refund.state !== "approved") return { cardRefundId };
    if (refundRef !== null)
      await tx.update(cardRefunds).set({ providerRefund: refundRef }).where(eq(cardRefunds.id, cardRefundId));
    else await fail(tx, call, held, refused ?? "refused");
    return { cardRefundId };
  },
});

/**
 * Hears what the provider says about money that goes back to a card: books it, or lets it go, or only remembers the word. Each word
 * counts once, in whatever order they come; one about a payment that is not known yet waits for it. Money that nobody here asked to go back is booked too, where the books can follow. What
 * contradicts them (another amount, more than there is) changes nothing and is found by the nightly proof.
 */
export const heedCardRefund = command({
  name: "payments.heedCardRefund",
  input: HeedCardRefund,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, word) => {
    const named = await saidRefund(tx, word);
    const payment = named?.payment ?? (await knownCardPayment(tx, word.paymentRef));
    // Another word about it may have been heard while this one waited for the payment.
    const held = named ?? (payment ? await saidRefund(tx, word) : null);
    const strange =
      !held && payment && word.outcome === "paid"
        ? await strangeRefundOf(tx, payment, word.amountRupiah)
        : null;
    const outcome = held
      ? outcomeOf(held.refund, word)
      : payment
        ? outcomeOfStrange(word, strange !== null)
        : outcomeOfUnpaid(word);
    if (outcome === "early") await keepEarly(tx, word);
    const isNew = await noteWord(tx, call, {
      wordId: word.wordId,
      type: word.type,
      saidAt: word.saidAt,
      paymentId: payment?.id ?? null,
      sessionId: word.refundRef,
      outcome,
    });
    if (!isNew) return { outcome: "repeats" as string };
    if (strange) await adoptCardRefund(tx, call, strange, word);
    if (!held) return { outcome: outcome as string };
    if (held.refund.state === "approved" && held.refund.providerRefund === null)
      await tx
        .update(cardRefunds)
        .set({ providerRefund: word.refundRef })
        .where(eq(cardRefunds.id, held.refund.id));
    if (outcome === "booked") await book(tx, call, held, word);
    if (outcome === "released") await fail(tx, call, held, word.failure ?? "failed");
    return { outcome: outcome as string };
  },
});

async function saidRefund(tx: LatestTransaction, { cardRefundId, refundRef }: HeedCardRefund) {
  const [found] = await tx
    .select({ id: cardRefunds.id })
    .from(cardRefunds)
    .where(
      cardRefundId === null
        ? eq(cardRefunds.providerRefund, refundRef)
        : or(eq(cardRefunds.id, cardRefundId), eq(cardRefunds.providerRefund, refundRef)),
    );
  return found ? heldCardRefund(tx, found.id) : null;
}

/** Of a refund that nobody here asked for: only that it went means anything. */
function outcomeOfStrange({ outcome }: HeedCardRefund, fits: boolean): WordOutcome {
  if (outcome !== "paid") return "waits";
  return fits ? "booked" : "contradicts";
}

async function keepEarly(tx: LatestTransaction, word: HeedCardRefund): Promise<void> {
  const { wordId, refundRef, paymentRef, outcome, failure, cardRefundId, amountRupiah } = word;
  await keepEarlyWord(tx, {
    id: wordId,
    matter: "refund",
    subjectRef: refundRef,
    paymentRef: paymentRef ?? "",
    said: outcome,
    cause: failure,
    cardRefundId,
    amountRupiah,
  });
}

/** What a word about a refund makes of it; the books are never corrected by one. */
function outcomeOf(
  refund: { readonly state: CardRefundState; readonly amountRupiah: bigint },
  { outcome, amountRupiah }: HeedCardRefund,
): WordOutcome {
  if (outcome === "waiting") return refund.state === "approved" ? "waits" : "repeats";
  if (outcome === "paid" && amountRupiah !== refund.amountRupiah) return "mismatch";
  if (refund.state === "approved") return outcome === "paid" ? "booked" : "released";
  return refund.state === (outcome === "paid" ? "booked" : "failed") ? "repeats" : "contradicts";
}

async function book(tx: LatestTransaction, call: Call, held: Held, word: HeedCardRefund): Promise<void> {
  const { payment, refund } = held;
  const on = dayOf(word.saidAt, await clockOf(payment.payeeId, tx));
  await tx
    .update(cardRefunds)
    .set({
      state: nextState(cardRefundLifecycle, refund.state, "book", "payments.moved"),
      providerRefund: word.refundRef,
      bookedOn: on,
    })
    .where(eq(cardRefunds.id, refund.id));
  await settleGivenBack(tx, call, { payment, ...refund }, { reason: refund.reason, on });
  const given = { amountRupiah: refund.amountRupiah, isCredit: refund.refundId !== null };
  const deed = { subjectId: refund.id, on, narration: refund.reason };
  await postEntries(tx, call, cardRefundEntries(payment, given, deed));
  await announce(tx, call, cardRefundBooked, { cardRefundId: refund.id });
}

async function fail(tx: LatestTransaction, call: Call, held: Held, failure: string): Promise<void> {
  const { payment, refund } = held;
  await tx
    .update(cardRefunds)
    .set({ state: nextState(cardRefundLifecycle, refund.state, "fail", "payments.moved"), failure })
    .where(eq(cardRefunds.id, refund.id));
  await letGivenBackGo(tx, { payment, ...refund });
  await announce(tx, call, cardRefundFailed, { cardRefundId: refund.id });
}
