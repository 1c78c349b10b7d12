import { and, eq, isNull } from "drizzle-orm";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderTemplates, standingOrders } from "#db/schema/orders-standing.ts";
import { mayDraftOrder } from "./order.policy.ts";

/** A template of the caller's own that is not put away; missing for everyone else. */
export async function knownTemplate(tx: Transaction, call: Call, templateId: string) {
  const buyerId = buyerActing(call);
  const [template] = await tx
    .select()
    .from(orderTemplates)
    .where(
      and(
        eq(orderTemplates.id, templateId),
        eq(orderTemplates.buyerId, buyerId),
        isNull(orderTemplates.removedAt),
      ),
    );
  if (!template) throw new Missing("orders.templateMissing");
  return template;
}

/** A standing order of the caller's own, ended or not; missing for everyone else. */
export async function knownStanding(tx: Transaction, call: Call, standingOrderId: string) {
  const buyerId = buyerActing(call);
  const [standing] = await tx
    .select()
    .from(standingOrders)
    .where(and(eq(standingOrders.id, standingOrderId), eq(standingOrders.buyerId, buyerId)));
  if (!standing) throw new Missing("orders.standingMissing");
  return standing;
}

/** The buyer that the caller may write orders for. */
function buyerActing(call: Call): string {
  const buyerId = actingOrganisation(call.actor);
  if (buyerId === null || !mayDraftOrder(call.actor)) throw new Forbidden("orders.forbidden");
  return buyerId;
}
