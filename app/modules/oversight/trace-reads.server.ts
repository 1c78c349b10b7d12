import { aliasedTable, and, asc, desc, eq, ilike, inArray, notInArray, or, sql } from "drizzle-orm";
import type { MemberActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { orders } from "#db/schema/orders.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { receipts, shipments } from "#db/schema/shipments.ts";
import { may } from "../identity/permissions.ts";
import { producerDuesOf } from "../invoicing/producer-due-reads.server.ts";
import { type BookedEntry, entriesAbout } from "../ledger/ledger-reads.server.ts";
import type { TracedSale } from "./trace.ts";

const seller = aliasedTable(organisations, "seller");
const buyer = aliasedTable(organisations, "buyer");

export type TraceMoment = {
  readonly at: Date;
  readonly what: "submitted" | "approved" | "ordered" | "dispatched" | "received" | "invoiced" | "paid";
  readonly number: string | null;
  readonly party: string;
};

export type PurchaseTrace = {
  readonly orderId: string;
  readonly buyerName: string;
  readonly deliveryDay: string;
  readonly state: string;
  /** What of the buyer's budget the order still holds; null for who may not look into that budget. */
  readonly reservedRupiah: bigint | null;
  readonly moments: readonly TraceMoment[];
  /** What was invoiced so far; drafts are no claim yet. */
  readonly sales: readonly TracedSale[];
  /** What was booked, in the books that this viewer may see. */
  readonly entries: readonly (BookedEntry & { readonly organisationName: string })[];
};

type Scope = {
  readonly sellerIds: readonly string[] | "all";
  readonly bookIds: readonly string[] | "all";
  readonly seesBudget: boolean;
  /** Whether it is shown whom the sellers pay, and so what they keep. */
  readonly seesProducers: boolean;
};

/**
 * What of a purchase this actor may follow: the overseer of its city everything, a party its own side, others nothing.
 * Whom a seller pays and what it keeps is for the overseer and for those who read the seller's own books; the buyer
 * follows its money up to the seller, and so does the foundation that pays for it, without the buyer's own books.
 */
function scopeOf(
  actor: MemberActor,
  order: { readonly buyerId: string; readonly foundationId: string | null; readonly cityCode: string },
  agencyCity: string | null,
  sellerIds: readonly string[],
): Scope | null {
  if (actor.organisationKind === "agency" && may(actor, "traces.read") && agencyCity === order.cityCode)
    return { sellerIds: "all", bookIds: "all", seesBudget: true, seesProducers: true };
  const isBuyer = actor.organisationId === order.buyerId;
  if ((isBuyer || actor.organisationId === order.foundationId) && may(actor, "orders.read"))
    return {
      sellerIds: "all",
      bookIds: isBuyer && may(actor, "books.read") ? [order.buyerId] : [],
      seesBudget: may(actor, "budgets.read"),
      seesProducers: false,
    };
  // What a seller earned of it is a sum, and the warehouse is not shown sums.
  if (sellerIds.includes(actor.organisationId) && may(actor, "invoices.read"))
    return {
      sellerIds: [actor.organisationId],
      bookIds: may(actor, "books.read") ? [actor.organisationId] : [],
      seesBudget: false,
      seesProducers: may(actor, "books.read"),
    };
  return null;
}

/** The trace of one order as far as this actor may follow it, or null: then it does not exist for them. */
export async function purchaseTrace(
  actor: MemberActor,
  orderId: string,
  on: Executor = db(),
): Promise<PurchaseTrace | null> {
  const [order] = await on
    .select({ order: orders, buyerName: buyer.name, foundationId: buyer.foundationId })
    .from(orders)
    .innerJoin(buyer, eq(buyer.id, orders.buyerId))
    .where(eq(orders.id, orderId));
  if (!order) return null;
  const [agency] = await on
    .select({ cityCode: organisations.cityCode })
    .from(organisations)
    .where(eq(organisations.id, actor.organisationId));
  const committed = await on
    .selectDistinct({ sellerId: commitments.sellerId })
    .from(commitments)
    .where(
      and(eq(commitments.orderId, orderId), inArray(commitments.state, ["accepted", "fulfilled", "broken"])),
    );
  const sellerIds = committed.map((row) => row.sellerId);
  const scope = scopeOf(
    actor,
    { ...order.order, foundationId: order.foundationId },
    agency?.cityCode ?? null,
    sellerIds,
  );
  if (!scope) return null;
  const shown = scope.sellerIds === "all" ? sellerIds : scope.sellerIds;
  const [sales, moments] = await Promise.all([
    salesOf(orderId, shown, scope.seesProducers, on),
    momentsOf(order.order, order.buyerName, shown, on),
  ]);
  const books = scope.bookIds === "all" ? [order.order.buyerId, ...sellerIds] : scope.bookIds;
  const subjects = await subjectsOf(orderId, on);
  const entries = await entriesAbout(books, subjects, on);
  const names = await on
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.id, [order.order.buyerId, ...sellerIds]));
  return {
    orderId,
    buyerName: order.buyerName,
    deliveryDay: order.order.deliveryDay,
    state: order.order.state,
    reservedRupiah: scope.seesBudget ? order.order.reservedRupiah : null,
    moments,
    sales,
    entries: entries.map((entry) => ({
      ...entry,
      organisationName: names.find((name) => name.id === entry.organisationId)?.name ?? "",
    })),
  };
}

async function salesOf(
  orderId: string,
  sellerIds: readonly string[],
  seesProducers: boolean,
  on: Executor,
): Promise<TracedSale[]> {
  if (sellerIds.length === 0) return [];
  const rows = await on
    .select({
      sellerId: invoices.sellerId,
      sellerName: seller.name,
      shipmentId: invoices.shipmentId,
      appealId: invoices.appealId,
      total: invoices.totalRupiah,
      tax: invoices.taxRupiah,
    })
    .from(invoices)
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .where(
      and(
        eq(invoices.orderId, orderId),
        inArray(invoices.sellerId, [...sellerIds]),
        inArray(invoices.state, ["issued", "settled"]),
      ),
    )
    .orderBy(asc(seller.name));
  const sales: TracedSale[] = [];
  for (const row of rows) {
    const { shipmentId, appealId } = row;
    const dues = shipmentId && seesProducers ? await producerDuesOf({ shipmentId, appealId }, on) : [];
    const names =
      dues.length > 0
        ? await on
            .select({ id: producers.id, name: producers.name })
            .from(producers)
            .where(
              inArray(
                producers.id,
                dues.map((due) => due.producerId),
              ),
            )
        : [];
    sales.push({
      sellerId: row.sellerId,
      sellerName: row.sellerName,
      invoicedRupiah: row.total,
      taxRupiah: row.tax,
      producers: seesProducers
        ? dues.map((due) => ({
            ...due,
            name: names.find((name) => name.id === due.producerId)?.name ?? "",
          }))
        : null,
    });
  }
  return sales;
}

async function momentsOf(
  order: typeof orders.$inferSelect,
  buyerName: string,
  sellerIds: readonly string[],
  on: Executor,
): Promise<TraceMoment[]> {
  const moments: TraceMoment[] = [];
  if (order.submittedAt)
    moments.push({ at: order.submittedAt, what: "submitted", number: null, party: buyerName });
  if (order.approvedAt)
    moments.push({ at: order.approvedAt, what: "approved", number: null, party: buyerName });
  if (sellerIds.length === 0) return moments;
  const carried = await on
    .select({
      dispatchedAt: shipments.dispatchedAt,
      number: shipments.number,
      receivedAt: receipts.receivedAt,
      receipt: receipts.number,
      party: seller.name,
      orderedAt: documents.issuedAt,
      orderPaper: documents.number,
    })
    .from(shipments)
    .innerJoin(seller, eq(seller.id, shipments.sellerId))
    .leftJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .leftJoin(
      documents,
      and(eq(documents.subjectId, shipments.id), eq(documents.kind, "SP"), eq(documents.state, "issued")),
    )
    .where(and(eq(shipments.orderId, order.id), inArray(shipments.sellerId, [...sellerIds])));
  for (const row of carried) {
    if (row.orderedAt)
      moments.push({ at: row.orderedAt, what: "ordered", number: row.orderPaper, party: buyerName });
    if (row.dispatchedAt)
      moments.push({ at: row.dispatchedAt, what: "dispatched", number: row.number, party: row.party });
    if (row.receivedAt)
      moments.push({ at: row.receivedAt, what: "received", number: row.receipt, party: buyerName });
  }
  const claimed = await on
    .select({ id: invoices.id, issuedAt: invoices.issuedAt, number: invoices.number, party: seller.name })
    .from(invoices)
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .where(
      and(
        eq(invoices.orderId, order.id),
        inArray(invoices.sellerId, [...sellerIds]),
        notInArray(invoices.state, ["draft", "discarded"]),
      ),
    );
  for (const row of claimed)
    if (row.issuedAt)
      moments.push({ at: row.issuedAt, what: "invoiced", number: row.number, party: row.party });
  if (claimed.length > 0) {
    const paid = await on
      .selectDistinct({ id: payments.id, at: payments.verifiedAt, number: payments.number })
      .from(payments)
      .innerJoin(paymentAllocations, eq(paymentAllocations.paymentId, payments.id))
      .where(
        and(
          eq(payments.state, "verified"),
          inArray(
            paymentAllocations.invoiceId,
            claimed.map((row) => row.id),
          ),
        ),
      );
    for (const row of paid)
      if (row.at) moments.push({ at: row.at, what: "paid", number: row.number, party: buyerName });
  }
  return moments.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Every id that an entry about this order can carry. */
async function subjectsOf(orderId: string, on: Executor): Promise<string[]> {
  const [carried, claimed] = await Promise.all([
    on.select({ id: shipments.id }).from(shipments).where(eq(shipments.orderId, orderId)),
    on.select({ id: invoices.id }).from(invoices).where(eq(invoices.orderId, orderId)),
  ]);
  const paid =
    claimed.length > 0
      ? await on
          .selectDistinct({ id: paymentAllocations.paymentId })
          .from(paymentAllocations)
          .where(
            inArray(
              paymentAllocations.invoiceId,
              claimed.map((row) => row.id),
            ),
          )
      : [];
  return [
    orderId,
    ...carried.map((row) => row.id),
    ...claimed.map((row) => row.id),
    ...paid.map((row) => row.id),
  ];
}

function soldBy(organisationId: string) {
  return sql`exists (
    select 1 from commitments c where c.order_id = ${orders.id} and c.seller_id = ${organisationId}
      and c.state in ('accepted', 'fulfilled', 'broken'))`;
}

export type TraceHit = {
  readonly orderId: string;
  readonly number: string;
  readonly kind: string;
  readonly buyerName: string;
  readonly deliveryDay: string;
};

/**
 * Purchases whose order, invoice or handover carries a number like this, or whose buyer has such a name: those of its
 * city for an agency, those it sold to for anyone else. At most 30.
 */
export async function searchTraces(
  actor: MemberActor,
  text: string,
  on: Executor = db(),
): Promise<TraceHit[]> {
  if (!may(actor, "traces.read") || text.trim().length < 2) return [];
  const like = `%${text.trim().replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`;
  const orderIdOf = sql<string>`coalesce((select s.order_id from shipments s where s.id = ${documents.subjectId}), (select i.order_id from invoices i where i.id = ${documents.subjectId}), ${documents.subjectId})`;
  return on
    .select({
      orderId: orders.id,
      number: documents.number,
      kind: documents.kind,
      buyerName: buyer.name,
      deliveryDay: orders.deliveryDay,
    })
    .from(documents)
    .innerJoin(orders, eq(orders.id, orderIdOf))
    .innerJoin(buyer, eq(buyer.id, orders.buyerId))
    .innerJoin(organisations, eq(organisations.id, actor.organisationId))
    .where(
      and(
        or(ilike(documents.number, like), ilike(buyer.name, like)),
        actor.organisationKind === "agency"
          ? eq(organisations.cityCode, orders.cityCode)
          : and(soldBy(actor.organisationId), eq(documents.organisationId, actor.organisationId)),
      ),
    )
    .orderBy(desc(documents.issuedAt))
    .limit(30);
}
