import { command } from "#app/platform/command.server.ts";
import { decideOrganisation, permitDecision } from "./decide-organisation.server.ts";
import { DecideOrganisation } from "./organisation.schema.ts";

/** Opens the market to an organisation whose papers are in order. */
export const verifyOrganisation = command({
  name: "identity.verifyOrganisation",
  input: DecideOrganisation,
  permit: (tx, call, input) => permitDecision(tx, call, input.organisationId),
  run: async (tx, call, input) => {
    await decideOrganisation(tx, call, {
      organisationId: input.organisationId,
      event: "verify",
      reason: null,
    });
    return { organisationId: input.organisationId };
  },
});
