import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { goodsColumns } from "../catalogue/goods-columns.ts";
import { lineColumns } from "../orders/line-columns.ts";
import { unpromiseLines } from "../orders/promise-line.server.ts";
import { commitmentAccepted } from "./commitments.events.ts";
import { holdCredit } from "./hold-credit.server.ts";
import { holdGoods } from "./offer-commitments.server.ts";

/**
 * A seller promises once more what was refused of its own goods, in the caller's transaction and at the price agreed before:
 * what the first promise no longer brings is taken off the line and put on it again, out of another lot. What the order holds
 * in its budget stays as it is, because only accepted goods were spent. No Konfirmasi Pesanan is written: that of the first promise
 * says what was taken on of the order, and it is not more now. What was refused counts no longer in what the buyer uses of the seller's credit, so
 * it counts once, as this promise; refuses it where the limit leaves too little (`commitments.creditExceeded`). Answers the id of the promise, which stands accepted.
 */
export async function promiseAnew(
  tx: LatestTransaction,
  call: Call,
  again: {
    readonly orderId: string;
    readonly orderLineId: string;
    readonly buyerId: string;
    readonly sellerId: string;
    readonly deliveryDay: BusinessDay;
    readonly listingId: string;
    readonly lotId: string;
    readonly quantityBase: bigint;
    readonly unit: string;
    readonly basePerUnit: bigint;
    readonly priceRupiah: Rupiah;
    readonly answeredBy: string;
  },
): Promise<string> {
  const { orderId, orderLineId, lotId, listingId, deliveryDay: day, quantityBase } = again;
  await holdCredit(tx, call, { ...again, base: quantityBase });
  await unpromiseLines(tx, [{ orderLineId, base: quantityBase }]);
  await holdGoods(tx, {
    goods: goodsColumns([{ lotId, listingId, day, quantityBase }]),
    lines: lineColumns([{ orderLineId, base: quantityBase }]),
  });
  const commitmentId = newId("commitment");
  await tx.insert(commitments).values({
    id: commitmentId,
    orderId,
    orderLineId,
    buyerId: again.buyerId,
    sellerId: again.sellerId,
    listingId,
    lotId,
    deliveryDay: day,
    state: "accepted",
    isAgain: true,
    offeredBase: quantityBase,
    acceptedBase: quantityBase,
    unit: again.unit,
    basePerUnit: again.basePerUnit,
    priceRupiah: again.priceRupiah,
    offeredAt: call.at,
    answerBy: call.at,
    answeredAt: call.at,
    answeredBy: again.answeredBy,
  });
  await announce(tx, call, commitmentAccepted, { commitmentId, orderId });
  return commitmentId;
}
