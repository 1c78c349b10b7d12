import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { takeIn } from "../stock/take-in.server.ts";
import { receivedGoods } from "./received-goods-reads.server.ts";

type Received = { readonly shipmentLineId: string; readonly acceptedBase: bigint };

/** A kitchen's store takes in what was accepted at its door, in the transaction of the handover; other buyers keep their own lots. */
export async function stockReceivedGoods(
  tx: Transaction,
  call: Call,
  shipment: { readonly id: string; readonly buyerId: string },
  accepted: readonly Received[],
): Promise<void> {
  const buyer = await organisationById(shipment.buyerId, tx);
  if (buyer?.kind !== "kitchen") return;
  invariant(call.actor.kind === "member", "goods are received by a person");
  const goods = new Map((await receivedGoods(shipment.id, tx)).map((line) => [line.shipmentLineId, line]));
  await takeIn(tx, call, {
    organisationId: buyer.id,
    cameOn: dayOf(call.at, buyer.timeZone),
    recordedBy: call.actor.personId,
    lines: accepted.flatMap(({ shipmentLineId, acceptedBase }) => {
      const line = goods.get(shipmentLineId);
      return line ? [{ ...line, acceptedBase }] : [];
    }),
  });
}
