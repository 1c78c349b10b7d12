import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

/** Who plans what a kitchen cooks: recipes, cycle and calendar. Whose they are was asked before: strangers see nothing. */
export function mayKeepMenus(actor: Actor): boolean {
  return may(actor, "menus.keep");
}
