import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { lotSources, lots } from "#db/schema/catalogue.ts";
import { lotRegistered } from "./catalogue.events.ts";
import type { LotDays } from "./lot.ts";
import { type BroughtPart, writeMoves } from "./write-moves.server.ts";

export type LotGoods = LotDays & {
  readonly originRegionCode: string;
  readonly quantityBase: bigint;
  /** Kept for whoever owns them, and never bought. */
  readonly isInCustody?: boolean;
  readonly parts: readonly BroughtPart[];
  /** The lot that it was a part of, which came in when it did. */
  readonly movedFrom?: { readonly id: string; readonly createdAt: Date };
};

/** Writes a lot under a listing, with the first entries of its book, and tells the market. Whoever calls has checked both. */
export async function writeLot(
  tx: Transaction,
  call: Call,
  listing: { readonly id: string; readonly sellerId: string },
  { parts, movedFrom, ...goods }: LotGoods,
): Promise<string> {
  const lotId = newId("lot");
  const { originRegionCode, harvestedOn, availableFrom, expiresOn, quantityBase, isInCustody } = goods;
  await tx.insert(lots).values({
    id: lotId,
    listingId: listing.id,
    sellerId: listing.sellerId,
    originRegionCode,
    harvestedOn,
    availableFrom,
    expiresOn,
    quantityBase,
    isInCustody: isInCustody ?? false,
    createdAt: movedFrom?.createdAt ?? call.at,
  });
  if (parts.length > 0)
    await tx.insert(lotSources).values(
      parts.map(({ producerId, priceRupiah, payDays }) => ({
        lotId,
        producerId,
        priceRupiah: priceRupiah ?? null,
        payDays: payDays ?? null,
      })),
    );
  const brought =
    parts.length === 0
      ? [{ producerId: null, base: quantityBase }]
      : parts.map((part) => ({ producerId: part.producerId, base: part.quantityBase }));
  const move = movedFrom
    ? { lotId, kind: "moved_in" as const, otherLotId: movedFrom.id }
    : { lotId, kind: "brought" as const };
  await writeMoves(tx, call, move, brought);
  await announce(tx, call, lotRegistered, { lotId, listingId: listing.id });
  return lotId;
}
