import { aliasedTable, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { payments, payouts } from "#db/schema/payments.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import type { FindFacts } from "./find-facts.server.ts";

const other = aliasedTable(organisations, "other");

/** An invoice, for whom it is claimed from and who pays it. */
export const billed: FindFacts = async (id, on) => {
  const [row] = await on
    .select({
      buyerId: invoices.buyerId,
      name: other.name,
      number: invoices.number,
      amount: invoices.totalRupiah,
      day: invoices.dueOn,
      reason: invoices.stateReason,
    })
    .from(invoices)
    .innerJoin(other, eq(other.id, invoices.sellerId))
    .where(eq(invoices.id, id));
  if (!row) return [];
  const payerIds = await payersOf(row.buyerId, on);
  return payerIds.map((organisationId) => ({
    organisationId,
    subjectId: id,
    path: `tagihan/${id}`,
    params: {
      name: row.name,
      number: row.number ?? "",
      amount: row.amount.toString(),
      day: row.day,
      reason: row.reason ?? "",
    },
  }));
};

/** A transfer, for one of its two sides; the payer's includes the foundation behind it. */
export function transferred(side: "payee" | "payer"): FindFacts {
  const [to, from] =
    side === "payee" ? [payments.payeeId, payments.payerId] : [payments.payerId, payments.payeeId];
  return async (id, on) => {
    const [row] = await on
      .select({
        sideId: to,
        name: other.name,
        amount: payments.amountRupiah,
        number: payments.number,
        reason: payments.reason,
      })
      .from(payments)
      .innerJoin(other, eq(other.id, from))
      .where(eq(payments.id, id));
    if (!row) return [];
    const told = side === "payer" ? await payersOf(row.sideId, on) : [row.sideId];
    return told.map((organisationId) => ({
      organisationId,
      subjectId: id,
      path: `pembayaran-masuk/${id}`,
      params: {
        name: row.name,
        amount: row.amount.toString(),
        number: row.number ?? "",
        reason: row.reason ?? "",
      },
    }));
  };
}

const payer = alias(organisations, "payer");
const payee = alias(organisations, "payee");

/** A payout, for the payer who must approve it, or for the payee who has been paid. */
export function paidOut(side: "payer" | "payee"): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        payerId: payouts.payerId,
        payeeId: payouts.payeeOrganisationId,
        amount: payouts.amountRupiah,
        purpose: payouts.purpose,
        payer: payer.name,
        payee: payee.name,
        producer: producers.name,
      })
      .from(payouts)
      .innerJoin(payer, eq(payer.id, payouts.payerId))
      .leftJoin(payee, eq(payee.id, payouts.payeeOrganisationId))
      .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
      .where(eq(payouts.id, id));
    if (!row) return [];
    // A producer has no account: the payer is told, in words that can be passed on.
    const organisationId = side === "payer" ? row.payerId : (row.payeeId ?? row.payerId);
    return [
      {
        organisationId,
        subjectId: id,
        path: "bayar-produsen",
        params: {
          name: row.payer,
          payee: row.payee ?? row.producer ?? "",
          amount: row.amount.toString(),
          purpose: row.purpose,
        },
      },
    ];
  };
}

/** Money that came into a kitchen's account: for its head, or for everybody who may report it. */
export function funded(to: "kitchen" | "both"): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        kitchenId: fundings.kitchenId,
        name: other.name,
        amount: fundings.amountRupiah,
        day: fundings.receivedOn,
        reference: fundings.reference,
        state: fundings.state,
        reason: fundings.reason,
        doubt: fundings.doubtReason,
      })
      .from(fundings)
      .innerJoin(other, eq(other.id, fundings.kitchenId))
      .where(eq(fundings.id, id));
    if (!row) return [];
    const told = to === "both" ? await payersOf(row.kitchenId, on) : [row.kitchenId];
    return told.map((organisationId) => ({
      organisationId,
      subjectId: id,
      path: `dana/${id}`,
      params: {
        name: row.name,
        amount: row.amount.toString(),
        day: row.day,
        number: row.reference,
        reason: (row.state === "rejected" ? row.reason : row.doubt) ?? "",
      },
    }));
  };
}
