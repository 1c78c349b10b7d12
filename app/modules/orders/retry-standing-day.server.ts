import { and, eq, inArray } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { standingDays } from "#db/schema/orders-standing.ts";
import { knownStanding } from "./known-standing.server.ts";
import { standingDue } from "./orders.events.ts";
import { StandingDay } from "./standing.schema.ts";

/** Asks once more for the draft of a day that failed, was paused, or hangs. What was written already is not written again. */
export const retryStandingDay = command({
  name: "orders.retryStanding",
  input: StandingDay,
  permit: async (tx, call, { standingOrderId }) => void (await knownStanding(tx, call, standingOrderId)),
  run: async (tx, call, { standingOrderId, deliveryDay }) => {
    const again = await tx
      .update(standingDays)
      .set({ outcome: "due", reasonCode: null, reasonParams: null, settledAt: null, calledAt: call.at })
      .where(
        and(
          eq(standingDays.standingOrderId, standingOrderId),
          eq(standingDays.deliveryDay, deliveryDay),
          inArray(standingDays.outcome, ["failed", "paused", "due"]),
        ),
      )
      .returning({ day: standingDays.deliveryDay });
    if (again.length === 0) throw new Conflict("orders.moved");
    await announce(tx, call, standingDue, { standingOrderId, deliveryDay });
    return { standingOrderId };
  },
});
