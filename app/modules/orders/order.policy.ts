import { type Actor, actingOrganisation } from "#app/kernel/call.ts";
import { eventsFrom } from "#app/kernel/lifecycle.ts";
import { may } from "../identity/permissions.ts";
import { type OrderState, orderLifecycle } from "./order-lifecycle.ts";

/** Who may do what to an order, given facts. That it is the caller's own was asked before: strangers see nothing. */
export type OrderFacts = {
  readonly buyerId: string;
  readonly state: OrderState;
  readonly submittedBy: string | null;
};

export function isOwnOrder(actor: Actor, order: Pick<OrderFacts, "buyerId">): boolean {
  return actingOrganisation(actor) === order.buyerId;
}

export function mayDraftOrder(actor: Actor): boolean {
  return may(actor, "orders.draft");
}

export function mayAmendOrder(actor: Actor, order: OrderFacts): boolean {
  return isOwnOrder(actor, order) && may(actor, "orders.draft");
}

export function maySubmitOrder(actor: Actor, order: OrderFacts): boolean {
  return isOwnOrder(actor, order) && may(actor, "orders.submit");
}

export function mayPlaceOrder(actor: Actor): boolean {
  return may(actor, "orders.draft") && may(actor, "orders.submit");
}

export function mayWithdrawOrder(actor: Actor, order: OrderFacts): boolean {
  return isOwnOrder(actor, order) && (may(actor, "orders.submit") || may(actor, "orders.approve"));
}

/** The head approves; never the same person who submitted. */
export function mayApproveOrder(actor: Actor, order: OrderFacts): boolean {
  return (
    isOwnOrder(actor, order) &&
    may(actor, "orders.approve") &&
    actor.kind === "member" &&
    actor.personId !== order.submittedBy
  );
}

/**
 * A draft is dropped by whoever may write one; a submitted order by finance or the head; an approved one by the head. Also while
 * the organisation is suspended: its sellers are owed a word, and nobody else could give it.
 */
export function mayCancelOrder(actor: Actor, order: OrderFacts): boolean {
  if (!isOwnOrder(actor, order)) return false;
  const ender = asActive(actor);
  if (may(ender, "orders.approve")) return true;
  if (order.state === "draft") return may(ender, "orders.draft");
  return order.state === "submitted" && may(ender, "orders.submit");
}

/**
 * Who moves an order: whoever may end it, for what was promised ends with it. To another day of the own kitchen only while that
 * may order; a suspended kitchen can still hand its order on.
 */
export function mayReassignOrder(
  actor: Actor,
  order: OrderFacts,
  to: "another day" | "another kitchen",
): boolean {
  return mayCancelOrder(actor, order) && (to === "another kitchen" || may(actor, "orders.draft"));
}

/** Whether this person may still move the order: it can be called off, and nothing of it has left. */
export function isMovable(
  actor: Actor,
  order: OrderFacts & { readonly firstDispatchedAt: Date | null },
): boolean {
  const isOpen = eventsFrom(orderLifecycle, order.state).includes("cancel");
  return isOpen && order.firstDispatchedAt === null && mayCancelOrder(actor, order);
}

/** Whether this person may end or reduce some orders of its own; which of them, `mayCancelOrder` says. */
export function mayEndOrders(actor: Actor): boolean {
  return may(asActive(actor), "orders.draft") || may(asActive(actor), "orders.approve");
}

function asActive(actor: Actor): Actor {
  return actor.kind === "member" ? { ...actor, organisationActive: true } : actor;
}

export function mayOpenBudget(actor: Actor): boolean {
  return may(actor, "budgets.open");
}
