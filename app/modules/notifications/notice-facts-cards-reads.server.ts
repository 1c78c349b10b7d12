import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { organisations } from "#db/schema/identity.ts";
import { payments } from "#db/schema/payments.ts";
import { cardDisputes, cardRefunds } from "#db/schema/payments-cards.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import type { FindFacts } from "./find-facts.server.ts";

const payer = alias(organisations, "payer");
const payee = alias(organisations, "payee");

/** Money that goes back to a card, for whoever was paid, or for whoever paid and the foundation behind it. */
export function cardRefunded(side: "payee" | "payer"): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        paymentId: payments.id,
        payerId: payments.payerId,
        payeeId: payments.payeeId,
        payer: payer.name,
        payee: payee.name,
        amount: cardRefunds.amountRupiah,
        reason: cardRefunds.reason,
        failure: cardRefunds.failure,
      })
      .from(cardRefunds)
      .innerJoin(payments, eq(payments.id, cardRefunds.paymentId))
      .innerJoin(payer, eq(payer.id, payments.payerId))
      .innerJoin(payee, eq(payee.id, payments.payeeId))
      .where(eq(cardRefunds.id, id));
    if (!row) return [];
    const told = side === "payer" ? await payersOf(row.payerId, on) : [row.payeeId];
    return told.map((organisationId) => ({
      organisationId,
      subjectId: id,
      path: `pembayaran-masuk/${row.paymentId}`,
      params: {
        name: side === "payer" ? row.payee : row.payer,
        amount: row.amount.toString(),
        reason: row.failure ?? row.reason,
      },
    }));
  };
}

/** A dispute about a payment by card, for whoever was paid. */
export const cardDisputed: FindFacts = async (id, on) => {
  const [row] = await on
    .select({
      paymentId: payments.id,
      payeeId: payments.payeeId,
      name: payer.name,
      amount: cardDisputes.amountRupiah,
      state: cardDisputes.state,
    })
    .from(cardDisputes)
    .innerJoin(payments, eq(payments.id, cardDisputes.paymentId))
    .innerJoin(payer, eq(payer.id, payments.payerId))
    .where(eq(cardDisputes.id, id));
  if (!row) return [];
  return [
    {
      organisationId: row.payeeId,
      subjectId: id,
      path: `pembayaran-masuk/${row.paymentId}`,
      params: { name: row.name, amount: row.amount.toString(), reason: row.state },
    },
  ];
};
