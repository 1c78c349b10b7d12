import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { banking } from "#tests/support/banking.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";

// Goal: the proof that every invoice stands in both books by what it says can fail. Method: one invoice through commands, for which the
// proof holds; then its paper, its state and its tax are changed behind the books' back, one at a time, and each is found.
const database = await testDatabase({ proofs: false });

test("an invoice that says otherwise than the books is found, whatever of it was changed", async () => {
  const { sql } = database;
  const { invoiceId } = await banking(database, deliveries(database)).invoiced();
  const proof = await readFile(new URL("../../db/proofs/invoices-booked.sql", import.meta.url), "utf8");
  const found = async () => (await sql.unsafe(proof)).map((row) => [row["subject_id"], row["what"]]);
  expect(await found()).toEqual([]);
  await sql`alter table invoices disable trigger user`;
  const changes = [
    [sql`goods_rupiah = goods_rupiah + 1, total_rupiah = total_rupiah + 1`, "invoice"],
    [sql`tax_rupiah = tax_rupiah + 7, total_rupiah = total_rupiah + 7, advance_rupiah = 7`, "tax"],
    [sql`state = 'credited'`, "invoice"],
  ] as const;
  for (const [change, what] of changes) {
    const told = await sql
      .begin(async (tx) => {
        await tx`update invoices set ${change} where id = ${invoiceId}`;
        const rows = await tx.unsafe(proof);
        throw Object.assign(new Error("undo"), { rows });
      })
      .catch((error: { rows?: readonly Record<string, unknown>[] }) => {
        if (!error.rows) throw error;
        return error.rows.map((row) => [row["subject_id"], row["what"]]);
      });
    expect(told).toEqual([[invoiceId, what]]);
  }
});
