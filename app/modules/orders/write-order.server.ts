import { and, eq } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call, MemberActor } from "#app/kernel/call.ts";
import { Invalid, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { budgets, orderLines, orders } from "#db/schema/orders.ts";
import { gradedCommodities, gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { ceilingsFor } from "../catalogue/price-reads.server.ts";
import { type Organisation, organisationById } from "../identity/organisation-reads.server.ts";
import type { DraftOrder } from "./order.schema.ts";

export type CheckedLine = Omit<typeof orderLines.$inferInsert, "id" | "orderId" | "position">;

/** The buyer that the actor acts for, as the register knows it. */
export async function buyerOf(tx: Transaction, actor: MemberActor): Promise<Organisation> {
  const buyer = await organisationById(actor.organisationId, tx);
  if (!buyer) throw new Missing("orders.missing");
  return buyer;
}

/**
 * Judges what a form or a program asks for: a day that is still to come, a window that opens before it closes, a
 * budget of the buyer's own whose period holds the day, commodities and grades that exist. Returns the lines with the
 * legal ceiling in force, and refuses a ceiling above it that comes without a reason.
 */
export async function checkedLines(
  tx: Transaction,
  call: Call,
  buyer: Organisation,
  input: DraftOrder,
): Promise<CheckedLine[]> {
  if (input.windowEnd <= input.windowStart)
    throw new RuleBroken("orders.windowBackwards", { field: "windowEnd" });
  if (input.deliveryDay < dayOf(call.at, buyer.timeZone))
    throw new RuleBroken("orders.dayPassed", { field: "deliveryDay" });
  if (input.budgetId) await checkBudget(tx, buyer.id, input.budgetId, input.deliveryDay);
  const known = await gradedCommodities(input.lines, tx);
  const legal = await ceilingsFor(input.lines, buyer.regionCode, input.deliveryDay, tx);
  const wrong: Record<string, string[]> = {};
  const lines = input.lines.map((line, at): CheckedLine => {
    if (!known.has(gradeKey(line))) wrong[`lines[${at}].commodityCode`] = ["orders.unknownCommodity"];
    const ceiling = legal.get(gradeKey(line));
    const legalCeilingRupiah = ceiling ? ceilingPerUnit(ceiling, line.basePerUnit) : null;
    if (legalCeilingRupiah !== null && line.ceilingRupiah > legalCeilingRupiah && !line.overrideReason)
      wrong[`lines[${at}].overrideReason`] = ["orders.overrideNeeded"];
    return { ...line, legalCeilingRupiah };
  });
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  return lines;
}

async function checkBudget(
  tx: Transaction,
  organisationId: string,
  budgetId: string,
  day: BusinessDay,
): Promise<void> {
  const [budget] = await tx
    .select({ startsOn: budgets.startsOn, endsOn: budgets.endsOn })
    .from(budgets)
    .where(and(eq(budgets.id, budgetId), eq(budgets.organisationId, organisationId)));
  if (!budget) throw new Missing("orders.budgetMissing");
  if (day < budget.startsOn || day > budget.endsOn)
    throw new RuleBroken("orders.outsideBudget", {
      field: "budgetId",
      from: budget.startsOn,
      to: budget.endsOn,
    });
}

/** Writes a drafted order with its lines; two statements, however many lines. Returns its id. */
export async function writeOrder(
  tx: Transaction,
  call: Call,
  buyer: Organisation,
  input: DraftOrder,
  lines: readonly CheckedLine[],
): Promise<string> {
  const orderId = newId("order");
  await tx.insert(orders).values({
    id: orderId,
    buyerId: buyer.id,
    cityCode: buyer.cityCode,
    state: "draft",
    deliveryDay: input.deliveryDay,
    windowStart: input.windowStart,
    windowEnd: input.windowEnd,
    budgetId: input.budgetId ?? null,
    urgencyClass: input.urgencyClass,
    paymentTermDays: buyer.paymentTermDays,
    note: input.note ?? null,
    createdBy: call.actor.kind === "member" ? call.actor.personId : null,
    createdAt: call.at,
  });
  await writeLines(tx, orderId, lines);
  return orderId;
}

export async function writeLines(
  tx: Transaction,
  orderId: string,
  lines: readonly CheckedLine[],
): Promise<void> {
  await tx
    .insert(orderLines)
    .values(lines.map((line, position) => ({ id: newId("orderLine"), orderId, position, ...line })));
}
