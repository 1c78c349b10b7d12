import { eq } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hubClauses } from "#db/schema/contracts.ts";
import { mayDraftContract } from "./contract.policy.ts";
import { KeepClauses } from "./contract.schema.ts";

/** The clause set that new contracts of the acting trade center start from. Contracts that are there keep their own words. */
export const keepClauses = command({
  name: "contracts.keepClauses",
  input: KeepClauses,
  permit: async (_tx, call) => {
    if (!mayDraftContract(call.actor)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { clauses }) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    const { organisationId: hubId, personId: keptBy } = call.actor;
    await tx.delete(hubClauses).where(eq(hubClauses.hubId, hubId));
    await tx
      .insert(hubClauses)
      .values(clauses.map((clause, position) => ({ ...clause, hubId, position, keptBy, keptAt: call.at })));
    return { hubId };
  },
});
