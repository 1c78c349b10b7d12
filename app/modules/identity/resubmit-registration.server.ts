import { z } from "zod";
import { command } from "#app/platform/command.server.ts";
import { actingMember } from "./acting-member.ts";
import { decideOrganisation } from "./decide-organisation.server.ts";

/** Asks again for verification after a no, once what was missing is mended. */
export const resubmitRegistration = command({
  name: "identity.resubmitRegistration",
  input: z.object({}),
  permit: async (_tx, call) => {
    actingMember(call, "papers.keep");
  },
  run: async (tx, call) => {
    const { organisationId } = actingMember(call, "papers.keep");
    await decideOrganisation(tx, call, { organisationId, event: "resubmit", reason: null });
    return { organisationId };
  },
});
