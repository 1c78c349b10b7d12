import { sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import type { DocumentKind } from "../documents/series.ts";

export type PaperToPack = { readonly id: string; readonly kind: DocumentKind; readonly number: string };

/**
 * The papers about deliveries of these orders that stand and that the buyer may read, with those about their invoices, credit
 * notes and payments: whatever of a purchase has a number.
 */
export async function papersOfOrders(
  buyerId: string,
  orderIds: readonly string[],
  on: Executor = db(),
): Promise<PaperToPack[]> {
  if (orderIds.length === 0) return [];
  const rows = await on.execute<{ id: string; kind: DocumentKind; number: string }>(sql`
    with carried as (
      select id from shipments where order_id = any(${sql.param([...orderIds])}::text[])
    ), billed as (
      select i.id from invoices i join carried c on c.id = i.shipment_id
      union select p.invoice_id from invoice_parts p join carried c on c.id = p.shipment_id
    ), subjects as (
      select id from carried
      union select id from billed
      union select n.id from credit_notes n join billed b on b.id = n.invoice_id
      union select a.payment_id from payment_allocations a join billed b on b.id = a.invoice_id
    )
    select d.id, d.kind, d.number from documents d join subjects s on s.id = d.subject_id
    where d.state = 'issued' and (d.organisation_id = ${buyerId}
      or exists (select 1 from document_readers r where r.document_id = d.id and r.organisation_id = ${buyerId}))
    order by d.kind, d.number, d.id`);
  return [...rows];
}

/** The orders that are paid out of a budget. */
export async function ordersOfBudget(budgetId: string, on: Executor = db()): Promise<string[]> {
  const rows = await on.execute<{ id: string }>(
    sql`select id from orders where budget_id = ${budgetId} order by id`,
  );
  return rows.map((row) => row.id);
}

/** The numbers of these papers, by id. */
export async function documentNumbers(
  documentIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, string>> {
  const rows = await on.execute<{ id: string; number: string }>(
    sql`select id, number from documents where id = any(${sql.param([...documentIds])}::text[])`,
  );
  return new Map(rows.map((row) => [row.id, row.number]));
}
