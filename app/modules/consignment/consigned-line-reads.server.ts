import { asc, eq, sql } from "drizzle-orm";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { consignments } from "#db/schema/consignment.ts";
import { shipmentLines } from "#db/schema/shipments.ts";

/** Those of these lines that carried consigned goods, each with its consignment and what left the store and did not come back. */
export async function consignedAmong(shipmentLineIds: readonly string[], on: Executor = db()) {
  if (shipmentLineIds.length === 0) return [];
  const keptBase = sql<string>`(select coalesce(sum(case ${lotMoves.kind} when 'shipped' then ${lotMoves.quantityBase} when 'back' then -${lotMoves.quantityBase} else 0 end), 0)::text
    from ${lotMoves} where ${lotMoves.shipmentLineId} = ${shipmentLines.id})`;
  return on
    .select({ consignment: consignments, line: shipmentLines, keptBase })
    .from(shipmentLines)
    .innerJoin(consignments, eq(consignments.lotId, shipmentLines.lotId))
    .where(isAmong(shipmentLines.id, shipmentLineIds))
    .orderBy(asc(shipmentLines.position));
}
