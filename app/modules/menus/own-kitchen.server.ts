import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { mayKeepMenus } from "./menus.policy.ts";

/** The permit of every deed in this room. */
export async function permitKeeping(_tx: unknown, call: Call): Promise<void> {
  if (!mayKeepMenus(call.actor)) throw new Forbidden("menus.forbidden");
}

/** The kitchen that the caller plans for, and who they are. */
export function plannerOf(call: Call): { readonly organisationId: string; readonly personId: string } {
  const organisationId = actingOrganisation(call.actor);
  invariant(organisationId && call.actor.kind === "member", "a menu is planned by a member of a kitchen");
  return { organisationId, personId: call.actor.personId };
}
