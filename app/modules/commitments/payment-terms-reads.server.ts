import { type AnyColumn, aliasedTable, and, asc, desc, eq, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { paymentTerms } from "#db/schema/commitments-terms.ts";
import { organisations } from "#db/schema/identity.ts";
import { orders } from "#db/schema/orders.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { type Collection, periodAround } from "./collection.ts";
import type { LateFeeRule, TermsBounds, TradePartner } from "./payment-terms.ts";

const TERMS_DAYS = "payment.terms_days";
const FEE_MOST = "payment.late_fee_most_basis_points";
const FEE_CAP_MOST = "payment.late_fee_cap_most_basis_points";
/** As many agreements as a page shows of one organisation. */
const SHOWN_MAX = 200;

/**
 * In how many days an order's goods of one seller are paid: as the two agreed for the order's delivery day, or else as the buyer pays
 * everybody. For a query that knows `orders`.
 */
export function agreedTermDays(sellerId: AnyColumn | string): SQL<number> {
  return sql<number>`coalesce((
    select t.term_days from ${paymentTerms} t
    where t.seller_id = ${sellerId} and t.buyer_id = "orders"."buyer_id" and t.state = 'agreed' and t.valid_from <= "orders"."delivery_day"
    order by t.valid_from desc, t.answered_at desc limit 1), "orders"."payment_term_days")`.mapWith(Number);
}

/** How an order's goods of one seller are invoiced, as the two agreed for its delivery day. For a query that knows `orders`. */
export function agreedCollection(sellerId: AnyColumn | string): SQL<Collection> {
  return sql<Collection>`coalesce((
    select t.collection from ${paymentTerms} t
    where t.seller_id = ${sellerId} and t.buyer_id = "orders"."buyer_id" and t.state = 'agreed' and t.valid_from <= "orders"."delivery_day"
    order by t.valid_from desc, t.answered_at desc limit 1), 'each')`;
}

/** In how many days an order's goods of one seller are paid, when it is known which order. */
export async function termDaysFor(orderId: string, sellerId: string, on: Executor = db()): Promise<number> {
  const [row] = await on
    .select({ termDays: agreedTermDays(sellerId) })
    .from(orders)
    .where(eq(orders.id, orderId));
  invariant(row, "whose term is asked for is an order");
  return row.termDays;
}

/**
 * On which day an order's goods of one seller, taken over on a day, fall due: so many days after it, or after the period that is invoiced
 * at once. Banks may be shut on it.
 */
export async function payableFrom(
  takenOver: BusinessDay,
  orderId: string,
  sellerId: string,
  on: Executor = db(),
): Promise<BusinessDay> {
  const [row] = await on
    .select({ termDays: agreedTermDays(sellerId), collection: agreedCollection(sellerId) })
    .from(orders)
    .where(eq(orders.id, orderId));
  invariant(row, "whose term is asked for is an order");
  const { termDays, collection } = row;
  return addDays(collection === "each" ? takenOver : periodAround(takenOver, collection).through, termDays);
}

/** What two organisations agreed on for goods delivered on a day; null where they agreed on nothing. */
export async function termsInForce(
  parties: { readonly sellerId: string; readonly buyerId: string },
  day: BusinessDay,
  on: Executor = db(),
): Promise<typeof paymentTerms.$inferSelect | null> {
  const [row] = await on
    .select()
    .from(paymentTerms)
    .where(
      and(
        eq(paymentTerms.sellerId, parties.sellerId),
        eq(paymentTerms.buyerId, parties.buyerId),
        eq(paymentTerms.state, "agreed"),
        lte(paymentTerms.validFrom, day),
      ),
    )
    .orderBy(desc(paymentTerms.validFrom), desc(paymentTerms.answeredAt))
    .limit(1);
  return row ?? null;
}

/** What being late costs by these terms; null where it costs nothing. */
export function lateFeeOfTerms(
  terms: Pick<typeof paymentTerms.$inferSelect, "lateFeeBasisPoints" | "lateFeeCapBasisPoints">,
): LateFeeRule | null {
  const { lateFeeBasisPoints: basisPoints, lateFeeCapBasisPoints: capBasisPoints } = terms;
  return basisPoints === null || capBasisPoints === null ? null : { basisPoints, capBasisPoints };
}

/** What may be agreed to, by the rules in force on a day in the seller's region. */
export async function termsBounds(
  scope: { readonly regionCode: string; readonly day: BusinessDay },
  on: Executor = db(),
): Promise<TermsBounds> {
  const rules = await parametersOn(on, [TERMS_DAYS, FEE_MOST, FEE_CAP_MOST], scope);
  const days = rules[TERMS_DAYS];
  invariant(Array.isArray(days), "the terms to choose from are a list of days");
  return {
    termsDays: days.map(Number),
    lateFeeMost: {
      basisPoints: asNumber(FEE_MOST, rules[FEE_MOST]),
      capBasisPoints: asNumber(FEE_CAP_MOST, rules[FEE_CAP_MOST]),
    },
  };
}

export type TermsSummary = typeof paymentTerms.$inferSelect & {
  readonly sellerName: string;
  readonly buyerName: string;
};

/** What an organisation proposed, was proposed, and agreed on, with whom; what waits first, then the latest. */
export async function termsOf(organisationId: string, on: Executor = db()): Promise<TermsSummary[]> {
  const seller = aliasedTable(organisations, "seller");
  const buyer = aliasedTable(organisations, "buyer");
  const rows = await on
    .select({ terms: paymentTerms, sellerName: seller.name, buyerName: buyer.name })
    .from(paymentTerms)
    .innerJoin(seller, eq(seller.id, paymentTerms.sellerId))
    .innerJoin(buyer, eq(buyer.id, paymentTerms.buyerId))
    .where(or(eq(paymentTerms.sellerId, organisationId), eq(paymentTerms.buyerId, organisationId)))
    .orderBy(
      asc(sql`${paymentTerms.state} <> 'proposed'`),
      desc(paymentTerms.validFrom),
      desc(paymentTerms.id),
    )
    .limit(SHOWN_MAX);
  return rows.map(({ terms, sellerName, buyerName }) => ({ ...terms, sellerName, buyerName }));
}

/** Proposals of partners that wait for this organisation as seller or as buyer, those that begin first at the top. */
export async function termsToAnswer(
  organisationId: string,
  side: "seller" | "buyer",
  limit: number,
  on: Executor = db(),
): Promise<
  { readonly id: string; readonly name: string; readonly termDays: number; readonly validFrom: BusinessDay }[]
> {
  return on
    .select({
      id: paymentTerms.id,
      name: organisations.name,
      termDays: paymentTerms.termDays,
      validFrom: paymentTerms.validFrom,
    })
    .from(paymentTerms)
    .innerJoin(organisations, eq(organisations.id, paymentTerms.proposedFor))
    .where(
      and(
        eq(paymentTerms.state, "proposed"),
        eq(side === "seller" ? paymentTerms.sellerId : paymentTerms.buyerId, organisationId),
        ne(paymentTerms.proposedFor, organisationId),
      ),
    )
    .orderBy(asc(paymentTerms.validFrom), asc(paymentTerms.id))
    .limit(limit);
}

/** With whom an organisation traded, or was asked to, by name: those are who it can agree with. */
export async function tradePartnersOf(organisationId: string, on: Executor = db()): Promise<TradePartner[]> {
  const rows = await on.execute<TradePartner>(sql`
    select o.id, o.name, p.side from (
      select distinct seller_id as id, 'seller' as side from ${commitments} where buyer_id = ${organisationId}
      union select distinct buyer_id, 'buyer' from ${commitments} where seller_id = ${organisationId}
    ) p join ${organisations} o on o.id = p.id order by o.name, p.side limit ${SHOWN_MAX}`);
  return [...rows];
}
