import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";

/**
 * The person who acts for themselves. Refuses everyone else: what is one's own (password, profile, sessions) is out of
 * reach of programs, links and whoever acts for an organisation.
 */
export function actingPerson(call: Call): string {
  if (call.actor.kind !== "person") throw new Forbidden("kernel.forbidden");
  return call.actor.personId;
}
