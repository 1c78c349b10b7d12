import { date, dateTime } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { kitchensBeside } from "../identity/foundation-reads.server.ts";
import { clockOf, type Organisation, organisationById } from "../identity/organisation-reads.server.ts";
import { coversDay } from "./budget.ts";
import { heldBudgetFor, holdBudget } from "./hold-budget.server.ts";
import {
  knownOrder,
  linesOf,
  lockedOrder,
  moveOrder,
  type OrderLineRow,
  type OrderRow,
} from "./known-order.server.ts";
import { mayReassignOrder } from "./order.policy.ts";
import { type DraftOrder, ReassignOrder } from "./order.schema.ts";
import { budgetsOf } from "./order-reads.server.ts";
import { orderCancelled, orderHandedOver, orderSubmitted } from "./orders.events.ts";
import { hasToBeExplained } from "./price-evidence.ts";
import { priceFacts } from "./price-facts.server.ts";
import { releaseBudget } from "./release-budget.server.ts";
import { sendingFacts } from "./submit-order.server.ts";
import { type CheckedLine, checkedLines, writeOrder } from "./write-order.server.ts";

/**
 * Moves an order that stands to another day, or hands it to another kitchen of the same foundation: the order ends with the reason,
 * its sellers are told and free of their promise, and the same goods are asked for anew. To another day of the own kitchen
 * it is sent again at once, in the name of whoever had sent it, and the budget holds for it what it held of the lines; the head
 * approves anew. A price that has to be explained leaves it a draft, for evidence is of its own order. Another kitchen gets a draft and
 * sends it out of its own budget. Refuses goods that are on the road, the same day and kitchen, a day that is too near, a kitchen
 * of another foundation, and a budget that does not reach.
 */
export const reassignOrder = command({
  name: "orders.reassign",
  input: ReassignOrder,
  isolation: "read committed",
  permit: async (tx, call, { orderId, kitchenId }) => {
    const order = await knownOrder(tx, call, orderId);
    const to = kitchenId === undefined || kitchenId === order.buyerId ? "another day" : "another kitchen";
    if (!mayReassignOrder(call.actor, order, to)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, deliveryDay, kitchenId, reason }) => {
    const order = await lockedOrder(tx, orderId);
    if (order.firstDispatchedAt)
      throw new RuleBroken("orders.moveUnderway", {
        at: dateTime(order.firstDispatchedAt, await clockOf(order.buyerId, tx)),
      });
    const { from, to } = await kitchensOf(tx, order, kitchenId);
    const isOwn = from.id === to.id;
    if (isOwn && deliveryDay === order.deliveryDay)
      throw new RuleBroken("orders.movedNowhere", { field: "deliveryDay" });
    const lines = await linesOf(tx, orderId);
    const input: DraftOrder = {
      ...wishOf(order, lines),
      deliveryDay,
      ...(await budgetOn(tx, to, isOwn ? order.budgetId : null, deliveryDay)),
      ...(isOwn ? {} : { note: `Pindahan dari ${from.name}: ${reason}` }),
    };
    const stateReason = isOwn
      ? `Dipindahkan ke ${date(deliveryDay)}: ${reason}`
      : `Dipindahkan ke ${to.name}: ${reason}`;
    const { lines: checked, yardstickOf } = await checkedLines(tx, call, to, input);
    const held = checked.map((line) => ({ ...line, ...priceFacts(to, line, yardstickOf(line)) }));
    const isDear = held.some((line) => hasToBeExplained(line, line.unquestionedRupiah));
    const isSent = isOwn && order.state !== "draft" && !isDear;
    // The envelope first, as whoever sends an order takes it: nobody waits for the other in a circle.
    if (isSent && input.budgetId)
      await heldBudgetFor(tx, { organisationId: to.id, budgetId: input.budgetId }, deliveryDay);
    await moveOrder(tx, order, "cancel", { reservedRupiah: 0n, stateReason });
    await releaseBudget(tx, call, order);
    await announce(tx, call, orderCancelled, { orderId });
    const movedTo = isSent
      ? await sendAnew(tx, call, { order, to, input, lines: held })
      : await writeOrder(tx, call, { buyer: to, input, lines: checked });
    if (!isOwn) await announce(tx, call, orderHandedOver, { orderId: movedTo });
    return { orderId, movedTo, isSent };
  },
});

/** Whose order it is and whose it becomes; a kitchen that does not stand beside it is not there. */
async function kitchensOf(
  tx: Transaction,
  order: OrderRow,
  kitchenId: string | undefined,
): Promise<{ readonly from: Organisation; readonly to: Organisation }> {
  const from = await organisationById(order.buyerId, tx);
  invariant(from, "a buyer stands in the register");
  if (kitchenId === undefined || kitchenId === from.id) return { from, to: from };
  const beside = await kitchensBeside(from.id, tx);
  const to = beside.some(({ id }) => id === kitchenId) ? await organisationById(kitchenId, tx) : null;
  if (to === null) throw new Missing("orders.kitchenMissing");
  return { from, to };
}

/** The envelope that it had, while that reaches the day; else the buyer's first that does and has something left. */
async function budgetOn(
  tx: Transaction,
  buyer: Organisation,
  budgetId: string | null,
  day: DraftOrder["deliveryDay"],
): Promise<Pick<DraftOrder, "budgetId">> {
  const reaching = (await budgetsOf(buyer.id, tx)).filter((budget) => coversDay(budget, day));
  const found =
    reaching.find(({ id }) => id === budgetId) ??
    reaching.find(({ availableRupiah }) => availableRupiah > 0n);
  return found ? { budgetId: found.id } : {};
}

/** An order as somebody would write it again. */
function wishOf(
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Omit<DraftOrder, "deliveryDay" | "budgetId"> {
  const { windowStart, windowEnd, urgencyClass, suppliersPerLineMax, note } = order;
  return {
    windowStart,
    windowEnd,
    urgencyClass,
    ...(suppliersPerLineMax === null ? {} : { suppliersPerLineMax }),
    ...(note === null ? {} : { note }),
    lines: lines.map((line) => ({
      commodityCode: line.commodityCode,
      gradeCode: line.gradeCode,
      unit: line.unit,
      basePerUnit: line.basePerUnit,
      quantityBase: line.quantityBase,
      ceilingRupiah: line.ceilingRupiah,
      ...(line.dishGroup === null ? {} : { dishGroup: line.dishGroup }),
      ...(line.specification === null ? {} : { specification: line.specification }),
      ...(line.overrideReason === null ? {} : { overrideReason: line.overrideReason }),
    })),
  };
}

type Anew = {
  readonly order: OrderRow;
  readonly to: Organisation;
  readonly input: DraftOrder;
  readonly lines: readonly CheckedLine[];
};

/** Sends it again in the name of whoever had sent it, so that the head who moves it may still approve it. */
async function sendAnew(
  tx: LatestTransaction,
  call: Call,
  { order, to, input, lines }: Anew,
): Promise<string> {
  const sending = { ...to, ...input, budgetId: input.budgetId ?? null };
  const sent = await sendingFacts(tx, call, sending, lines);
  const facts = { ...sent, submittedBy: order.submittedBy ?? sent.submittedBy, state: "submitted" as const };
  const orderId = await writeOrder(tx, call, { buyer: to, input, lines, facts });
  await holdBudget(
    tx,
    call,
    { id: orderId, buyerId: to.id, budgetId: sent.budgetId, deliveryDay: input.deliveryDay },
    { amount: sent.reservedRupiah, on: dayOf(call.at, to.timeZone), repeat: null },
  );
  await announce(tx, call, orderSubmitted, { orderId });
  return orderId;
}
