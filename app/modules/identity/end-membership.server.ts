import { Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { actingMember } from "./acting-member.ts";
import { endRoles, refuseKeeperless, rolesHeld } from "./change-roles.server.ts";
import { EndMembership } from "./member.schema.ts";

/**
 * Ends somebody's membership in one's own organisation, in all roles. What they did stays under their name; their keys
 * open nothing any more. Somebody must remain who keeps the members.
 */
export const endMembership = command({
  name: "identity.endMembership",
  input: EndMembership,
  subject: (input) => input.personId,
  // See changeRoles: who remains is a question about all members together.
  isolation: "serializable",
  permit: async (_tx, call) => {
    actingMember(call, "members.keep");
  },
  run: async (tx, call, input) => {
    const { organisationId } = actingMember(call, "members.keep");
    const held = await rolesHeld(tx, organisationId, input.personId);
    if (held.length === 0) throw new Missing("kernel.missing");
    await endRoles(tx, { organisationId, personId: input.personId }, held, call.at);
    await refuseKeeperless(tx, organisationId);
    return { personId: input.personId };
  },
});
