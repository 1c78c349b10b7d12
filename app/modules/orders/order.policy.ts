import { type Actor, actingOrganisation } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import type { OrderState } from "./order-lifecycle.ts";

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

/** A draft is dropped by whoever may write one; a submitted order by finance or the head; an approved one by the head. */
export function mayCancelOrder(actor: Actor, order: OrderFacts): boolean {
  if (!isOwnOrder(actor, order)) return false;
  if (may(actor, "orders.approve")) return true;
  if (order.state === "draft") return may(actor, "orders.draft");
  return order.state === "submitted" && may(actor, "orders.submit");
}

export function mayOpenBudget(actor: Actor): boolean {
  return may(actor, "budgets.open");
}
