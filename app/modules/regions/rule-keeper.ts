import type { Actor } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";

/**
 * Rates, caps, thresholds and lanes hold for everybody; only people of an active operator write them down. Identity stands
 * on the same floor as regions and cannot be asked for a permission here.
 */
export function refuseAllButOperators(actor: Actor): void {
  const isOperator = actor.kind === "member" && actor.organisationKind === "operator";
  if (!isOperator || !actor.organisationActive) throw new Forbidden("regions.forbidden");
}
