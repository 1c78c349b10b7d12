import { and, asc, eq, inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { hold } from "#db/hold.server.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { consignmentLines, consignments } from "#db/schema/consignment.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { chargeLosses } from "./charge-losses.server.ts";
import { consignedAmong } from "./consigned-line-reads.server.ts";

/** What a keeper owes its consignor for goods in custody that a weighing took off, in base units and rupiah. */
export type ChargedLoss = {
  readonly shipmentLineId: string;
  /** Destroyed at the door, or never arrived and kept unpaid. */
  readonly kind: "lost" | "short";
  readonly base: bigint;
  readonly costRupiah: bigint;
};

/**
 * What was charged to their keeper for goods that left with these lines and were lost at the door or on the way, line by line.
 * Charges first, in the caller's transaction, what no night has charged yet: whoever sells them after all must know what they
 * owe for them already. Charged once, however often it is asked.
 */
export async function chargedLosses(
  tx: LatestTransaction,
  call: Call,
  shipmentLineIds: readonly string[],
): Promise<ChargedLoss[]> {
  const found = await consignedAmong(shipmentLineIds, tx);
  const ids = [...new Set(found.map(({ consignment }) => consignment.id))];
  if (ids.length === 0) return [];
  const own = await hold(tx, consignments, inArray(consignments.id, ids), asc(consignments.id));
  for (const consignment of own) await chargeLosses(tx, call, consignment);
  const rows = await tx
    .select({ line: consignmentLines, movedWith: lotMoves.shipmentLineId })
    .from(consignmentLines)
    .leftJoin(lotMoves, eq(lotMoves.id, consignmentLines.lotMoveId))
    .where(and(inArray(consignmentLines.consignmentId, ids), eq(consignmentLines.kind, "lost")));
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
