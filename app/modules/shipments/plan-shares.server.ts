import { and, eq, max, ne, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { type AcceptedShare, unplannedShares } from "./shipment-facts-reads.server.ts";
import { shipmentPlanned } from "./shipments.events.ts";

/**
 * Prepares a shipment for every koperasi that accepted a share of a call-off, a line for each share: whoever takes more in
 * a second round still brings it all at once. The caller holds the call-off. Doing it again changes nothing.
 */
export async function planShares(tx: Transaction, call: Call, callOff: CallOffFacts): Promise<void> {
  const shares = await unplannedShares(callOff.id, tx);
  if (shares.length === 0) return;
  const commodity = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, tx);
  invariant(commodity, "a call-off is about a graded commodity");
  for (const share of shares) {
    const shipmentId =
      (await standingShare(tx, share)) ?? (await openShare(tx, call, callOff, share.koperasiId));
    const [last] = await tx
      .select({ position: max(shipmentLines.position) })
      .from(shipmentLines)
      .where(eq(shipmentLines.shipmentId, shipmentId));
    await tx.insert(shipmentLines).values({
      id: newId("shipmentLine"),
      shipmentId,
      position: (last?.position ?? 0) + 1,
      allotmentId: share.allotmentId,
      description: `${commodity.name} ${commodity.gradeName}`,
      unit: callOff.packUnit,
      basePerUnit: callOff.basePerPack,
      priceRupiah: callOff.priceRupiahPerPack,
      promisedBase: BigInt(share.acceptedPacks) * callOff.basePerPack,
      loadedBase: 0n,
    });
    await tx
      .update(shipments)
      .set({ version: sql`${shipments.version} + 1` })
      .where(eq(shipments.id, shipmentId));
  }
}

async function standingShare(tx: Transaction, share: AcceptedShare): Promise<string | null> {
  const [row] = await tx
    .select({ id: shipments.id })
    .from(shipments)
    .where(
      and(
        eq(shipments.callOffId, share.callOffId),
        eq(shipments.sellerId, share.koperasiId),
        ne(shipments.state, "cancelled"),
      ),
    );
  return row?.id ?? null;
}

async function openShare(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  koperasiId: string,
): Promise<string> {
  const shipmentId = newId("shipment");
  await tx.insert(shipments).values({
    id: shipmentId,
    purpose: "call_off",
    callOffId: callOff.id,
    sellerId: koperasiId,
    buyerId: callOff.buyerId,
    state: "planned",
    deliveryDay: callOff.deliveryDay,
    createdAt: call.at,
  });
  await announce(tx, call, shipmentPlanned, { shipmentId });
  return shipmentId;
}
