import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { resells } from "../catalogue/catalogue.policy.ts";
import { stockBoughtGoods } from "../catalogue/stock-bought-goods.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { takeIn } from "../stock/take-in.server.ts";
import { boughtGoods, calledGoods, receivedGoods } from "./received-goods-reads.server.ts";

type Received = {
  readonly shipmentLineId: string;
  readonly acceptedBase: bigint;
  /** What is owed for it, with tax. */
  readonly costRupiah: Rupiah;
};

/**
 * What was accepted at the door is taken in, in the transaction of the handover: into a kitchen's store, or into the stock of
 * whoever sells what it buys. Nobody writes a quantity a second time.
 */
export async function stockReceivedGoods(
  tx: Transaction,
  call: Call,
  shipment: { readonly id: string; readonly buyerId: string; readonly sellerId: string },
  receipt: { readonly number: string; readonly receivedAt: Date; readonly lines: readonly Received[] },
): Promise<void> {
  const buyer = await organisationById(shipment.buyerId, tx);
  invariant(buyer && call.actor.kind === "member", "goods are received by a person of their buyer");
  if (buyer.kind === "kitchen")
    await takeIn(tx, call, {
      organisationId: buyer.id,
      // Weighed without a signal and told a day later, it lay there and was cooked meanwhile.
      cameOn: dayOf(receipt.receivedAt, buyer.timeZone),
      recordedBy: call.actor.personId,
      lines: withGoods(await receivedGoods(shipment.id, tx), receipt.lines),
    });
  else if (resells(buyer.kind))
    await stockBoughtGoods(tx, call, {
      organisationId: buyer.id,
      sellerId: shipment.sellerId,
      shipmentId: shipment.id,
      number: receipt.number,
      on: dayOf(call.at, buyer.timeZone),
      lines: withGoods(await boughtGoods(shipment.id, tx), receipt.lines),
    });
}

/**
 * The same of a koperasi's share of a call-off, when it is handed over at its destination to somebody who sells what it buys: a lot
 * for each line, at accepted × the price of the call-off with its tax. It is owed to the trade center, whose invoice will claim it.
 */
export async function stockCalledGoods(
  tx: Transaction,
  call: Call,
  share: {
    readonly shipmentId: string;
    readonly buyerId: string;
    readonly hubId: string;
    readonly isUnpricedTold: boolean;
  },
  receipt: { readonly number: string; readonly lines: readonly Received[] },
): Promise<{ readonly isUnpriced: boolean }> {
  const buyer = await organisationById(share.buyerId, tx);
  invariant(buyer, "a call-off has a buyer");
  if (!resells(buyer.kind)) return { isUnpriced: false };
  return stockBoughtGoods(tx, call, {
    isUnpricedTold: share.isUnpricedTold,
    organisationId: buyer.id,
    sellerId: share.hubId,
    shipmentId: share.shipmentId,
    number: receipt.number,
    on: dayOf(call.at, buyer.timeZone),
    lines: withGoods(await calledGoods(share.shipmentId, await clockOf(share.hubId, tx), tx), receipt.lines),
  });
}

/** Each received line with what it is of; a line of which nothing is known brings nothing. */
function withGoods<Goods extends { readonly shipmentLineId: string }>(
  goods: readonly Goods[],
  received: readonly Received[],
): (Goods & Received)[] {
  const known = new Map(goods.map((line) => [line.shipmentLineId, line]));
  return received.flatMap((line) => {
    const found = known.get(line.shipmentLineId);
    return found ? [{ ...found, ...line }] : [];
  });
}
