import { type Actor, actingOrganisation, type OrganisationKind } from "#app/kernel/call.ts";
import { may, permissionsOf } from "../identity/permissions.ts";
import { rolesOf } from "../identity/roles.ts";

/** Who may do what in the catalogue, given facts. Whose listing or lot it is was asked before: strangers see nothing. */
type Owned = { readonly sellerId: string };

export function isOwnGoods(actor: Actor, goods: Owned): boolean {
  return actingOrganisation(actor) === goods.sellerId;
}

export function mayOpenListing(actor: Actor): boolean {
  return may(actor, "listings.keep");
}

export function mayKeepListing(actor: Actor, listing: Owned): boolean {
  return isOwnGoods(actor, listing) && may(actor, "listings.keep");
}

export function mayRegisterLot(actor: Actor, listing: Owned): boolean {
  return isOwnGoods(actor, listing) && may(actor, "lots.register");
}

/** Listing the day's goods gives prices and brings harvests at once. */
export function mayListDay(actor: Actor): boolean {
  return may(actor, "listings.keep") && may(actor, "lots.register");
}

/** A file of goods that the own organisation brought; to anyone else there is none. */
export function isOwnFile(actor: Actor, file: { readonly organisationId: string } | null): boolean {
  return file !== null && actingOrganisation(actor) === file.organisationId;
}

export function mayRecordLoss(actor: Actor, lot: Owned): boolean {
  return isOwnGoods(actor, lot) && may(actor, "lots.register");
}

export function mayAddProducer(actor: Actor): boolean {
  return may(actor, "producers.keep");
}

export function mayAskProducers(actor: Actor, listing: Owned): boolean {
  return isOwnGoods(actor, listing) && may(actor, "producers.keep");
}

/**
 * Whether an organisation of this kind sells what it buys: whoever may put goods on the market does. What it accepts at its
 * door is stock with a cost; a kitchen's is food, and a cost of its own at once.
 */
export function resells(kind: OrganisationKind): boolean {
  return rolesOf(kind).some((role) => permissionsOf(role).includes("listings.keep"));
}

/** Legal prices are set by the nation; only the operator writes them down. */
export function mayKeepCeilings(actor: Actor): boolean {
  return may(actor, "rules.keep");
}

export function mayRecordPrices(actor: Actor): boolean {
  return may(actor, "prices.import");
}
