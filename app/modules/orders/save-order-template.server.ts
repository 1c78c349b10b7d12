import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { orderTemplateLines, orderTemplates } from "#db/schema/orders-standing.ts";
import { knownOrder, linesOf } from "./known-order.server.ts";
import { mayDraftOrder } from "./order.policy.ts";
import { SaveOrderTemplate } from "./standing.schema.ts";

/**
 * Keeps what an order of one's own asks for under a name, to ask for it again: its goods, amounts, hours and notes, without its
 * day, its budget and its prices. Refuses a name that is in use.
 */
export const saveOrderTemplate = command({
  name: "orders.saveTemplate",
  input: SaveOrderTemplate,
  permit: async (tx, call, { orderId }) => {
    await knownOrder(tx, call, orderId);
    if (!mayDraftOrder(call.actor)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, name }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const order = await knownOrder(tx, call, orderId);
    const templateId = newId("orderTemplate");
    const kept = await tx
      .insert(orderTemplates)
      .values({
        id: templateId,
        buyerId: order.buyerId,
        name,
        windowStart: order.windowStart,
        windowEnd: order.windowEnd,
        urgencyClass: order.urgencyClass,
        suppliersPerLineMax: order.suppliersPerLineMax,
        note: order.note,
        createdBy: call.actor.personId,
        createdAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: orderTemplates.id });
    if (kept.length === 0) throw new RuleBroken("orders.templateNameTaken", { field: "name" });
    await tx.insert(orderTemplateLines).values(
      (await linesOf(tx, orderId)).map((line) => ({
        templateId,
        position: line.position,
        commodityCode: line.commodityCode,
        gradeCode: line.gradeCode,
        unit: line.unit,
        basePerUnit: line.basePerUnit,
        quantityBase: line.quantityBase,
        dishGroup: line.dishGroup,
        specification: line.specification,
      })),
    );
    return { templateId };
  },
});
