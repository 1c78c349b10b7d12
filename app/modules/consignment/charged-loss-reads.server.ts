import { and, eq, inArray } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { consignmentLines } from "#db/schema/consignment.ts";

/** What a keeper owes its consignor for goods in custody that a weighing took off, in base units and rupiah. */
export type ChargedLoss = {
  readonly shipmentLineId: string;
  /** Destroyed at the door, or never arrived and kept unpaid. */
  readonly kind: "lost" | "short";
  readonly base: bigint;
  readonly costRupiah: bigint;
};

/** What these consignments' keepers were charged for goods that left with one of these lines, line by line. */
export async function chargedLossesAmong(
  consignmentIds: readonly string[],
  shipmentLineIds: readonly string[],
  on: Executor = db(),
): Promise<ChargedLoss[]> {
  const rows = await on
    .select({ line: consignmentLines, movedWith: lotMoves.shipmentLineId })
    .from(consignmentLines)
    .leftJoin(lotMoves, eq(lotMoves.id, consignmentLines.lotMoveId))
    .where(
      and(inArray(consignmentLines.consignmentId, [...consignmentIds]), eq(consignmentLines.kind, "lost")),
    );
  const charged = new Map<string, ChargedLoss>();
  for (const { line, movedWith } of rows) {
    const kind = line.lotMoveId === null ? "short" : "lost";
    const shipmentLineId = line.shipmentLineId ?? movedWith;
    if (shipmentLineId === null || !shipmentLineIds.includes(shipmentLineId)) continue;
    const key = `${shipmentLineId} ${kind}`;
    const before = charged.get(key) ?? { shipmentLineId, kind, base: 0n, costRupiah: 0n };
    charged.set(key, {
      ...before,
      base: before.base + line.quantityBase,
      costRupiah: before.costRupiah + line.shareRupiah,
    });
  }
  return [...charged.values()];
}
