import { eq } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { revokeAccessLinks } from "../identity/open-access-link.server.ts";
import { mayPlaceConsignment } from "./consignment.policy.ts";
import { WithdrawConsignment } from "./consignment.schema.ts";
import { consignmentLifecycle } from "./consignment.ts";
import { knownConsignment } from "./known-consignment.server.ts";

/** Takes terms back that nobody agreed to yet; the link to them opens nothing any more. */
export const withdrawConsignment = command({
  name: "consignment.withdraw",
  input: WithdrawConsignment,
  isolation: "read committed",
  permit: async (tx, call, { consignmentId }) => {
    if (!mayPlaceConsignment(call.actor, await knownConsignment(tx, call, consignmentId)))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { consignmentId }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    const state = nextState(consignmentLifecycle, consignment.state, "withdraw", "consignment.over");
    await tx.update(consignments).set({ state }).where(eq(consignments.id, consignment.id));
    await revokeAccessLinks(tx, call, { purpose: "consign", subjectId: consignment.id });
    return { consignmentId };
  },
});
