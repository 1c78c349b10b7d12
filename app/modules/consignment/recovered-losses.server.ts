import { asc, inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { hold } from "#db/hold.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { chargeLosses } from "./charge-losses.server.ts";
import { type ChargedLoss, chargedLossesAmong } from "./charged-loss-reads.server.ts";
import { consignedAmong } from "./consigned-line-reads.server.ts";

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
  return chargedLossesAmong(ids, shipmentLineIds, tx);
}
