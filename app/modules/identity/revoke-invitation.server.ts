import { and, eq, isNull } from "drizzle-orm";
import { Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { invitations } from "#db/schema/identity.ts";
import { actingMember } from "./acting-member.ts";
import { RevokeInvitation } from "./member.schema.ts";

/** Takes back an invitation of one's own organisation that nobody has accepted yet. */
export const revokeInvitation = command({
  name: "identity.revokeInvitation",
  input: RevokeInvitation,
  permit: async (_tx, call) => {
    actingMember(call, "members.keep");
  },
  run: async (tx, call, input) => {
    const { organisationId } = actingMember(call, "members.keep");
    const revoked = await tx
      .update(invitations)
      .set({ revokedAt: call.at })
      .where(
        and(
          eq(invitations.id, input.invitationId),
          eq(invitations.organisationId, organisationId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      )
      .returning({ id: invitations.id });
    if (revoked.length === 0) throw new Missing("kernel.missing");
    return { invitationId: input.invitationId };
  },
});
