import { type Actor, actingOrganisation } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type Kept = { readonly keeperId: string };
type Parties = Kept & { readonly consignorOrganisationId: string | null };

function isKeeper(actor: Actor, { keeperId }: Kept): boolean {
  return actingOrganisation(actor) === keeperId;
}

/** The keeper, and an organisation whose goods they are; a producer has a link. */
export function mayKnowConsignment(actor: Actor, consignment: Parties): boolean {
  const own = actingOrganisation(actor);
  return own !== null && (own === consignment.keeperId || own === consignment.consignorOrganisationId);
}

/** Terms are money: whoever keeps producers agrees on them for the keeper. */
export function mayPlaceConsignment(actor: Actor, consignment: Kept): boolean {
  return isKeeper(actor, consignment) && may(actor, "producers.keep");
}

/** Who may say yes for the consignor: its own people, or the keeper's for a producer who stands at the counter. */
export function mayAnswerConsignment(actor: Actor, consignment: Parties): boolean {
  if (consignment.consignorOrganisationId !== null)
    return actingOrganisation(actor) === consignment.consignorOrganisationId && may(actor, "listings.keep");
  return mayPlaceConsignment(actor, consignment);
}

/** The worker settles what is due; whoever pays may have a period settled that is over. */
export function maySettleConsignments(actor: Actor, consignment: Kept): boolean {
  return actor.kind === "system" || (isKeeper(actor, consignment) && may(actor, "payouts.request"));
}

/** The goods themselves are in the hands of whoever keeps lots. */
export function mayMoveConsigned(actor: Actor, consignment: Kept): boolean {
  return isKeeper(actor, consignment) && may(actor, "lots.register");
}
