import { and, asc, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import {
  Forbidden,
  Invalid,
  invariant,
  Refusal,
  type RefusalParams,
  RuleBroken,
} from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import {
  orderTemplateLines,
  orderTemplates,
  standingDays,
  standingOrders,
} from "#db/schema/orders-standing.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { cookingAfter } from "./cooking-days-reads.server.ts";
import { orderTimesFor } from "./cut-off-reads.server.ts";
import type { DraftOrder } from "./order.schema.ts";
import { usualBudget } from "./order-ground-reads.server.ts";
import { budgetsOf } from "./order-reads.server.ts";
import { type Renewed, renewedLines } from "./renewed-lines-reads.server.ts";
import { StandingDay } from "./standing.schema.ts";
import type { StandingOutcome } from "./standing.ts";
import { checkedLines, writeOrder } from "./write-order.server.ts";

type Settled = {
  readonly outcome: Exclude<StandingOutcome, "due">;
  readonly orderId?: string;
  readonly reason?: { readonly code: string; readonly params: RefusalParams };
};

/**
 * Writes the draft of one day of a standing order, with the prices of now and in the name of whoever set it up, and says on
 * the day what became of it: written; paused, because the kitchen does not cook or the standing order ended; missed, because
 * its time is over; or failed, with the reason. Goods that nobody ever named a price of are left out of the draft, and the day says
 * which; where no line has a price, the day fails. A day that is settled stays as it is, however often this is asked.
 */
export const draftStandingOrder = command({
  name: "orders.draftStanding",
  input: StandingDay,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { standingOrderId, deliveryDay }) => {
    const key = and(
      eq(standingDays.standingOrderId, standingOrderId),
      eq(standingDays.deliveryDay, deliveryDay),
    );
    const [day] = await hold(tx, standingDays, key);
    if (day?.outcome !== "due")
      return { standingOrderId, outcome: day?.outcome ?? "missed", orderId: day?.orderId ?? null };
    const settled = await settle(tx, call, day);
    await tx
      .update(standingDays)
      .set({
        outcome: settled.outcome,
        orderId: settled.orderId ?? null,
        reasonCode: settled.reason?.code ?? null,
        reasonParams: settled.reason?.params ?? null,
        settledAt: call.at,
      })
      .where(key);
    return { standingOrderId, outcome: settled.outcome, orderId: settled.orderId ?? null };
  },
});

type Day = Pick<typeof standingDays.$inferSelect, "standingOrderId" | "buyerId" | "deliveryDay">;

async function settle(tx: Transaction, call: Call, day: Day): Promise<Settled> {
  const [found] = await tx
    .select({ standing: standingOrders, template: orderTemplates })
    .from(standingOrders)
    .innerJoin(orderTemplates, eq(orderTemplates.id, standingOrders.templateId))
    .where(eq(standingOrders.id, day.standingOrderId));
  const buyer = await organisationById(day.buyerId, tx);
  invariant(found && buyer, "a standing order stands with its template and its buyer");
  const { standing, template } = found;
  if (standing.endedAt !== null || buyer.state !== "active") return { outcome: "paused" };
  const times = await orderTimesFor(
    { ...day, cityCode: buyer.cityCode, windowStart: template.windowStart, timeZone: buyer.timeZone },
    tx,
  );
  if (call.at > times.lastCall) return { outcome: "missed" };
  const rows = await tx
    .select()
    .from(orderTemplateLines)
    .where(eq(orderTemplateLines.templateId, template.id))
    .orderBy(asc(orderTemplateLines.position));
  const lines = await renewedLines(
    buyer,
    rows.map((row) => ({ ...row, ceilingRupiah: null })),
    call.at,
    tx,
  );
  const cooks = await cookingAfter(buyer, day.deliveryDay, call.at, tx);
  if (
    !cooks(
      day.deliveryDay,
      lines.some(({ isDry }) => isDry),
    )
  )
    return { outcome: "paused" };
  try {
    const input = wishOf(template, day, lines, usualBudget(await budgetsOf(buyer.id, tx), day.deliveryDay));
    const checked = await checkedLines(tx, call, buyer, input);
    const facts = { createdBy: standing.createdBy };
    const orderId = await writeOrder(tx, call, { buyer, input, lines: checked.lines, facts });
    const leftOut = unpricedOf(lines);
    if (leftOut === "") return { outcome: "drafted", orderId };
    const reason = { code: "orders.standingLeftOut", params: { goods: leftOut } };
    return { outcome: "drafted", orderId, reason };
  } catch (error) {
    // Whatever refuses here has only read: nothing of the draft was written.
    if (error instanceof Refusal) return { outcome: "failed", reason: reasonOf(error) };
    throw error;
  }
}

type Template = typeof orderTemplates.$inferSelect;
type TemplateLine = typeof orderTemplateLines.$inferSelect & { readonly ceilingRupiah: Rupiah | null };

/** The names of goods without a price, as a sentence takes them. */
function unpricedOf(lines: readonly Renewed<TemplateLine>[]): string {
  const unpriced = lines.filter(({ ceilingRupiah }) => ceilingRupiah === null);
  return [...new Set(unpriced.map(({ commodity }) => commodity))].join(", ");
}

/** What a template asks for on a day, of goods that somebody named a price of; refuses where there is none at all. */
function wishOf(
  template: Template,
  { deliveryDay }: Day,
  lines: readonly Renewed<TemplateLine>[],
  budgetId: string,
): DraftOrder {
  const { windowStart, windowEnd, urgencyClass, suppliersPerLineMax, note } = template;
  if (lines.every(({ ceilingRupiah }) => ceilingRupiah === null))
    throw new RuleBroken("orders.standingNoPrice", { goods: unpricedOf(lines) });
  return {
    deliveryDay,
    windowStart,
    windowEnd,
    urgencyClass,
    ...(budgetId === "" ? {} : { budgetId }),
    ...(suppliersPerLineMax === null ? {} : { suppliersPerLineMax }),
    ...(note === null ? {} : { note }),
    lines: lines.flatMap((line) => {
      const { commodityCode, gradeCode, unit, basePerUnit, quantityBase, dishGroup, specification } = line;
      if (line.ceilingRupiah === null) return [];
      return [
        {
          ...{ commodityCode, gradeCode, unit, basePerUnit, quantityBase },
          ceilingRupiah: line.ceilingRupiah,
          ...(dishGroup === null ? {} : { dishGroup }),
          ...(specification === null ? {} : { specification }),
        },
      ];
    }),
  };
}

function reasonOf(refusal: Refusal): { code: string; params: RefusalParams } {
  const [code = refusal.code] = refusal instanceof Invalid ? Object.values(refusal.fields).flat() : [];
  return { code, params: refusal.params };
}
