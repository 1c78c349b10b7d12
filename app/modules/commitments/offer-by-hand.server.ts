import { quantity } from "#app/i18n/format.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { goodsColumns } from "../catalogue/goods-columns.ts";
import { refuseUnlicensed } from "../catalogue/refuse-unlicensed.server.ts";
import { may } from "../identity/permissions.ts";
import { lineColumns } from "../orders/line-columns.ts";
import { OfferByHand } from "./commitment.schema.ts";
import { commitmentAccepted } from "./commitments.events.ts";
import { confirmOrder } from "./confirm-order.server.ts";
import { freeBudget } from "./free-budget.server.ts";
import { holdCredit } from "./hold-credit.server.ts";
import { holdGoods } from "./offer-commitments.server.ts";
import { openLineFor } from "./open-demand-reads.server.ts";

async function offerable(
  tx: Transaction,
  call: Call,
  input: { readonly orderLineId: string; readonly lotId: string },
) {
  if (call.actor.kind !== "member") throw new Forbidden("commitments.forbidden");
  const line = await openLineFor(call.actor.organisationId, input, tx);
  if (!line) throw new Missing("commitments.missing");
  return line;
}

/**
 * A seller fills an open line with one of its own lots. The seller's word is given with the offer, so the commitment
 * stands accepted at once; the buyer's ceiling, the grade and the lot's days are kept. Refuses more than the line
 * lacks or the lot has, a price above the ceiling, goods that lack a paper on the delivery day, and what would have the
 * buyer owe more than it may.
 */
export const offerByHand = command({
  name: "commitments.offerByHand",
  input: OfferByHand,
  // Sellers of one order offer at the same moment; each waits for the order and then sees what it holds.
  isolation: "read committed",
  permit: async (tx, call, input) => {
    await offerable(tx, call, input);
    if (!may(call.actor, "commitments.answer")) throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const line = await offerable(tx, call, input);
    await refuseUnlicensed(tx, call.actor.organisationId, { ...line, day: line.deliveryDay });
    // Ceilings and prices may be per different units; both are compared per base unit, without dividing.
    if (input.priceRupiah * line.lineBasePerUnit > line.ceilingRupiah * line.basePerUnit)
      throw new RuleBroken("commitments.aboveCeiling", {
        ceiling: line.ceilingRupiah.toString(),
        unit: line.lineUnit,
      });
    if (input.quantityBase > line.missingBase)
      throw new RuleBroken("commitments.moreThanMissing", {
        field: "quantityBase",
        missing: quantity(line.missingBase, line.lineUnit, line.lineBasePerUnit),
      });
    const commitmentId = newId("commitment");
    const sellerId = call.actor.organisationId;
    const agreed = {
      ...line,
      commitmentId,
      sellerId,
      base: input.quantityBase,
      priceRupiah: input.priceRupiah,
    };
    await freeBudget(tx, call, agreed);
    await holdCredit(tx, call, agreed);
    // The order is held from here on: whether its buyer takes one supplier more is asked again, of what stands now.
    await offerable(tx, call, input);
    const { lotId, listingId, orderLineId, deliveryDay: day } = line;
    await holdGoods(tx, {
      goods: goodsColumns([{ lotId, listingId, day, quantityBase: input.quantityBase }]),
      lines: lineColumns([{ orderLineId, base: input.quantityBase }]),
    });
    await tx.insert(commitments).values({
      id: commitmentId,
      orderId: line.orderId,
      orderLineId: line.orderLineId,
      buyerId: line.buyerId,
      sellerId,
      listingId: line.listingId,
      lotId: line.lotId,
      deliveryDay: line.deliveryDay,
      state: "accepted",
      offeredBase: input.quantityBase,
      acceptedBase: input.quantityBase,
      unit: line.unit,
      basePerUnit: line.basePerUnit,
      priceRupiah: input.priceRupiah,
      offeredAt: call.at,
      answerBy: call.at,
      answeredAt: call.at,
      answeredBy: call.actor.personId,
    });
    await confirmOrder(tx, call, { orderId: line.orderId, sellerId });
    await announce(tx, call, commitmentAccepted, { commitmentId, orderId: line.orderId });
    return { commitmentId };
  },
});
