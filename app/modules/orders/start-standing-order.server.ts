import { dayOf } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { standingOrders } from "#db/schema/orders-standing.ts";
import { knownTemplate } from "./known-standing.server.ts";
import { StartStandingOrder } from "./standing.schema.ts";
import { buyerOf } from "./write-order.server.ts";

/**
 * Asks for a template again every week from a day on: on each of its days a draft is written so many days before, with the
 * prices of that moment. It begins tomorrow at the earliest. Nothing is sent and no money is held by it.
 */
export const startStandingOrder = command({
  name: "orders.startStanding",
  input: StartStandingOrder,
  permit: async (tx, call, { templateId }) => void (await knownTemplate(tx, call, templateId)),
  run: async (tx, call, { templateId, weekdays, daysAhead, startsOn, endsOn }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const buyer = await buyerOf(tx, call);
    if (startsOn <= dayOf(call.at, buyer.timeZone))
      throw new RuleBroken("orders.standingTooSoon", { field: "startsOn" });
    const standingOrderId = newId("standingOrder");
    await tx.insert(standingOrders).values({
      id: standingOrderId,
      buyerId: buyer.id,
      templateId,
      weekdays: [...new Set(weekdays)].sort((a, b) => a - b).join(""),
      daysAhead,
      startsOn,
      endsOn: endsOn ?? null,
      createdBy: call.actor.personId,
      createdAt: call.at,
    });
    return { standingOrderId };
  },
});
