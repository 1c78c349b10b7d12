import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type CostPart, moveCosts } from "../catalogue/write-costs.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { type GoneLine, goneOf } from "./receiving.ts";
import type { ShipmentFacts } from "./shipment-facts-reads.server.ts";

/**
 * Writes off in its seller's books what left with a shipment and nobody accepted: refused and spoiled, or never arrived. Only
 * goods that were bought to be sold have a cost there; what comes back whole is stock as before.
 */
export async function writeOffGone(
  tx: LatestTransaction,
  call: Call,
  shipment: ShipmentFacts,
  number: string,
  lines: readonly (GoneLine & { readonly id: string; readonly lotId: string | null })[],
): Promise<void> {
  const parts = lines.flatMap((line): CostPart[] => {
    if (line.lotId === null) return [];
    const { lostBase, shortBase } = goneOf(line);
    const left = { lotId: line.lotId, shipmentLineId: line.id };
    return [
      { ...left, kind: "lost", base: lostBase },
      { ...left, kind: "short", base: shortBase },
    ];
  });
  const on = dayOf(call.at, await clockOf(shipment.sellerId, tx));
  const deed = { organisationId: shipment.sellerId, subjectId: shipment.id, narration: number, on };
  await moveCosts(tx, call, { ...deed, kind: "lost" }, parts);
}
