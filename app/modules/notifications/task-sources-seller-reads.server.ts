import { and, asc, eq, gte, inArray, lte, ne, sql } from "drizzle-orm";
import { addDays, type BusinessDay, momentOf } from "#app/kernel/calendar.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { commodities, listings, lots, producers } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { payments, payouts } from "#db/schema/payments.ts";
import { shipments } from "#db/schema/shipments.ts";
import { planOf } from "../ledger/chart.ts";
import { hubPayables } from "../payments/payable-reads.server.ts";
import { confirmedByPeople } from "../payments/payment-rails.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** Offers that wait for a yes or a no before they lapse. */
export const commitmentsToAnswer: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({
      id: commitments.id,
      buyer: organisations.name,
      commodity: commodities.name,
      quantity: commitments.offeredBase,
      unit: commitments.unit,
      basePerUnit: commitments.basePerUnit,
      answerBy: commitments.answerBy,
    })
    .from(commitments)
    .innerJoin(organisations, eq(organisations.id, commitments.buyerId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(and(eq(commitments.sellerId, organisationId), eq(commitments.state, "offered")))
    .orderBy(asc(commitments.answerBy))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "commitment.answer",
      subjectId: row.id,
      path: `pesanan-masuk/${row.id}`,
      due: row.answerBy,
      params: {
        buyer: row.buyer,
        commodity: row.commodity,
        quantity: row.quantity.toString(),
        unit: row.unit,
        basePerUnit: row.basePerUnit.toString(),
      },
    }),
  );
};

/** Shipments of approved orders that should be on their way. */
export const shipmentsToDispatch: TaskSource = async ({ organisationId, zone, today }, on) => {
  const rows = await on
    .select({
      id: shipments.id,
      buyer: organisations.name,
      deliveryDay: shipments.deliveryDay,
      windowStart: orders.windowStart,
    })
    .from(shipments)
    .innerJoin(orders, and(eq(orders.id, shipments.orderId), eq(orders.state, "approved")))
    .innerJoin(organisations, eq(organisations.id, shipments.buyerId))
    .where(
      and(
        eq(shipments.sellerId, organisationId),
        eq(shipments.state, "planned"),
        lte(shipments.deliveryDay, addDays(today, 3)),
      ),
    )
    .orderBy(asc(shipments.deliveryDay), asc(orders.windowStart))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "shipment.dispatch",
      subjectId: row.id,
      path: `kirim/${row.id}`,
      due: momentOf(row.deliveryDay, row.windowStart, zone),
      params: { buyer: row.buyer, day: row.deliveryDay },
    }),
  );
};

/** Invoices that the worker drew up and nobody has issued. */
export const invoicesToIssue: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({
      id: invoices.id,
      buyer: organisations.name,
      total: invoices.totalRupiah,
      draftedAt: invoices.draftedAt,
    })
    .from(invoices)
    .innerJoin(organisations, eq(organisations.id, invoices.buyerId))
    .where(and(eq(invoices.sellerId, organisationId), eq(invoices.state, "draft")))
    .orderBy(asc(invoices.draftedAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "invoice.issue",
      subjectId: row.id,
      path: `penjualan/${row.id}`,
      due: new Date(row.draftedAt.getTime() + 24 * 3_600_000),
      params: { buyer: row.buyer, amount: row.total.toString() },
    }),
  );
};

/** Transfers that a buyer says it made; somebody must look at the bank. */
export const paymentsToVerify: TaskSource = async ({ organisationId, personId }, on) => {
  const rows = await on
    .select({
      id: payments.id,
      payer: organisations.name,
      amount: payments.amountRupiah,
      reportedAt: payments.reportedAt,
    })
    .from(payments)
    .innerJoin(organisations, eq(organisations.id, payments.payerId))
    .where(
      and(
        eq(payments.payeeId, organisationId),
        eq(payments.state, "reported"),
        inArray(payments.rail, confirmedByPeople),
        ne(payments.reportedBy, personId),
      ),
    )
    .orderBy(asc(payments.reportedAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "payment.verify",
      subjectId: row.id,
      path: `pembayaran-masuk/${row.id}`,
      due: new Date(row.reportedAt.getTime() + 24 * 3_600_000),
      params: { payer: row.payer, amount: row.amount.toString() },
    }),
  );
};

/** Payouts that another person asked for, or that were approved and wait for the transfer. */
export const payoutsToSettle: TaskSource = async ({ organisationId, personId }, on) => {
  const rows = await on
    .select({
      id: payouts.id,
      state: payouts.state,
      amount: payouts.amountRupiah,
      requestedAt: payouts.requestedAt,
      organisation: organisations.name,
      producer: producers.name,
    })
    .from(payouts)
    .leftJoin(organisations, eq(organisations.id, payouts.payeeOrganisationId))
    .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
    .where(
      and(
        eq(payouts.payerId, organisationId),
        inArray(payouts.state, ["requested", "approved"]),
        ne(payouts.requestedBy, personId),
      ),
    )
    .orderBy(asc(payouts.requestedAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: row.state === "requested" ? "payout.approve" : "payout.confirm",
      subjectId: row.id,
      path: "bayar-produsen",
      due: new Date(row.requestedAt.getTime() + 24 * 3_600_000),
      params: { payee: row.organisation ?? row.producer ?? "", amount: row.amount.toString() },
    }),
  );
};

/** Producers whose harvest was sold and who have not been paid all of it. */
export const producersToPay: TaskSource = async ({ organisationId }, on) => {
  // On its way already, or waiting with what a buyer objects to.
  const underway = sql`((select coalesce(sum(p.amount_rupiah), 0) from payouts p where p.payee_producer_id = ${producers.id} and p.state in ('requested', 'approved'))
    + (select coalesce(sum(d.held_rupiah), 0) from objection_dues d join line_objections o on o.id = d.objection_id where d.producer_id = ${producers.id} and o.state = 'open'))`;
  const rows = await on
    .select({
      id: producers.id,
      name: producers.name,
      due: sql<string>`(-${accountBalances.balance} - ${underway})::bigint::text`,
    })
    .from(accountBalances)
    .innerJoin(producers, eq(producers.id, accountBalances.subjectId))
    .where(
      and(
        eq(accountBalances.organisationId, organisationId),
        eq(accountBalances.code, planOf("payableProducer").code),
        sql`-${accountBalances.balance} > ${underway}`,
      ),
    )
    .orderBy(asc(producers.name))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "producer.pay",
      subjectId: row.id,
      path: "bayar-produsen",
      due: null,
      params: { payee: row.name, amount: row.due },
    }),
  );
};

/** Shares of delivered call-offs that the trade center owes its koperasi, and what buyers get back. */
export const statementsToPay: TaskSource = async ({ organisationId }, on) => {
  const due = await hubPayables(organisationId, on);
  return due.slice(0, TASKS_MAX).map(
    (row): Task => ({
      kind: "statement.pay",
      subjectId: row.id,
      path: "bayar-produsen",
      due: null,
      params: { payee: row.name, amount: row.dueRupiah.toString() },
    }),
  );
};

/** Shares of a call-off that this koperasi was allotted and has not answered. */
export const allotmentsToAnswer: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({
      id: allotments.id,
      callOffId: allotments.callOffId,
      packs: allotments.packs,
      number: callOffs.number,
      answerBy: callOffs.answerBy,
    })
    .from(allotments)
    .innerJoin(allotmentRounds, eq(allotmentRounds.id, allotments.roundId))
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .where(
      and(
        eq(allotments.koperasiId, organisationId),
        eq(allotments.state, "published"),
        eq(allotmentRounds.state, "published"),
      ),
    )
    .orderBy(asc(callOffs.answerBy))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "allotment.answer",
      subjectId: row.id,
      path: `jatah/${row.callOffId}`,
      due: row.answerBy,
      params: { number: row.number, packs: row.packs.toString() },
    }),
  );
};

/** Listings whose price is about to hide itself. */
export const listingsToRenew: TaskSource = async ({ organisationId, today, zone }, on) => {
  const rows = await on
    .select({ id: listings.id, title: listings.title, until: listings.priceValidUntil })
    .from(listings)
    .where(
      and(
        eq(listings.sellerId, organisationId),
        eq(listings.state, "open"),
        lte(listings.priceValidUntil, addDays(today, 1)),
      ),
    )
    .orderBy(asc(listings.priceValidUntil))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "listing.renew",
      subjectId: row.id,
      path: `barang/${row.id}`,
      due: momentOf(row.until, "23:59", zone),
      params: { title: row.title, day: row.until },
    }),
  );
};

/** Within so many days goods that were brought are likely to be there again. */
const BROUGHT_WITHIN_DAYS = 7;

/** Goods that were brought lately, while none of any is listed for today yet: one tap lists them as last time. */
export const dayToList: TaskSource = async ({ organisationId, today, zone }, on) => {
  const [brought] = await on
    .select({
      count: sql<number>`count(distinct ${lots.listingId})::int`,
      last: sql<BusinessDay | null>`max(${lots.harvestedOn})`,
    })
    .from(lots)
    .innerJoin(listings, and(eq(listings.id, lots.listingId), eq(listings.state, "open")))
    .where(
      and(
        eq(lots.sellerId, organisationId),
        gte(lots.harvestedOn, addDays(today, -BROUGHT_WITHIN_DAYS)),
        lte(lots.harvestedOn, today),
      ),
    );
  if (!brought || brought.last === null || brought.last === today) return [];
  return [
    {
      kind: "day.list",
      subjectId: organisationId,
      path: "barang/hari-ini",
      due: momentOf(today, "23:59", zone),
      params: { count: brought.count.toString(), day: brought.last },
    },
  ];
};
