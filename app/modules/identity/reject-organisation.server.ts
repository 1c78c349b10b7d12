import { command } from "#app/platform/command.server.ts";
import { decideOrganisation, permitDecision } from "./decide-organisation.server.ts";
import { DecideWithReason } from "./organisation.schema.ts";

/** Says no to a registration, with a reason; the organisation may mend it and ask again. */
export const rejectOrganisation = command({
  name: "identity.rejectOrganisation",
  input: DecideWithReason,
  permit: (tx, call, input) => permitDecision(tx, call, input.organisationId),
  run: async (tx, call, input) => {
    await decideOrganisation(tx, call, {
      organisationId: input.organisationId,
      event: "reject",
      reason: input.reason,
    });
    return { organisationId: input.organisationId };
  },
});
