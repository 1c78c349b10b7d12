import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { columnOf } from "#app/kernel/column.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { columnRows } from "#db/column-rows.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { takeGoods } from "../catalogue/take-goods.server.ts";
import { promiseColumns } from "../orders/promise-line.server.ts";
import type { OfferColumns } from "./offer-columns.ts";

/** What is the same for all offers of one run, or of one hand. */
export type OfferTerms = {
  readonly deliveryDay: BusinessDay;
  readonly matchRunId: string | null;
  /** Until when sellers may answer, by the city of the buyer; an offer to a city that is not among them is not written. */
  readonly answerBy: ReadonlyMap<string, Date>;
};

/**
 * Offers commitments to sellers, in the caller's transaction: reserves the goods and counts them as promised on the
 * order's lines. Sellers hear of it from the run that made them (`match.applied`). Refuses when a lot, a day's capacity or
 * a line has no room left, or when something that was seen has changed; then none of them is offered. Returns the ids in
 * the order given.
 */
export async function offerCommitments(
  tx: Transaction,
  call: Call,
  offers: OfferColumns,
  terms: OfferTerms,
): Promise<string[]> {
  if (offers.count === 0) return [];
  await holdGoods(tx, offers);
  const ids = Array.from({ length: offers.count }, () => newId("commitment"));
  const commitmentId = columnOf(ids);
  const cities = [...terms.answerBy.keys()];
  const answers = [...terms.answerBy.values()].map((moment) => moment.toISOString());
  const written = await tx.execute(sql`
    insert into ${commitments} (id, order_id, order_line_id, buyer_id, seller_id, listing_id, lot_id, delivery_day,
      state, offered_base, unit, base_per_unit, price_rupiah, match_run_id, offered_at, answer_by)
    select offer.id, order_id, order_line_id, buyer_id, seller_id, listing_id, lot_id, ${terms.deliveryDay}::date,
      'offered', base, unit, base_per_unit, price, ${terms.matchRunId}::text, ${call.at.toISOString()}::timestamptz,
      city.answer_by::timestamptz
    from ${columnRows(
      [commitmentId, "text"],
      [offers.orderId, "text"],
      [offers.orderLineId, "text"],
      [offers.buyerId, "text"],
      [offers.cityCode, "text"],
      [offers.sellerId, "text"],
      [offers.listingId, "text"],
      [offers.lotId, "text"],
      [offers.quantityBase, "bigint"],
      [offers.unit, "text"],
      [offers.basePerUnit, "bigint"],
      [offers.priceRupiah, "bigint"],
    )} as offer (id, order_id, order_line_id, buyer_id, city_code, seller_id, listing_id, lot_id, base, unit,
      base_per_unit, price)
    join ${columnRows([columnOf(cities), "text"], [columnOf(answers), "text"])} as city (code, answer_by)
      on city.code = offer.city_code`);
  invariant(written.count === offers.count, "every city has its time to answer");
  return ids;
}

/**
 * Reserves the goods and counts them as promised: lots before lines, each in id order. Two clearings that touch the same
 * goods would otherwise each hold a row the other is waiting for.
 */
export async function holdGoods(
  tx: Transaction,
  { goods, lines }: Pick<OfferColumns, "goods" | "lines">,
): Promise<void> {
  await takeGoods(tx, goods);
  await promiseColumns(tx, lines);
}
