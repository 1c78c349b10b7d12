import { and, eq, gt, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Invalid, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invitations, persons } from "#db/schema/identity.ts";
import { addMembership } from "./add-organisation.server.ts";
import { addPerson } from "./add-person.server.ts";
import { AcceptInvitation } from "./member.schema.ts";
import { organisationById } from "./organisation-reads.server.ts";
import type { NewPerson } from "./person.schema.ts";
import { secretTokenHash } from "./secret-token.server.ts";

/**
 * Accepts an invitation, once: as the signed-in person whose address was invited, or as a new person under that
 * address. A link that was used, taken back or has run out is refused; so is somebody else's account.
 */
export const acceptInvitation = command({
  name: "identity.acceptInvitation",
  input: AcceptInvitation,
  secret: ["token", "person"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "anonymous" && call.actor.kind !== "person")
      throw new Forbidden("kernel.forbidden");
  },
  run: async (tx, call, input) => {
    const [invitation] = await tx
      .update(invitations)
      .set({ acceptedAt: call.at })
      .where(
        and(
          eq(invitations.tokenHash, secretTokenHash(input.token)),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, call.at),
        ),
      )
      .returning({
        organisationId: invitations.organisationId,
        role: invitations.role,
        email: invitations.email,
      });
    if (!invitation) throw new Conflict("identity.linkOver");
    const { organisationId, role, email } = invitation;
    const organisation = await organisationById(organisationId, tx);
    invariant(organisation, "an invitation is into an organisation");
    const personId = await invitedPerson(tx, call, email, input.person, organisation.isDemo);
    await addMembership(tx, call, { personId, organisationId, roles: [role] });
    return { organisationId, personId };
  },
});

async function invitedPerson(
  tx: Transaction,
  call: Call,
  email: string,
  person: Omit<NewPerson, "email"> | undefined,
  isDemo: boolean,
): Promise<string> {
  if (call.actor.kind === "person") {
    const [own] = await tx
      .select({ email: persons.email })
      .from(persons)
      .where(eq(persons.id, call.actor.personId));
    if (own?.email !== email) throw new Forbidden("identity.invitationForOther");
    return call.actor.personId;
  }
  if (!person) throw new Invalid({ "person.fullName": ["kernel.required"] });
  return addPerson(tx, call, { ...person, email }, { isDemo, field: "email" });
}
