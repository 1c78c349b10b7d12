import { and, eq, sql } from "drizzle-orm";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { contracts } from "#db/schema/contracts.ts";
import { mayChangeDraft } from "./contract.policy.ts";
import { AmendClauses } from "./contract.schema.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { writeClauses } from "./write-clauses.server.ts";

/** Rewrites the clauses of a contract that is still a draft; whoever does it drew the contract up, and does not sign it. */
export const amendClauses = command({
  name: "contracts.amendClauses",
  input: AmendClauses,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayChangeDraft);
  },
  run: async (tx, call, { contractId, clauses }) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    const amended = await tx
      .update(contracts)
      .set({ createdBy: call.actor.personId, version: sql`${contracts.version} + 1` })
      .where(and(eq(contracts.id, contractId), eq(contracts.state, "draft")))
      .returning({ id: contracts.id });
    if (amended.length === 0) throw new Conflict("contracts.moved");
    await writeClauses(tx, contractId, clauses);
    return { contractId };
  },
});
