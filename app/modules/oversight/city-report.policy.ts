import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

/** Who draws up the report of a city: its agency's own officers. */
export function mayIssueCityReport(actor: Actor): boolean {
  return actor.kind === "member" && actor.organisationKind === "agency" && may(actor, "reports.make");
}
