import { eq, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { availableOf } from "./lot.ts";
import type { LotRow } from "./own-goods.server.ts";
import { moveCosts } from "./write-costs.server.ts";
import { moveByLeft } from "./write-moves.server.ts";

/** What leaves a lot without being sold, and why; quantities in base units. */
export type GoodsOut = { readonly quantityBase: bigint; readonly reason: string };

/** Refuses more than is there and promised to nobody (`catalogue.lotShort`): a promise is answered at its commitment. */
export function refuseShort(lot: LotRow, { quantityBase }: Pick<GoodsOut, "quantityBase">): void {
  const availableBase = availableOf(lot);
  if (availableBase < quantityBase)
    throw new RuleBroken("catalogue.lotShort", { availableBase: availableBase.toString() });
}

/**
 * Takes goods out of a held lot that nobody will eat, in the caller's transaction. Each grower loses by what they have there; of
 * goods that were bought to be sold, what they cost is a loss in their owner's books at once.
 */
export async function loseGoods(
  tx: LatestTransaction,
  call: Call,
  lot: LotRow,
  lost: GoodsOut,
): Promise<void> {
  refuseShort(lot, lost);
  await tx
    .update(lots)
    .set({ lostBase: sql`${lots.lostBase} + ${lost.quantityBase}`, version: sql`${lots.version} + 1` })
    .where(eq(lots.id, lot.id));
  await moveByLeft(tx, call, { lotId: lot.id, kind: "lost", reason: lost.reason }, lost.quantityBase);
  await writeOff(tx, call, lot, lost.quantityBase);
}

async function writeOff(tx: LatestTransaction, call: Call, lot: LotRow, base: bigint): Promise<void> {
  const [listing] = await tx
    .select({ title: listings.title })
    .from(listings)
    .where(eq(listings.id, lot.listingId));
  const deed = {
    organisationId: lot.sellerId,
    subjectId: newId("lotCostMove"),
    narration: listing?.title ?? "",
    on: dayOf(call.at, await clockOf(lot.sellerId, tx)),
  };
  await moveCosts(tx, call, { ...deed, kind: "lost" }, [{ lotId: lot.id, kind: "lost", base }]);
}
