import { eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { type GoodsOut, refuseShort } from "./lose-goods.server.ts";
import type { LotRow } from "./own-goods.server.ts";
import { moveByLeft } from "./write-moves.server.ts";

/** Hands goods of a held lot back to those who brought them, in the caller's transaction: they were never the lot's. */
export async function giveBackGoods(
  tx: Transaction,
  call: Call,
  lot: LotRow,
  goods: GoodsOut,
): Promise<void> {
  refuseShort(lot, goods);
  await tx
    .update(lots)
    .set({
      quantityBase: sql`${lots.quantityBase} - ${goods.quantityBase}`,
      version: sql`${lots.version} + 1`,
    })
    .where(eq(lots.id, lot.id));
  await moveByLeft(tx, call, { lotId: lot.id, kind: "given_back", reason: goods.reason }, goods.quantityBase);
}
