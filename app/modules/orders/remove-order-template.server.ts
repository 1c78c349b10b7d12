import { and, eq, isNull } from "drizzle-orm";
import { Conflict, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { orderTemplates, standingOrders } from "#db/schema/orders-standing.ts";
import { knownTemplate } from "./known-standing.server.ts";
import { RemoveOrderTemplate } from "./standing.schema.ts";

/** Puts a template away: nobody is offered it any more. Refused while a standing order asks for it. */
export const removeOrderTemplate = command({
  name: "orders.removeTemplate",
  input: RemoveOrderTemplate,
  permit: async (tx, call, { templateId }) => void (await knownTemplate(tx, call, templateId)),
  run: async (tx, call, { templateId }) => {
    const [standing] = await tx
      .select({ id: standingOrders.id })
      .from(standingOrders)
      .where(and(eq(standingOrders.templateId, templateId), isNull(standingOrders.endedAt)))
      .limit(1);
    if (standing) throw new RuleBroken("orders.templateStands");
    const removed = await tx
      .update(orderTemplates)
      .set({ removedAt: call.at })
      .where(and(eq(orderTemplates.id, templateId), isNull(orderTemplates.removedAt)))
      .returning({ id: orderTemplates.id });
    if (removed.length === 0) throw new Conflict("orders.moved");
    return { templateId };
  },
});
