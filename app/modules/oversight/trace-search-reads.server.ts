import { aliasedTable, and, desc, eq, ilike, or, sql } from "drizzle-orm";
import type { MemberActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { orders } from "#db/schema/orders.ts";
import { may } from "../identity/permissions.ts";

const buyer = aliasedTable(organisations, "buyer");

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
  const orderIdOf = sql<string>`coalesce((select s.order_id from shipments s where s.id = ${documents.subjectId}), (select i.order_id from invoices i where i.id = ${documents.subjectId}),
    (select s.order_id from invoice_parts p join shipments s on s.id = p.shipment_id where p.invoice_id = ${documents.subjectId} order by p.id limit 1), ${documents.subjectId})`;
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
