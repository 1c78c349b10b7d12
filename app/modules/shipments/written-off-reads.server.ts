import { and, inArray, sql } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { lotCostMoves } from "#db/schema/catalogue-costs.ts";
import type { WrittenOff } from "./appeal.ts";

/** What a trader wrote off of these lines when they were weighed: how much, and at what cost. Nothing where the goods had none. */
export async function writtenOffOf(shipmentLineIds: readonly string[], on: Executor): Promise<WrittenOff[]> {
  if (shipmentLineIds.length === 0) return [];
  const rows = await on
    .select({
      shipmentLineId: lotCostMoves.shipmentLineId,
      kind: lotCostMoves.kind,
      base: sql<string>`sum(${lotCostMoves.outBase})::text`,
      costRupiah: sql<string>`(-sum(${lotCostMoves.valueRupiah}))::text`,
    })
    .from(lotCostMoves)
    .where(
      and(
        inArray(lotCostMoves.shipmentLineId, [...shipmentLineIds]),
        inArray(lotCostMoves.kind, ["lost", "short"]),
      ),
    )
    .groupBy(lotCostMoves.shipmentLineId, lotCostMoves.kind);
  return rows.flatMap(({ shipmentLineId, kind, ...row }) =>
    shipmentLineId !== null && (kind === "lost" || kind === "short")
      ? [{ shipmentLineId, kind, base: BigInt(row.base), costRupiah: BigInt(row.costRupiah) }]
      : [],
  );
}
