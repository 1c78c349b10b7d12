import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Invalid } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { addMembership, addOrganisation } from "./add-organisation.server.ts";
import { addPerson } from "./add-person.server.ts";
import { organisationRegistered } from "./identity.events.ts";
import { RegisterOrganisation } from "./organisation.schema.ts";
import { leadingRoles } from "./permissions.ts";

/**
 * Registers an organisation, with the person who answers for it: whoever is signed in, or a new person. It may look
 * around and hand in papers; it may not trade before it is verified. Several people with several hats: one person may
 * register more than one organisation.
 */
export const registerOrganisation = command({
  name: "identity.registerOrganisation",
  input: RegisterOrganisation,
  secret: ["founder", "phone", "taxNumber", "bankAccount"],
  permit: async (_tx, call, input) => {
    const isOurs = call.actor.kind === "system";
    if (call.actor.kind === "link") throw new Forbidden("kernel.forbidden");
    if (!isOurs && (input.slug !== undefined || input.shortName !== undefined || input.isDemo))
      throw new Forbidden("kernel.forbidden");
    if (call.actor.kind === "anonymous" && !input.founder)
      throw new Invalid({ "founder.email": ["kernel.required"] });
  },
  run: async (tx, call, input) => {
    if (input.foundationId !== undefined) await refuseNoFoundation(tx, input.foundationId);
    const { founder, ...organisation } = input;
    const organisationId = await addOrganisation(tx, call, { ...organisation, state: "registered" });
    const personId = await answeringPerson(tx, call, input);
    if (personId)
      await addMembership(tx, call, { personId, organisationId, roles: [leadingRoles[input.kind]] });
    await announce(tx, call, organisationRegistered, { organisationId });
    return { organisationId, personId };
  },
});

async function refuseNoFoundation(tx: Transaction, foundationId: string): Promise<void> {
  const [foundation] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.id, foundationId), eq(organisations.kind, "foundation")));
  if (!foundation) throw new Invalid({ foundationId: ["identity.foundationUnknown"] });
}

async function answeringPerson(
  tx: Transaction,
  call: Call,
  input: RegisterOrganisation,
): Promise<string | null> {
  if (call.actor.kind === "person" || call.actor.kind === "member") return call.actor.personId;
  if (!input.founder) return null;
  return addPerson(tx, call, input.founder, { isDemo: input.isDemo, field: "founder.email" });
}
