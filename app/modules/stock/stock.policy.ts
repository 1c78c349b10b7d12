import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

/** Who writes in a kitchen's stock book: everybody who works there. Whose it is was asked before: strangers see nothing. */
export function mayKeepStock(actor: Actor): boolean {
  return may(actor, "stock.keep");
}
