import type { Call, MemberActor } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import type { Permission } from "./permission-names.ts";
import { may } from "./permissions.ts";

/** The member who acts, and holds this permission in their organisation. Refuses everyone else. */
export function actingMember(call: Call, permission: Permission): MemberActor {
  if (call.actor.kind !== "member" || !may(call.actor, permission)) throw new Forbidden("kernel.forbidden");
  return call.actor;
}
