import { command } from "#app/platform/command.server.ts";
import { decideOrganisation, permitDecision } from "./decide-organisation.server.ts";
import { DecideWithReason } from "./organisation.schema.ts";

/** Stops an organisation from trading at once, with a reason. What it promised and owes stays on the books. */
export const suspendOrganisation = command({
  name: "identity.suspendOrganisation",
  input: DecideWithReason,
  permit: (tx, call, input) => permitDecision(tx, call, input.organisationId),
  run: async (tx, call, input) => {
    await decideOrganisation(tx, call, {
      organisationId: input.organisationId,
      event: "suspend",
      reason: input.reason,
    });
    return { organisationId: input.organisationId };
  },
});
