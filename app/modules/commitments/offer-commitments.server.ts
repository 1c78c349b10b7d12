import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { reserveLots } from "../catalogue/reserve-lot.server.ts";
import { promiseLines } from "../orders/promise-line.server.ts";
import { commitmentOffered } from "./commitments.events.ts";

export type Offer = {
  readonly orderId: string;
  readonly orderLineId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listingId: string;
  readonly lotId: string;
  readonly deliveryDay: BusinessDay;
  readonly quantityBase: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** Delivered price per unit; it binds both sides from now on. */
  readonly priceRupiah: bigint;
  readonly answerBy: Date;
  readonly matchRunId: string | null;
};

/**
 * Offers commitments to sellers, in the caller's transaction: reserves the goods, counts them as promised on the
 * order's lines, and tells the sellers. Refuses when a lot, a day's capacity or a line has no room left; then none of
 * them is offered. Returns the ids in the order given.
 */
export async function offerCommitments(
  tx: Transaction,
  call: Call,
  offers: readonly Offer[],
): Promise<string[]> {
  await holdGoods(tx, offers);
  const rows = offers.map((offer) => ({
    id: newId("commitment"),
    orderId: offer.orderId,
    orderLineId: offer.orderLineId,
    buyerId: offer.buyerId,
    sellerId: offer.sellerId,
    listingId: offer.listingId,
    lotId: offer.lotId,
    deliveryDay: offer.deliveryDay,
    state: "offered" as const,
    offeredBase: offer.quantityBase,
    unit: offer.unit,
    basePerUnit: offer.basePerUnit,
    priceRupiah: offer.priceRupiah,
    matchRunId: offer.matchRunId,
    offeredAt: call.at,
    answerBy: offer.answerBy,
  }));
  if (rows.length === 0) return [];
  await tx.insert(commitments).values(rows);
  await announceAll(
    tx,
    call,
    commitmentOffered,
    rows.map((row) => ({ commitmentId: row.id, orderId: row.orderId })),
  );
  return rows.map((row) => row.id);
}

/**
 * Reserves the goods and counts them as promised: lots before lines, each in id order. Two clearings that touch the same
 * goods would otherwise each hold a row the other is waiting for.
 */
export async function holdGoods(
  tx: Transaction,
  offers: readonly Pick<Offer, "lotId" | "listingId" | "deliveryDay" | "orderLineId" | "quantityBase">[],
): Promise<void> {
  await reserveLots(
    tx,
    offers.map((offer) => ({ ...offer, day: offer.deliveryDay })),
  );
  await promiseLines(
    tx,
    offers.map((offer) => ({ orderLineId: offer.orderLineId, base: offer.quantityBase })),
  );
}
