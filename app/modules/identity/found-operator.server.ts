import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { env } from "#app/platform/env.server.ts";
import { addMembership, addOrganisation } from "./add-organisation.server.ts";
import { addPerson } from "./add-person.server.ts";
import { FoundOperator } from "./organisation.schema.ts";
import { leadingRoles } from "./permissions.ts";
import { isHouseEmpty } from "./person-reads.server.ts";

/**
 * Founds the platform's operator with its first person: the only organisation that nobody verifies. In a real house
 * this works once, while there is no person at all; two who try at the same moment are put in order, and the second is
 * refused.
 */
export const foundOperator = command({
  name: "identity.foundOperator",
  input: FoundOperator,
  secret: ["founder"],
  isolation: "serializable",
  permit: async (tx, call, input) => {
    if (call.actor.kind === "system") return;
    if (call.actor.kind !== "anonymous" || env().DEMO === "1") throw new Missing("kernel.missing");
    if (input.isDemo) throw new Forbidden("kernel.forbidden");
    if (!(await isHouseEmpty(tx))) throw new Conflict("identity.alreadyFounded");
  },
  run: async (tx, call, { founder, ...organisation }) => {
    const organisationId = await addOrganisation(tx, call, {
      ...organisation,
      kind: "operator",
      state: "active",
    });
    const personId = await addPerson(tx, call, founder, {
      isDemo: organisation.isDemo,
      field: "founder.email",
    });
    await addMembership(tx, call, { personId, organisationId, roles: [leadingRoles.operator] });
    return { organisationId, personId };
  },
});

/** True while the set-up page exists: in a house that is real and empty. */
export async function mayFoundOperator(): Promise<boolean> {
  return env().DEMO === "0" && isHouseEmpty();
}
