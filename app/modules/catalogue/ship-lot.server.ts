import { and, eq, sql } from "drizzle-orm";
import { quantity } from "#app/i18n/format.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { availableOf } from "./lot.ts";
import { moveByLeft } from "./write-moves.server.ts";

/**
 * Lets goods leave: what was promised of the lot is promised no more, what was weighed out is shipped, and the
 * difference goes back to what is available. More may leave than was promised only as far as the lot still has it;
 * beyond that, `catalogue.soldOut`. The seller's day stays used. Of each grower so much leaves as is their part of what is
 * left in the lot.
 */
export async function shipLot(
  tx: Transaction,
  call: Call,
  goods: {
    readonly lotId: string;
    readonly reservedBase: bigint;
    readonly shippedBase: bigint;
    readonly shipmentLineId?: string;
  },
): Promise<void> {
  invariant(goods.reservedBase >= 0n && goods.shippedBase >= 0n, "goods are not negative");
  const extra = goods.shippedBase - goods.reservedBase;
  const shipped = await tx
    .update(lots)
    .set({
      reservedBase: sql`${lots.reservedBase} - ${goods.reservedBase}`,
      shippedBase: sql`${lots.shippedBase} + ${goods.shippedBase}`,
      version: sql`${lots.version} + 1`,
    })
    .where(
      and(
        eq(lots.id, goods.lotId),
        sql`${lots.reservedBase} + ${lots.shippedBase} + ${lots.lostBase} + ${extra}::bigint <= ${lots.quantityBase}`,
      ),
    )
    .returning({ id: lots.id });
  if (shipped.length === 1) {
    const { lotId, shipmentLineId } = goods;
    await moveByLeft(tx, call, { lotId, shipmentLineId, kind: "shipped" }, goods.shippedBase);
    return;
  }
  const [row] = await tx
    .select({ lot: lots, title: listings.title, unit: listings.unit, basePerUnit: listings.basePerUnit })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(eq(lots.id, goods.lotId));
  if (!row) throw new Missing("catalogue.missing");
  const availableBase = availableOf(row.lot) + goods.reservedBase;
  throw new Conflict("catalogue.soldOut", {
    lotId: goods.lotId,
    title: row.title,
    available: quantity(availableBase, row.unit, row.basePerUnit),
    availableBase: availableBase.toString(),
  });
}
