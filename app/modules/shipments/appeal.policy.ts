import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type Parties = { readonly sellerId: string; readonly buyerId: string };

function actsFor(actor: Actor, organisationId: string): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId;
}

/** The seller that brought it and the kitchen that weighed it know of an appeal, and nobody else writes about it. */
export function mayKnowAppeal(actor: Actor, appeal: Parties): boolean {
  return actsFor(actor, appeal.sellerId) || actsFor(actor, appeal.buyerId);
}

/** Whoever sends goods of its own to a kitchen may appeal for them, by the roles that sell and send. */
export function mayOpenAppeal(
  actor: Actor,
  shipment: Pick<Parties, "sellerId"> & { readonly purpose: "order" | "call_off" },
): boolean {
  return shipment.purpose === "order" && actsFor(actor, shipment.sellerId) && may(actor, "appeals.open");
}

/** Whoever may appeal for the seller may take it back, even when somebody else made it. */
export function mayWithdrawAppeal(actor: Actor, appeal: Pick<Parties, "sellerId">): boolean {
  return actsFor(actor, appeal.sellerId) && may(actor, "appeals.open");
}

export function mayAnswerAppeal(actor: Actor, appeal: Pick<Parties, "buyerId">): boolean {
  return actsFor(actor, appeal.buyerId) && may(actor, "appeals.answer");
}
