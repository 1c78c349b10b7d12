import { command } from "#app/platform/command.server.ts";
import { decideOrganisation, permitDecision } from "./decide-organisation.server.ts";
import { DecideOrganisation } from "./organisation.schema.ts";

/** Lets a suspended organisation trade again. */
export const reinstateOrganisation = command({
  name: "identity.reinstateOrganisation",
  input: DecideOrganisation,
  permit: (tx, call, input) => permitDecision(tx, call, input.organisationId),
  run: async (tx, call, input) => {
    await decideOrganisation(tx, call, {
      organisationId: input.organisationId,
      event: "reinstate",
      reason: null,
    });
    return { organisationId: input.organisationId };
  },
});
