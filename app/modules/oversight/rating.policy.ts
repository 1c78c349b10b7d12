import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

/** Whoever may appeal for a koperasi against a weighing also answers to how it is counted. */
export function mayAnswerRating(actor: Actor): boolean {
  return actor.kind === "member" && actor.organisationKind === "koperasi" && may(actor, "appeals.open");
}
