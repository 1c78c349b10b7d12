import type { Actor } from "#app/kernel/call.ts";
import type { Permission } from "./permission-names.ts";
import { may } from "./permissions.ts";

/**
 * Whether the actor may do for an organisation what takes two: a member of it who holds the permission, and who did not say or do
 * the first half. Null where no person of the house did.
 */
export function isSecondPerson(
  actor: Actor,
  permission: Permission,
  first: { readonly organisationId: string; readonly by: string | null },
): boolean {
  return (
    actor.kind === "member" &&
    actor.organisationId === first.organisationId &&
    may(actor, permission) &&
    actor.personId !== first.by
  );
}
