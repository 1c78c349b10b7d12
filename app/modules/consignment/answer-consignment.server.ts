import { eq } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { mayAnswerConsignment } from "./consignment.policy.ts";
import { AnswerConsignment } from "./consignment.schema.ts";
import { consignmentLifecycle } from "./consignment.ts";
import { knownConsignment } from "./known-consignment.server.ts";
import { takeIntoCustody } from "./take-into-custody.server.ts";

/**
 * The consignor says yes or no, once: a producer by their link, or at the counter, where the keeper writes it down; an organisation
 * by its own people. With a yes the goods are a lot in the keeper's custody, for sale like any other, and still the consignor's; the
 * Bukti Titip is issued at once.
 */
export const answerConsignment = command({
  name: "consignment.answer",
  input: AnswerConsignment,
  isolation: "read committed",
  permit: async (tx, call, { consignmentId }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    if (call.actor.kind !== "link" && !mayAnswerConsignment(call.actor, consignment))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { consignmentId, answer }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    const state = nextState(consignmentLifecycle, consignment.state, answer, "consignment.over");
    const answeredBy = call.actor.kind === "member" ? call.actor.personId : null;
    if (answer === "agree") await takeIntoCustody(tx, call, consignment, answeredBy);
    else
      await tx
        .update(consignments)
        .set({ state, answeredAt: call.at, answeredBy })
        .where(eq(consignments.id, consignment.id));
    return { consignmentId };
  },
});
