import { and, eq, inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { lotSources } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { divideAmong, type Holding, type LotMoveKind } from "./attribution.ts";

export type BroughtPart = {
  readonly producerId: string;
  readonly quantityBase: bigint;
  /** What was agreed with the producer; left out, the listing's own cost holds. */
  readonly priceRupiah?: Rupiah;
  readonly payDays?: number;
};

export type LotMove = {
  readonly lotId: string;
  readonly kind: LotMoveKind;
  readonly shipmentLineId?: string | undefined;
  readonly otherLotId?: string | undefined;
  readonly reason?: string | undefined;
};

/** Writes what moved of a lot into its book, part by part, in the caller's transaction. The lot itself is the caller's to change. */
export async function writeMoves(
  tx: Transaction,
  call: Call,
  move: LotMove,
  parts: readonly Holding[],
): Promise<void> {
  if (parts.length === 0) return;
  await tx.insert(lotMoves).values(
    parts.map(({ producerId, base }) => ({
      id: newId("lotMove"),
      lotId: move.lotId,
      producerId,
      kind: move.kind,
      quantityBase: base,
      shipmentLineId: move.shipmentLineId ?? null,
      otherLotId: move.otherLotId ?? null,
      reason: move.reason ?? null,
      recordedBy: call.actor.kind === "member" ? call.actor.personId : null,
      recordedAt: call.at,
    })),
  );
}

/** What each grower still has in a lot; nobody for a lot of nobody in particular. The lot was taken before, so this stays so. */
async function leftIn(tx: Transaction, lotId: string): Promise<Holding[]> {
  const rows = await tx.select().from(lotSources).where(eq(lotSources.lotId, lotId));
  return rows.map(({ producerId, quantityBase, shippedBase, lostBase }) => ({
    producerId,
    base: quantityBase - shippedBase - lostBase,
  }));
}

/** What each grower gives of `base` that leaves a lot, by what each still has there; the lot was taken before. */
export async function sharesOfLeft(tx: Transaction, lotId: string, base: bigint): Promise<Holding[]> {
  const left = await leftIn(tx, lotId);
  const parts = left.length === 0 ? [{ producerId: null, base }] : divideAmong(base, left);
  return parts.filter((part) => part.base > 0n);
}

/**
 * Divides what leaves a lot (is shipped, lost, moved on) or is found in it among its growers, by what each still has there,
 * and writes it down; answers the parts.
 */
export async function moveByLeft(
  tx: Transaction,
  call: Call,
  move: LotMove,
  base: bigint,
): Promise<Holding[]> {
  const moved = await sharesOfLeft(tx, move.lotId, base);
  await writeMoves(tx, call, move, moved);
  return moved;
}

/** What of each grower is away out of a lot with one line of a shipment; for a line that left before books were kept, with all lines together. */
async function awayWith(tx: Transaction, lotId: string, shipmentLineId: string): Promise<Holding[]> {
  const rows = await tx
    .select()
    .from(lotMoves)
    .where(
      and(
        eq(lotMoves.lotId, lotId),
        eq(lotMoves.shipmentLineId, shipmentLineId),
        inArray(lotMoves.kind, ["shipped", "back"]),
      ),
    );
  const away = new Map<string | null, bigint>();
  for (const { producerId, kind, quantityBase } of rows)
    away.set(producerId, (away.get(producerId) ?? 0n) + (kind === "shipped" ? quantityBase : -quantityBase));
  if (away.size > 0) return [...away].map(([producerId, base]) => ({ producerId, base }));
  const sources = await tx.select().from(lotSources).where(eq(lotSources.lotId, lotId));
  return sources.map(({ producerId, shippedBase }) => ({ producerId, base: shippedBase }));
}

/** Divides what comes back of a line among those whose goods left with it; what is spoiled of it is lost to the same. */
export async function moveBack(
  tx: Transaction,
  call: Call,
  goods: {
    readonly lotId: string;
    readonly shipmentLineId: string;
    readonly backBase: bigint;
    readonly lostBase: bigint;
    readonly reason?: string | undefined;
  },
): Promise<void> {
  const { lotId, shipmentLineId, reason, backBase, lostBase } = goods;
  const base = backBase + lostBase;
  const away = await awayWith(tx, lotId, shipmentLineId);
  const back = away.length === 0 ? [{ producerId: null, base }] : divideAmong(base, away);
  await writeMoves(tx, call, { lotId, shipmentLineId, reason, kind: "back" }, back);
  if (lostBase === 0n) return;
  const lost = divideAmong(lostBase, back);
  await writeMoves(tx, call, { lotId, shipmentLineId, reason, kind: "lost" }, lost);
}
