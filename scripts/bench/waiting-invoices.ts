import type { Sql } from "postgres";

/** A draft over one received delivery, as the house made it. */
type Pattern = { readonly invoiceId: string; readonly shipmentId: string; readonly orderId: string };

const COPIED = [
  "commitments",
  "shipments",
  "shipment_lines",
  "lot_moves",
  "receipts",
  "invoices",
  "invoice_lines",
];

/**
 * Copies a draft `count` times, with the delivery that it stands on, its order's paper and whose harvest was shipped, and answers
 * the ids of the copies. The laws are switched off meanwhile: goods and orders are not there so often, and nobody asks for them
 * while an invoice is issued.
 */
export async function copyDraft(sql: Sql, pattern: Pattern, count: number): Promise<string[]> {
  // Every id of the pattern ends in another letter block: `of` makes the id of the nth copy from the pattern's own.
  const of = (column: string) => `left(${column}, -6) || lpad(to_hex(n), 6, '0')`;
  const copy = (table: string, where: string, changed: Readonly<Record<string, string>>) =>
    `insert into ${table} select c.* from generate_series(1, ${count}) n, ${table} t,
      lateral jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object(${Object.entries(
        changed,
      )
        .map(([name, value]) => `'${name}', ${value}`)
        .join(", ")})) c where ${where}`;
  const lines = `(select id from shipment_lines where shipment_id = '${pattern.shipmentId}')`;
  const promised = `(select commitment_id from shipment_lines where shipment_id = '${pattern.shipmentId}')`;
  const id = { id: of("t.id") };
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local session_replication_role = replica`;
    const moved = { shipment_line_id: of("t.shipment_line_id") };
    for (const statement of [
      copy("commitments", `t.id in ${promised}`, { ...id, order_line_id: of("t.order_line_id") }),
      copy("shipments", `t.id = '${pattern.shipmentId}'`, { ...id, number: "t.number || '-' || n" }),
      copy("shipment_lines", `t.shipment_id = '${pattern.shipmentId}'`, {
        ...id,
        shipment_id: of("t.shipment_id"),
        commitment_id: of("t.commitment_id"),
      }),
      copy("lot_moves", `t.shipment_line_id in ${lines}`, { ...id, ...moved }),
      copy("receipts", `t.shipment_id = '${pattern.shipmentId}'`, {
        ...id,
        shipment_id: of("t.shipment_id"),
        number: "t.number || '-' || n",
      }),
      copy("invoices", `t.id = '${pattern.invoiceId}'`, { ...id, shipment_id: of("t.shipment_id") }),
      copy("invoice_lines", `t.invoice_id = '${pattern.invoiceId}'`, {
        ...id,
        invoice_id: of("t.invoice_id"),
        ...moved,
      }),
      copy("documents", `t.subject_id = '${pattern.shipmentId}' and t.kind = 'SP'`, {
        ...id,
        subject_id: of("t.subject_id"),
        serial: "t.serial * 100000 + n",
        number: "t.number || '-' || n",
        verification_code: "t.verification_code || n",
      }),
    ])
      await tx.unsafe(statement);
  });
  for (const table of [...COPIED, "documents"]) await sql.unsafe(`vacuum (analyze) ${table}`);
  const rows = await sql`
    select id from invoices where left(id, -6) = left(${pattern.invoiceId}, -6) and id <> ${pattern.invoiceId} order by id`;
  return rows.map((row) => String(row["id"]));
}
