import { newId } from "#app/platform/new-id.server.ts";
import type { TestDatabase } from "./database.ts";

/** Says afterwards of a lot of nobody in particular that all of it, shipped or not, is the harvest of one producer. */
export async function grownBy(database: TestDatabase, lotId: string, producerId: string): Promise<void> {
  await database.sql.begin(async (sql) => {
    await sql`insert into lot_sources (lot_id, producer_id) values (${lotId}, ${producerId})`;
    const [lot] = await sql`select quantity_base::text as base, created_at from lots where id = ${lotId}`;
    const shipped = await sql`
      select shipment_line_id, sum(quantity_base)::text as base from lot_moves where lot_id = ${lotId} and kind = 'shipped' group by 1`;
    const write = (kind: string, whose: string | null, base: string, line: string | null = null) => sql`
      insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, shipment_line_id, other_lot_id, recorded_at)
      values (${newId("lotMove")}, ${lotId}, ${whose}, ${kind}, ${base}, ${line}, ${kind.startsWith("moved") ? lotId : null}, ${lot?.["created_at"]})`;
    for (const row of shipped) await write("back", null, row["base"], row["shipment_line_id"]);
    await write("moved_out", null, lot?.["base"]);
    await write("moved_in", producerId, lot?.["base"]);
    for (const row of shipped) await write("shipped", producerId, row["base"], row["shipment_line_id"]);
  });
}
