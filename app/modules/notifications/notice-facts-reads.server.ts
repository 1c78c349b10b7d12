import { aliasedTable, and, eq, inArray } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { payments } from "#db/schema/payments.ts";
import { shipments } from "#db/schema/shipments.ts";
import type { NoticeFacts, NoticeKind } from "./notice.ts";

const other = aliasedTable(organisations, "other");

type Find = (subjectId: string, on: Executor) => Promise<NoticeFacts[]>;

const offered: Find = async (id, on) => {
  const rows = await on
    .select({
      organisationId: commitments.sellerId,
      name: other.name,
      goods: commodities.name,
      day: commitments.deliveryDay,
    })
    .from(commitments)
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(other, eq(other.id, commitments.buyerId))
    .where(eq(commitments.id, id));
  return rows.map(({ organisationId, ...params }) => ({
    organisationId,
    subjectId: id,
    path: `pesanan-masuk/${id}`,
    params,
  }));
};

/** Everyone who had promised something for an order that is no longer wanted. */
const cancelled: Find = async (id, on) => {
  const rows = await on
    .selectDistinct({
      organisationId: commitments.sellerId,
      name: other.name,
      day: orders.deliveryDay,
      reason: orders.stateReason,
    })
    .from(commitments)
    .innerJoin(orders, eq(orders.id, commitments.orderId))
    .innerJoin(other, eq(other.id, orders.buyerId))
    .where(and(eq(orders.id, id), inArray(commitments.state, ["offered", "accepted", "cancelled"])));
  return rows.map(({ organisationId, reason, ...params }) => ({
    organisationId,
    subjectId: id,
    path: "pesanan-masuk",
    params: { ...params, reason: reason ?? "" },
  }));
};

function shipment(side: "buyer" | "seller"): Find {
  const [to, from] =
    side === "buyer" ? [shipments.buyerId, shipments.sellerId] : [shipments.sellerId, shipments.buyerId];
  return async (id, on) => {
    const rows = await on
      .select({ organisationId: to, name: other.name, number: shipments.number })
      .from(shipments)
      .innerJoin(other, eq(other.id, from))
      .where(eq(shipments.id, id));
    const path = side === "buyer" ? `terima/${id}` : `kirim/${id}`;
    return rows.map((row) => ({
      organisationId: row.organisationId,
      subjectId: id,
      path,
      params: { name: row.name, number: row.number ?? "" },
    }));
  };
}

const issued: Find = async (id, on) => {
  const rows = await on
    .select({
      organisationId: invoices.buyerId,
      name: other.name,
      number: invoices.number,
      amount: invoices.totalRupiah,
      day: invoices.dueOn,
    })
    .from(invoices)
    .innerJoin(other, eq(other.id, invoices.sellerId))
    .where(eq(invoices.id, id));
  return rows.map((row) => ({
    organisationId: row.organisationId,
    subjectId: id,
    path: `tagihan/${id}`,
    params: { name: row.name, number: row.number ?? "", amount: row.amount.toString(), day: row.day },
  }));
};

function payment(side: "payee" | "payer"): Find {
  const [to, from] =
    side === "payee" ? [payments.payeeId, payments.payerId] : [payments.payerId, payments.payeeId];
  return async (id, on) => {
    const rows = await on
      .select({
        organisationId: to,
        name: other.name,
        amount: payments.amountRupiah,
        number: payments.number,
        reason: payments.reason,
      })
      .from(payments)
      .innerJoin(other, eq(other.id, from))
      .where(eq(payments.id, id));
    return rows.map((row) => ({
      organisationId: row.organisationId,
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

/** Every koperasi that shares in a published round. */
const shared: Find = async (roundId, on) => {
  const rows = await on
    .select({
      organisationId: allotments.koperasiId,
      callOffId: allotments.callOffId,
      packs: allotments.packs,
      number: callOffs.number,
    })
    .from(allotments)
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .where(and(eq(allotments.roundId, roundId), eq(allotments.state, "published")));
  return rows.map((row) => ({
    organisationId: row.organisationId,
    subjectId: roundId,
    path: `jatah/${row.callOffId}`,
    params: { number: row.number, packs: row.packs.toString() },
  }));
};

const finders: Readonly<Record<NoticeKind, Find>> = {
  "commitment.offered": offered,
  "order.cancelled": cancelled,
  "shipment.dispatched": shipment("buyer"),
  "shipment.received": shipment("seller"),
  "invoice.issued": issued,
  "payment.reported": payment("payee"),
  "payment.verified": payment("payer"),
  "payment.rejected": payment("payer"),
  "allotment.published": shared,
};

/** Whom a piece of news concerns, read from the truth as it is now. */
export function noticeFacts(
  kind: NoticeKind,
  subjectId: string,
  on: Executor = db(),
): Promise<NoticeFacts[]> {
  return finders[kind](subjectId, on);
}
