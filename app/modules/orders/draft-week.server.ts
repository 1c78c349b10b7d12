import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { sqlState } from "#db/sql-state.ts";
import { mayDraftOrder } from "./order.policy.ts";
import { DraftWeek } from "./order.schema.ts";
import { orderCounts } from "./ordered-reads.server.ts";
import { buyerOf, checkBudget, checkedLines, writeOrder } from "./write-order.server.ts";

const UNIQUE_VIOLATION = "23505";

/**
 * Keeps a week's orders as drafts, all of them or none: one for each delivery. Each says how many orders its day had when
 * it was reckoned; when another was written since, nothing is drafted (`orders.weekMoved`), for its goods would be asked
 * for twice. Two who press at once are told apart by the database: one of them is refused.
 */
export const draftWeek = command({
  name: "orders.draftWeek",
  input: DraftWeek,
  permit: async (_tx, call) => {
    if (!mayDraftOrder(call.actor)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { deliveries }) => {
    const buyer = await buyerOf(tx, call);
    const days = deliveries.map(({ deliveryDay }) => deliveryDay);
    const counts = await orderCounts(buyer.id, days, tx);
    const orderIds: string[] = [];
    const keys = new Set<string>();
    for (const { seenOrders, ...input } of deliveries) {
      if ((counts.get(input.deliveryDay) ?? 0) !== seenOrders)
        throw new Conflict("orders.weekMoved", { day: input.deliveryDay });
      await checkBudget(tx, buyer, input);
      const { lines } = await checkedLines(tx, call, buyer, input);
      const weekKey = nextKey(`${input.deliveryDay}/${input.windowStart}/${seenOrders}`, keys);
      try {
        orderIds.push(await writeOrder(tx, call, { buyer, input, lines, facts: { weekKey } }));
      } catch (error) {
        if (sqlState(error) === UNIQUE_VIOLATION)
          throw new Conflict("orders.weekMoved", { day: input.deliveryDay });
        throw error;
      }
    }
    return { orderIds, count: orderIds.length };
  },
});

/** The key of one more delivery in the same window: the first has the plain one, so that two who draft the same collide. */
function nextKey(plain: string, keys: Set<string>): string {
  let key = plain;
  for (let number = 2; keys.has(key); number += 1) key = `${plain}/${number}`;
  keys.add(key);
  return key;
}
