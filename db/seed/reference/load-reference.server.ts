import type { Sql } from "postgres";
import { commoditiesPart } from "./commodities.server.ts";
import { foodGoodsPart, foodsPart } from "./foods.server.ts";
import { lanesPart } from "./lanes.server.ts";
import { parametersPart } from "./parameters.server.ts";
import { ceilingsPart, referencePricesPart } from "./prices.server.ts";
import type { ReferencePart } from "./reference-part.ts";
import { regionsPart } from "./regions.server.ts";

/** In the order in which they lean on each other. */
const parts: readonly ReferencePart[] = [
  regionsPart,
  lanesPart,
  parametersPart,
  commoditiesPart,
  foodsPart,
  foodGoodsPart,
  ceilingsPart,
  referencePricesPart,
];

/**
 * Loads every part whose version is not the one that the database already has; a start with nothing new costs one
 * query a part. The version is kept as the table's comment, written in the same transaction as the rows.
 */
export async function loadReference(sql: Sql): Promise<void> {
  for (const part of parts) {
    const note = `reference ${part.version}`;
    await sql.begin(async (tx) => {
      const [present] = await tx<{ note: string | null }[]>`
        select obj_description(${part.table}::regclass, 'pg_class') as note`;
      if (present?.note === note) return;
      await part.load(tx);
      await tx.unsafe(`comment on table ${part.table} is '${note.replaceAll("'", "''")}'`);
    });
  }
}
