import { eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { moveBack } from "./write-moves.server.ts";

/**
 * Takes goods back that left their lots and were refused, in the caller's transaction: `backBase` can be sold again,
 * `lostBase` is spoiled. Both leave what is shipped; more than was shipped cannot come back. It comes back to those whose goods
 * left with that line.
 */
export async function takeBackGoods(
  tx: Transaction,
  call: Call,
  returns: readonly {
    readonly lotId: string;
    readonly shipmentLineId: string;
    readonly backBase: bigint;
    readonly lostBase: bigint;
    readonly reason?: string | undefined;
  }[],
): Promise<void> {
  // Lots in id order, as everyone takes them who takes several.
  for (const goods of [...returns].sort((a, b) => (a.lotId < b.lotId ? -1 : 1))) {
    const taken = await tx
      .update(lots)
      .set({
        shippedBase: sql`${lots.shippedBase} - ${goods.backBase + goods.lostBase}`,
        lostBase: sql`${lots.lostBase} + ${goods.lostBase}`,
        version: sql`${lots.version} + 1`,
      })
      .where(eq(lots.id, goods.lotId))
      .returning({ id: lots.id });
    invariant(taken.length === 1, "what comes back came from a lot");
    await moveBack(tx, call, goods);
  }
}
