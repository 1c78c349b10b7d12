import { and, eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { documentsOfKind } from "../documents/document-reads.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { voidDocument, voidStandingDocuments } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { confirmationFacts } from "./confirmation-facts-reads.server.ts";

type Sale = { readonly orderId: string; readonly sellerId: string };

/**
 * The Konfirmasi Pesanan of a seller to the buyer of an order as its answers are now, in the caller's transaction, which holds the order.
 * One paper stands for a seller and an order, however many lines it answered one by one: an answer more voids it and takes the next
 * number. Nothing is written while it has taken on nothing.
 */
export async function confirmOrder(tx: Transaction, call: Call, sale: Sale): Promise<void> {
  const { orderId, sellerId } = sale;
  const on = dayOf(call.at, await clockOf(sellerId, tx));
  const said = await confirmationFacts(sale, on, tx);
  if (!said) return;
  const paper = {
    organisationId: sellerId,
    kind: "KP" as const,
    subjectId: orderId,
    facts: said.facts,
    on,
    readers: [said.buyerId],
  };
  await issueCurrent(tx, call, paper, voidReasonWords.answerMoved);
}

/** Voids what sellers confirmed of an order that is over, in the caller's transaction: nothing is to come of it. Twice changes nothing. */
export async function voidConfirmations(tx: Transaction, call: Call, orderId: string): Promise<void> {
  await voidStandingDocuments(tx, call, {
    kind: "KP",
    subjectIds: [orderId],
    reason: voidReasonWords.promiseOver,
  });
}

/**
 * Voids what one seller confirmed of an order once none of its promises stands, in the caller's transaction, which holds the order. While
 * others stand the paper does: it says what was confirmed on its day, and the minutes say what came.
 */
export async function endConfirmation(tx: Transaction, call: Call, sale: Sale): Promise<void> {
  const { orderId, sellerId } = sale;
  const [standing] = await tx
    .select({ id: commitments.id })
    .from(commitments)
    .where(
      and(
        eq(commitments.orderId, orderId),
        eq(commitments.sellerId, sellerId),
        inArray(commitments.state, ["accepted", "fulfilled"]),
      ),
    )
    .limit(1);
  const [paper] = standing ? [] : await documentsOfKind(sellerId, orderId, "KP", tx);
  if (paper?.state !== "issued") return;
  await voidDocument(tx, call, {
    organisationId: sellerId,
    kind: "KP",
    subjectId: orderId,
    reason: voidReasonWords.promiseOver,
  });
}
