import { eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { availableOf } from "./lot.ts";
import type { LotRow } from "./own-goods.server.ts";
import { moveByLeft } from "./write-moves.server.ts";

/** What leaves a lot without being sold, and why; quantities in base units. */
export type GoodsOut = { readonly quantityBase: bigint; readonly reason: string };

/** Refuses more than is there and promised to nobody (`catalogue.lotShort`): a promise is answered at its commitment. */
export function refuseShort(lot: LotRow, { quantityBase }: GoodsOut): void {
  const availableBase = availableOf(lot);
  if (availableBase < quantityBase)
    throw new RuleBroken("catalogue.lotShort", { availableBase: availableBase.toString() });
}

/** Takes goods out of a held lot that nobody will eat, in the caller's transaction. Each grower loses by what they have there. */
export async function loseGoods(tx: Transaction, call: Call, lot: LotRow, lost: GoodsOut): Promise<void> {
  refuseShort(lot, lost);
  await tx
    .update(lots)
    .set({ lostBase: sql`${lots.lostBase} + ${lost.quantityBase}`, version: sql`${lots.version} + 1` })
    .where(eq(lots.id, lot.id));
  await moveByLeft(tx, call, { lotId: lot.id, kind: "lost", reason: lost.reason }, lost.quantityBase);
}
