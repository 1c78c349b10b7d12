import { and, asc, eq, inArray, isNull, ne, notInArray, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices, koperasiStatements, refunds } from "#db/schema/invoicing.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import { payouts } from "#db/schema/payments.ts";
import { vehicles } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { duesHeld } from "../invoicing/objection-reads.server.ts";
import { owedRupiah } from "../invoicing/owed.server.ts";
import { planOf } from "../ledger/chart.ts";
import { payoutsWithoutEffect } from "./payment-lifecycle.ts";

/** Of each kind. Far above what anybody owes at once: whoever is left out here is not proposed, so nobody is for the sake of a short list. */
export const PAYABLES_MAX = 5_000;

/** Somebody to whom money is owed and for whom no payout is under way. */
export type Payable =
  | { readonly to: "producer"; readonly id: string; readonly name: string; readonly dueRupiah: bigint }
  | {
      readonly to: "statement" | "refund" | "ride" | "consignment";
      readonly id: string;
      readonly name: string;
      readonly about: string;
      readonly dueRupiah: bigint;
    }
  | {
      readonly to: "debitNote";
      readonly id: string;
      readonly name: string;
      readonly about: string;
      readonly dueRupiah: bigint;
      /** Whether the carrier took it upon itself. */
      readonly isAccepted: boolean;
    };

/** What an organisation owes its producers, by the ledger, less what is already under way, and what waits with objections of buyers. */
export async function producerPayables(organisationId: string, on: Executor = db()): Promise<Payable[]> {
  const underway = on
    .select({
      producerId: payouts.payeeProducerId,
      amount: sql<string>`sum(${payouts.amountRupiah})`.as("underway_amount"),
    })
    .from(payouts)
    .where(
      and(
        eq(payouts.payerId, organisationId),
        isNull(payouts.settlementId),
        inArray(payouts.state, ["requested", "approved"]),
      ),
    )
    .groupBy(payouts.payeeProducerId)
    .as("underway");
  const held = duesHeld(organisationId, on);
  const due = sql<string>`(-${accountBalances.balance} - coalesce(${underway.amount}, 0) - coalesce(${held.held}, 0))`;
  const rows = await on
    .select({ id: producers.id, name: producers.name, due: sql<string>`${due}::bigint::text` })
    .from(accountBalances)
    .innerJoin(producers, eq(producers.id, accountBalances.subjectId))
    .leftJoin(underway, eq(underway.producerId, producers.id))
    .leftJoin(held, eq(held.producerId, producers.id))
    .where(
      and(
        eq(accountBalances.organisationId, organisationId),
        eq(accountBalances.code, planOf("payableProducer").code),
        sql`${due} > 0`,
      ),
    )
    .orderBy(asc(producers.name))
    .limit(PAYABLES_MAX);
  return rows.map((row) => ({ to: "producer", id: row.id, name: row.name, dueRupiah: BigInt(row.due) }));
}

/** What a koperasi owes its neighbours for rides that took place, the oldest first. */
export async function ridePayables(koperasiId: string, on: Executor = db()): Promise<Payable[]> {
  const rows = await on
    .select({
      id: ridePlaces.id,
      name: organisations.name,
      plate: vehicles.plate,
      pay: sql<string>`${ridePlaces.payRupiah}::text`,
    })
    .from(ridePlaces)
    .innerJoin(rides, eq(rides.id, ridePlaces.rideId))
    .innerJoin(vehicles, eq(vehicles.id, rides.vehicleId))
    .innerJoin(organisations, eq(organisations.id, rides.carrierId))
    .leftJoin(
      payouts,
      and(eq(payouts.ridePlaceId, ridePlaces.id), notInArray(payouts.state, [...payoutsWithoutEffect])),
    )
    .where(
      and(
        eq(ridePlaces.koperasiId, koperasiId),
        eq(ridePlaces.state, "carried"),
        ne(rides.carrierId, koperasiId),
        sql`${ridePlaces.payRupiah} > 0`,
        isNull(payouts.id),
      ),
    )
    .orderBy(asc(ridePlaces.id))
    .limit(PAYABLES_MAX);
  return rows.map(({ id, name, plate, pay }) => ({
    to: "ride",
    id,
    name,
    about: plate,
    dueRupiah: BigInt(pay),
  }));
}

/** What a carrier owes trade centers of claims, by debit notes that stand, the oldest first. */
export async function debitPayables(carrierId: string, on: Executor = db()): Promise<Payable[]> {
  const rows = await on
    .select({
      id: debitNotes.id,
      name: organisations.name,
      about: debitNotes.number,
      amount: debitNotes.amountRupiah,
      paid: debitNotes.paidRupiah,
      isAccepted: debitNotes.isAccepted,
    })
    .from(debitNotes)
    .innerJoin(organisations, eq(organisations.id, debitNotes.hubId))
    .where(
      and(
        eq(debitNotes.carrierId, carrierId),
        isNull(debitNotes.takenBackAt),
        eq(debitNotes.underwayRupiah, 0n),
        sql`${debitNotes.paidRupiah} < ${debitNotes.amountRupiah}`,
      ),
    )
    .orderBy(asc(debitNotes.id))
    .limit(PAYABLES_MAX);
  return rows.map(({ amount, paid, isAccepted, ...row }) => ({
    ...row,
    to: "debitNote",
    dueRupiah: amount - paid,
    isAccepted: isAccepted === true,
  }));
}

/** What of a statement is left and no claim on its goods asks for. */
const dueNow = sql`${owedRupiah} - ${koperasiStatements.setOffRupiah} - ${koperasiStatements.paidRupiah} - coalesce((
  select sum(coalesce(l.granted_rupiah, l.asked_rupiah)) from ${disputes} d join ${disputeLines} l on l.dispute_id = d.id
  where d.koperasi_id = ${koperasiStatements.koperasiId} and d.call_off_id = ${koperasiStatements.callOffId}
    and d.state in ('open', 'hearing', 'answered', 'granted')), 0)`;

/** What a trade center owes its koperasi for delivered call-offs, and buyers that paid more than they have to. */
export async function hubPayables(hubId: string, on: Executor = db()): Promise<Payable[]> {
  const statements = await on
    .select({
      id: koperasiStatements.id,
      name: organisations.name,
      about: callOffs.number,
      due: sql<string>`(${dueNow})::text`,
    })
    .from(koperasiStatements)
    .innerJoin(organisations, eq(organisations.id, koperasiStatements.koperasiId))
    .innerJoin(callOffs, eq(callOffs.id, koperasiStatements.callOffId))
    .where(
      and(
        eq(koperasiStatements.hubId, hubId),
        isNull(koperasiStatements.takenBackAt),
        eq(koperasiStatements.underwayRupiah, 0n),
        sql`${dueNow} > 0`,
      ),
    )
    .orderBy(asc(callOffs.number), asc(organisations.name))
    .limit(PAYABLES_MAX);
  const back = await on
    .select({
      id: refunds.id,
      name: organisations.name,
      about: sql<string>`coalesce(${invoices.number}, '')`,
      amount: refunds.amountRupiah,
      paid: refunds.paidRupiah,
    })
    .from(refunds)
    .innerJoin(organisations, eq(organisations.id, refunds.buyerId))
    .innerJoin(invoices, eq(invoices.id, refunds.invoiceId))
    .where(
      and(
        eq(refunds.hubId, hubId),
        eq(refunds.underwayRupiah, 0n),
        sql`${refunds.paidRupiah} < ${refunds.amountRupiah}`,
      ),
    )
    .orderBy(asc(refunds.id))
    .limit(PAYABLES_MAX);
  return [
    ...back.map(({ amount, paid, ...row }) => ({ ...row, to: "refund" as const, dueRupiah: amount - paid })),
    ...statements.map(({ due, ...row }) => ({
      ...row,
      to: "statement" as const,
      dueRupiah: BigInt(due),
    })),
  ];
}
