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

export type FileOfOrder = {
  readonly id: string;
  readonly purpose: string;
  /** What it belongs to: the number of the handover minutes, the bank's number of a transfer, or the day of delivery. */
  readonly about: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
};

/** What was brought as proof of these orders: for their prices, at their handovers, and of their payments. */
export async function filesOfOrders(
  orderIds: readonly string[],
  on: Executor = db(),
): Promise<FileOfOrder[]> {
  if (orderIds.length === 0) return [];
  const rows = await on.execute<{
    id: string;
    purpose: string;
    about: string | null;
    file_name: string;
    media_type: string;
    sha256: string;
  }>(sql`
    with asked as (
      select id, delivery_day from orders where id = any(${sql.param([...orderIds])}::text[])
    ), carried as (
      select s.id, r.number from shipments s join asked o on o.id = s.order_id left join receipts r on r.shipment_id = s.id
    ), brought as (
      select e.file_id as id, 'Bukti harga' as purpose, o.delivery_day::text as about
        from price_evidences e join asked o on o.id = e.order_id
      union select l.photo_id, 'Foto serah terima', c.number
        from shipment_lines l join carried c on c.id = l.shipment_id where l.photo_id is not null
      union select g.photo_id, 'Foto banding', c.number
        from appeal_lines g join appeals a on a.id = g.appeal_id join carried c on c.id = a.shipment_id
      union select p.proof_id, 'Bukti transfer', p.bank_reference from payments p
        join payment_allocations a on a.payment_id = p.id
        join (select id, shipment_id from invoices union all select invoice_id, shipment_id from invoice_parts) i on i.id = a.invoice_id
        join carried c on c.id = i.shipment_id where p.state = 'verified'
    )
    select f.id, b.purpose, b.about, f.file_name, f.media_type, f.sha256 from brought b
    join stored_files f on f.id = b.id order by b.purpose, f.id`);
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose,
    about: row.about ?? "",
    name: row.file_name,
    mediaType: row.media_type,
    sha256: row.sha256,
  }));
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
