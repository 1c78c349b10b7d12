import { aliasedTable, and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import {
  creditNotes,
  invoiceLines,
  invoices,
  koperasiStatements,
  statementCorrections,
} from "#db/schema/invoicing.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import { freightCorrections } from "#db/schema/invoicing-freight.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { orders } from "#db/schema/orders.ts";
import { receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { ridePlaces } from "#db/schema/shipments-rides.ts";
import type { TracedTrade } from "./trace.policy.ts";

const buyer = aliasedTable(organisations, "buyer");
const hub = aliasedTable(organisations, "hub");

/** One picture of more trades than these is no picture. */
export const TRADES_MAX = 30;

/**
 * The purchases and call-offs that an id has a part in, the newest first, at most `TRADES_MAX` and one more: those of an order, a
 * call-off, an invoice, a shipment, a lot, a statement, a payment or a payout. What a payout to a producer paid is every sale that
 * it was owed for until then. An id of anything else, or of nothing, has none.
 */
export async function tradesNamedBy(id: string, on: Executor = db()): Promise<string[]> {
  const rows = await on.execute<{ trade_id: string }>(sql`
    with recursive parts (id) as (
      values (${id}::text)
      -- What of a lot was brought to another warehouse is the same goods.
      union select m.other_lot_id from parts p join lot_moves m on m.lot_id = p.id and m.kind = 'moved_out'
    ), named (id) as (
      values (${id}::text)
      union select invoice_id from payment_allocations where payment_id = ${id}
      union select l.shipment_id from lot_moves m join shipment_lines l on l.id = m.shipment_line_id
        where m.lot_id in (select id from parts)
      union select l.shipment_id from commitments c join shipment_lines l on l.commitment_id = c.id where c.lot_id in (select id from parts)
      union select late_of from invoices where id = ${id}
      union select i.late_of from payment_allocations a join invoices i on i.id = a.invoice_id where a.payment_id = ${id}
      union select statement_id from payouts where id = ${id}
      union select r.invoice_id from payouts p join refunds r on r.id = p.refund_id where p.id = ${id}
      union select r.shipment_id from payouts p join ride_places r on r.id = p.ride_place_id where p.id = ${id}
      union select l.invoice_id from payouts p join consignment_lines l on l.settlement_id = p.settlement_id where p.id = ${id}
      union select n.invoice_id from payouts p
        join debit_notes d on d.id = p.debit_note_id join credit_notes n on n.id = d.credit_note_id where p.id = ${id}
      union select e.subject_id from payouts p
        join accounts a on a.organisation_id = p.payer_id and a.subject_id = p.payee_producer_id
        join postings g on g.account_id = a.id and g.amount < 0
        join entries e on e.id = g.entry_id and e.kind = 'producers.due' and e.recorded_at <= p.requested_at
        where p.id = ${id} and p.settlement_id is null
    )
    select trade_id from (
      select o.id as trade_id, o.created_at as at from orders o where o.id in (select id from named)
      union select c.id, c.opened_at from call_offs c where c.id in (select id from named)
      union select coalesce(i.order_id, i.call_off_id), i.drafted_at from invoices i where i.id in (select id from named)
      union select h.order_id, i.drafted_at from invoice_parts p join invoices i on i.id = p.invoice_id join shipments h on h.id = p.shipment_id
        where p.invoice_id in (select id from named) or p.id in (select id from named)
      union select i.order_id, i.drafted_at from invoices i where i.appeal_id in (select id from named)
      union select s.call_off_id, s.created_at from koperasi_statements s where s.id in (select id from named)
      union select coalesce(h.order_id, h.call_off_id), h.created_at from shipments h where h.id in (select id from named)
    ) found
    where trade_id is not null
    group by trade_id
    order by max(at) desc nulls last, trade_id desc
    limit ${TRADES_MAX + 1}`);
  return rows.map((row) => row.trade_id);
}

export type FoundTrade = TracedTrade & {
  readonly buyerName: string;
  readonly deliveryDay: string;
  readonly number: string | null;
  readonly reservedRupiah: bigint | null;
  readonly submittedAt: Date | null;
  readonly approvedAt: Date | null;
};

/** An order or a call-off with all who have a part in it, or null. */
export async function tracedTrade(id: string, on: Executor = db()): Promise<FoundTrade | null> {
  return (await orderTrade(id, on)) ?? (await callOffTrade(id, on));
}

async function orderTrade(id: string, on: Executor): Promise<FoundTrade | null> {
  const [row] = await on
    .select({ order: orders, buyerName: buyer.name, foundationId: buyer.foundationId })
    .from(orders)
    .innerJoin(buyer, eq(buyer.id, orders.buyerId))
    .where(eq(orders.id, id));
  if (!row) return null;
  const sellers = await on
    .selectDistinct({ sellerId: commitments.sellerId })
    .from(commitments)
    .where(and(eq(commitments.orderId, id), inArray(commitments.state, ["accepted", "fulfilled", "broken"])));
  const { order, ...names } = row;
  return {
    ...names,
    id,
    kind: "order",
    buyerId: order.buyerId,
    cityCodes: [order.cityCode],
    sellerIds: sellers.map(({ sellerId }) => sellerId),
    koperasiIds: [],
    deliveryDay: order.deliveryDay,
    number: null,
    reservedRupiah: order.reservedRupiah,
    submittedAt: order.submittedAt,
    approvedAt: order.approvedAt,
  };
}

async function callOffTrade(id: string, on: Executor): Promise<FoundTrade | null> {
  const [row] = await on
    .select({
      callOff: callOffs,
      buyerId: contracts.buyerId,
      buyerName: buyer.name,
      foundationId: buyer.foundationId,
      buyerCity: buyer.cityCode,
      hubCity: hub.cityCode,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(buyer, eq(buyer.id, contracts.buyerId))
    .innerJoin(hub, eq(hub.id, callOffs.hubId))
    .where(eq(callOffs.id, id));
  if (!row) return null;
  const divided = await on
    .selectDistinct({ koperasiId: koperasiStatements.koperasiId })
    .from(koperasiStatements)
    .where(eq(koperasiStatements.callOffId, id));
  const { callOff } = row;
  return {
    id,
    kind: "callOff",
    buyerId: row.buyerId,
    buyerName: row.buyerName,
    foundationId: row.foundationId,
    cityCodes: [row.hubCity, row.buyerCity].flatMap((code) => code ?? []),
    sellerIds: [callOff.hubId],
    koperasiIds: divided.map(({ koperasiId }) => koperasiId),
    deliveryDay: callOff.deliveryDay,
    number: callOff.number,
    reservedRupiah: null,
    submittedAt: null,
    approvedAt: null,
  };
}

/** The columns that tie a shipment or an invoice to this trade. */
export function isOfTrade(
  trade: TracedTrade,
  table: typeof shipments | typeof invoices,
): ReturnType<typeof eq> {
  return eq(trade.kind === "order" ? table.orderId : table.callOffId, trade.id);
}

/** Of an order, what spent of its budget: what was received of it, and what an appeal granted afterwards. */
export async function spendingSubjects(trade: TracedTrade, on: Executor = db()): Promise<string[]> {
  if (trade.kind !== "order") return [];
  const rows = await on
    .select({ id: receipts.id })
    .from(receipts)
    .innerJoin(shipments, eq(shipments.id, receipts.shipmentId))
    .where(isOfTrade(trade, shipments))
    .union(
      on
        .select({ id: appeals.id })
        .from(appeals)
        .innerJoin(shipments, eq(shipments.id, appeals.shipmentId))
        .where(isOfTrade(trade, shipments)),
    );
  return rows.map((row) => row.id);
}

/** Every id that an entry about this trade alone can carry; what it shares with others is in `sharedSubjects`. */
export async function subjectsOf(trade: TracedTrade, on: Executor = db()): Promise<string[]> {
  // Anew for each use: a query that others are united with is changed by it.
  const claimed = () => on.select({ id: invoices.id }).from(invoices).where(isOfTrade(trade, invoices));
  const statements = () =>
    on
      .select({ id: koperasiStatements.id })
      .from(koperasiStatements)
      .where(eq(koperasiStatements.callOffId, trade.id));
  const rows = await claimed()
    .union(on.select({ id: shipments.id }).from(shipments).where(isOfTrade(trade, shipments)))
    .union(
      on
        .select({ id: invoiceParts.id })
        .from(invoiceParts)
        .innerJoin(shipments, eq(shipments.id, invoiceParts.shipmentId))
        .where(isOfTrade(trade, shipments)),
    )
    .union(
      on
        .select({ id: sql<string>`${invoices.appealId}` })
        .from(invoices)
        .where(and(isOfTrade(trade, invoices), isNotNull(invoices.appealId))),
    )
    .union(statements())
    .union(
      on.select({ id: creditNotes.id }).from(creditNotes).where(inArray(creditNotes.invoiceId, claimed())),
    )
    .union(
      // Of an invoice over a period, those about a line of this trade.
      on
        .select({ id: sql<string>`${lineObjections.creditNoteId}` })
        .from(lineObjections)
        .innerJoin(invoiceLines, eq(invoiceLines.id, lineObjections.invoiceLineId))
        .innerJoin(shipmentLines, eq(shipmentLines.id, invoiceLines.shipmentLineId))
        .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
        .where(and(isOfTrade(trade, shipments), isNotNull(lineObjections.creditNoteId))),
    )
    .union(
      on
        .select({ id: debitNotes.id })
        .from(debitNotes)
        .innerJoin(creditNotes, eq(creditNotes.id, debitNotes.creditNoteId))
        .where(inArray(creditNotes.invoiceId, claimed())),
    )
    .union(
      on
        .select({ id: ridePlaces.id })
        .from(ridePlaces)
        .innerJoin(shipments, eq(shipments.id, ridePlaces.shipmentId))
        .where(isOfTrade(trade, shipments)),
    )
    .union(
      on
        .select({ id: statementCorrections.id })
        .from(statementCorrections)
        .where(inArray(statementCorrections.statementId, statements())),
    )
    .union(
      on
        .select({ id: freightCorrections.correctionId })
        .from(freightCorrections)
        .where(inArray(freightCorrections.statementId, statements())),
    );
  return [trade.id, ...rows.map((row) => row.id)];
}
