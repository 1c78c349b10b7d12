import { eq } from "drizzle-orm";
import { Forbidden, Invalid, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { persons } from "#db/schema/identity.ts";
import { addMembership } from "./add-organisation.server.ts";
import { addPerson } from "./add-person.server.ts";
import { EnrolMember } from "./member.schema.ts";
import { organisationById } from "./organisation-reads.server.ts";
import { rolesOf } from "./roles.ts";

/**
 * Puts a person into an organisation without an invitation: for the house itself, when it builds its demo world. A
 * person who is known by their e-mail address keeps their name and password.
 */
export const enrolMember = command({
  name: "identity.enrolMember",
  input: EnrolMember,
  secret: ["person"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("kernel.forbidden");
  },
  run: async (tx, call, { organisationId, roles, person, isDemo }) => {
    const organisation = await organisationById(organisationId, tx);
    if (!organisation) throw new Missing("kernel.missing");
    if (!roles.every((role) => rolesOf(organisation.kind).includes(role)))
      throw new Invalid({ roles: ["identity.notRole"] });
    const [known] = await tx.select({ id: persons.id }).from(persons).where(eq(persons.email, person.email));
    const personId = known?.id ?? (await addPerson(tx, call, person, { isDemo, field: "person.email" }));
    await addMembership(tx, call, { personId, organisationId, roles });
    return { personId };
  },
});
