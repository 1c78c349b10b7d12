import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { holdLotsAsSeen, type SeenLot } from "../catalogue/hold-lots-as-seen.server.ts";
import { reserveLots } from "../catalogue/reserve-lot.server.ts";
import { holdLinesAsSeen, type SeenLine } from "../orders/hold-lines-as-seen.server.ts";
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

/** What the offers were worked out from; they are made only while it is still so. */
export type Seen = { readonly lots: readonly SeenLot[]; readonly lines: readonly SeenLine[] };

/** Offers written in one statement. */
const OFFERS_AT_ONCE = 2_000;

/**
 * Offers commitments to sellers, in the caller's transaction: reserves the goods, counts them as promised on the
 * order's lines, and tells the sellers. Refuses when a lot, a day's capacity or a line has no room left, or when
 * something that was `seen` has changed; then none of them is offered. Returns the ids in the order given.
 */
export async function offerCommitments(
  tx: Transaction,
  call: Call,
  offers: readonly Offer[],
  seen: Seen = { lots: [], lines: [] },
): Promise<string[]> {
  await holdGoods(tx, offers, seen);
  const ids = offers.map(() => newId("commitment"));
  for (let from = 0; from < offers.length; from += OFFERS_AT_ONCE)
    await writeOffers(
      tx,
      call.at,
      ids.slice(from, from + OFFERS_AT_ONCE),
      offers.slice(from, from + OFFERS_AT_ONCE),
    );
  await announceAll(
    tx,
    call,
    commitmentOffered,
    offers.map((offer, at) => ({ commitmentId: ids[at] as string, orderId: offer.orderId })),
  );
  return ids;
}

/** One statement for thousands of rows: every column travels as one array. */
async function writeOffers(
  tx: Transaction,
  at: Date,
  ids: readonly string[],
  offers: readonly Offer[],
): Promise<void> {
  const texts = (of: (offer: Offer) => string | null) => sql`${sql.param(offers.map(of))}::text[]`;
  const numbers = (of: (offer: Offer) => bigint) =>
    sql`${sql.param(offers.map((offer) => of(offer).toString()))}::text[]::bigint[]`;
  await tx.execute(sql`
    insert into ${commitments} (id, order_id, order_line_id, buyer_id, seller_id, listing_id, lot_id, delivery_day,
      state, offered_base, unit, base_per_unit, price_rupiah, match_run_id, offered_at, answer_by)
    select id, order_id, order_line_id, buyer_id, seller_id, listing_id, lot_id, delivery_day::date,
      'offered', offered_base, unit, base_per_unit, price_rupiah, match_run_id, ${at.toISOString()}::timestamptz,
      answer_by::timestamptz
    from unnest(${sql.param([...ids])}::text[], ${texts((offer) => offer.orderId)}, ${texts((offer) => offer.orderLineId)},
      ${texts((offer) => offer.buyerId)}, ${texts((offer) => offer.sellerId)}, ${texts((offer) => offer.listingId)},
      ${texts((offer) => offer.lotId)}, ${texts((offer) => offer.deliveryDay)},
      ${numbers((offer) => offer.quantityBase)}, ${texts((offer) => offer.unit)},
      ${numbers((offer) => offer.basePerUnit)}, ${numbers((offer) => offer.priceRupiah)},
      ${texts((offer) => offer.matchRunId)}, ${texts((offer) => offer.answerBy.toISOString())})
    as offers (id, order_id, order_line_id, buyer_id, seller_id, listing_id, lot_id, delivery_day, offered_base, unit,
      base_per_unit, price_rupiah, match_run_id, answer_by)`);
}

/**
 * Reserves the goods and counts them as promised: lots before lines, each in id order. Two clearings that touch the same
 * goods would otherwise each hold a row the other is waiting for.
 */
export async function holdGoods(
  tx: Transaction,
  offers: readonly Pick<Offer, "lotId" | "listingId" | "deliveryDay" | "orderLineId" | "quantityBase">[],
  seen: Seen = { lots: [], lines: [] },
): Promise<void> {
  await holdLotsAsSeen(tx, seen.lots);
  await reserveLots(
    tx,
    offers.map((offer) => ({ ...offer, day: offer.deliveryDay })),
  );
  await holdLinesAsSeen(tx, seen.lines);
  await promiseLines(
    tx,
    offers.map((offer) => ({ orderLineId: offer.orderLineId, base: offer.quantityBase })),
  );
}
