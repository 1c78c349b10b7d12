import { and, eq, gte, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { plannedDemands } from "#db/schema/menus.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { plannedDays } from "./cycle-reads.server.ts";
import { DEMAND_WEEKS, needsOf } from "./demand.ts";
import { goodsOfFoods } from "./food-reads.server.ts";
import { mondayOf } from "./kitchen-calendar.ts";
import { receivingWindowsOf } from "./receiving-windows-reads.server.ts";

const ReckonDemand = z.object({ organisationId: idOf("organisation") });

/**
 * Reckons what a kitchen's menu needs of each commodity in this week and the next three, by the week in which it is to be at the door, in
 * base units, before what is ordered or in its store. What was reckoned before for these weeks is replaced; what is not needed any more is
 * nothing. A kitchen that may not trade needs nothing. Done again it changes nothing.
 */
export const reckonDemand = command({
  name: "menus.reckonDemand",
  input: ReckonDemand,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("menus.forbidden");
  },
  run: async (tx, call, { organisationId }) => {
    const kitchen = await organisationById(organisationId, tx);
    if (kitchen?.kind !== "kitchen") throw new Missing("kernel.missing");
    const today = dayOf(call.at, kitchen.timeZone);
    const from = mondayOf(today);
    const until = addDays(from, DEMAND_WEEKS * 7);
    await tx
      .update(plannedDemands)
      .set({ needBase: 0n, reckonedAt: call.at })
      .where(
        and(
          eq(plannedDemands.organisationId, organisationId),
          gte(plannedDemands.week, from),
          lt(plannedDemands.week, until),
        ),
      );
    if (kitchen.state !== "active") return { organisationId, needs: 0 };
    // What keeps comes in the week before it is cooked: one week more is looked at than is told.
    const days = await plannedDays(organisationId, today, (DEMAND_WEEKS + 1) * 7, call.at, tx);
    const foodIds = days.flatMap(({ dishes }) =>
      dishes.flatMap(({ parts }) => parts.map(({ food }) => food.id)),
    );
    const goods = await goodsOfFoods(organisationId, foodIds, tx);
    const windows = await receivingWindowsOf(kitchen, today, tx);
    const { needs } = needsOf(days, (foodId) => goods.get(foodId) ?? null, windows);
    const sums = new Map<string, typeof plannedDemands.$inferInsert>();
    for (const need of needs) {
      const week = mondayOf(need.deliveryDay);
      if (week < from || week >= until) continue;
      const { commodityCode } = need.goods;
      const key = `${week} ${commodityCode}`;
      const needBase = (sums.get(key)?.needBase ?? 0n) + need.needBase;
      sums.set(key, { organisationId, week, commodityCode, needBase, reckonedAt: call.at });
    }
    if (sums.size > 0)
      await tx
        .insert(plannedDemands)
        .values([...sums.values()])
        .onConflictDoUpdate({
          target: [plannedDemands.organisationId, plannedDemands.week, plannedDemands.commodityCode],
          set: { needBase: sql`excluded.need_base`, reckonedAt: call.at },
        });
    return { organisationId, needs: sums.size };
  },
});
