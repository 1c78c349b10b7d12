import { quantity } from "#app/i18n/format.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { goodsColumns } from "../catalogue/goods-columns.ts";
import { unlicensed } from "../catalogue/refuse-unlicensed.server.ts";
import { may } from "../identity/permissions.ts";
import { lineColumns } from "../orders/line-columns.ts";
import { sellerOn } from "./agreeing-parties.server.ts";
import { commitmentAccepted } from "./commitments.events.ts";
import { confirmOrder } from "./confirm-order.server.ts";
import { DrawFramework } from "./framework.schema.ts";
import { drawnFrom, leftOf } from "./framework.ts";
import { drawnBaseOf } from "./framework-reads.server.ts";
import { freeBudget } from "./free-budget.server.ts";
import { holdCredit } from "./hold-credit.server.ts";
import { heldFramework } from "./known-framework.server.ts";
import { holdGoods } from "./offer-commitments.server.ts";
import { lotsForLine } from "./open-demand-reads.server.ts";

/**
 * The buyer fills a line of its own order out of an agreement, at the agreed price: the seller's word is in the agreement, so promises stand
 * accepted at once, out of the lots that expire first. Refuses what was not agreed to, a line of other goods or another day, a seller
 * that may not sell now, more than the line lacks, than the seller has in store, or than is left of the agreement, a price above the
 * line's ceiling, and what would have the buyer owe more than the seller lets it. Whoever draws on one agreement waits for the other
 * here, so it is never passed together.
 */
export const drawFramework = command({
  name: "commitments.drawFramework",
  input: DrawFramework,
  isolation: "read committed",
  permit: async (tx, call, { frameworkId }) => {
    const framework = await heldFramework(tx, call, frameworkId);
    const isBuyer = call.actor.kind === "member" && call.actor.organisationId === framework.buyerId;
    if (!isBuyer || !may(call.actor, "orders.draft")) throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { frameworkId, orderLineId, quantityBase }) => {
    const framework = await heldFramework(tx, call, frameworkId);
    if (framework.state !== "agreed") throw new RuleBroken("commitments.frameworkNotAgreed");
    const { sellerId, priceRupiah, unit, basePerUnit } = framework;
    const { seller } = await sellerOn(tx, call, sellerId);
    if (seller.state !== "active") throw new RuleBroken("commitments.frameworkSellerStopped");
    const say = (base: bigint) => quantity(base, unit, basePerUnit);
    const lots = await lotsForLine(framework, orderLineId, tx);
    const [line] = lots;
    if (!line) throw new Missing("commitments.frameworkLine");
    // The seller's word was given once; whether it may sell these goods that day is asked with every draw.
    if (await unlicensed(tx, sellerId, { ...line, day: line.deliveryDay }))
      throw new RuleBroken("commitments.frameworkSellerStopped");
    if (priceRupiah * line.lineBasePerUnit > line.ceilingRupiah * basePerUnit)
      throw new RuleBroken("commitments.aboveCeiling", {
        ceiling: line.ceilingRupiah.toString(),
        unit: line.lineUnit,
      });
    const left = leftOf({ ...framework, drawnBase: await drawnBaseOf(frameworkId, tx) });
    if (quantityBase > left)
      throw new RuleBroken("commitments.frameworkLeft", { field: "quantityBase", left: say(left) });
    if (quantityBase > line.missingBase)
      throw new RuleBroken("commitments.moreThanMissing", {
        field: "quantityBase",
        missing: say(line.missingBase),
      });
    const parts = drawnFrom(lots, quantityBase).map((part) => ({
      ...part,
      commitmentId: newId("commitment"),
    }));
    const there = parts.reduce((sum, { drawnBase }) => sum + drawnBase, 0n);
    if (there < quantityBase)
      throw new RuleBroken("commitments.frameworkStore", { field: "quantityBase", there: say(there) });
    const promised = { ...line, sellerId, priceRupiah, basePerUnit };
    for (const { commitmentId, drawnBase } of parts)
      await freeBudget(tx, call, { ...promised, commitmentId, base: drawnBase });
    await holdCredit(tx, call, { ...promised, base: quantityBase });
    await holdGoods(tx, {
      goods: goodsColumns(
        parts.map(({ lotId, listingId, deliveryDay, drawnBase }) => ({
          ...{ lotId, listingId, day: deliveryDay, quantityBase: drawnBase },
        })),
      ),
      lines: lineColumns([{ orderLineId, base: quantityBase }]),
    });
    invariant(framework.answeredBy, "what was agreed to was answered");
    const agreedFor = framework.proposedFor === sellerId ? framework.proposedBy : framework.answeredBy;
    await tx.insert(commitments).values(
      parts.map(({ commitmentId, orderId, listingId, lotId, deliveryDay, drawnBase }) => ({
        ...{ orderId, orderLineId, listingId, lotId, deliveryDay, sellerId, priceRupiah, unit, basePerUnit },
        id: commitmentId,
        buyerId: framework.buyerId,
        frameworkId,
        state: "accepted" as const,
        offeredBase: drawnBase,
        acceptedBase: drawnBase,
        offeredAt: call.at,
        answerBy: call.at,
        answeredAt: call.at,
        answeredBy: agreedFor,
      })),
    );
    await confirmOrder(tx, call, { orderId: line.orderId, sellerId });
    await announceAll(
      tx,
      call,
      commitmentAccepted,
      parts.map(({ commitmentId, orderId }) => ({ commitmentId, orderId })),
    );
    return { commitmentIds: parts.map(({ commitmentId }) => commitmentId) };
  },
});
