import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { contracts } from "#db/schema/contracts.ts";
import { checkDraft } from "./check-draft.server.ts";
import { mayChangeDraft } from "./contract.policy.ts";
import { AmendContract, keptTerms } from "./contract.schema.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { writeLines } from "./write-lines.server.ts";

/** Rewrites a contract that is still a draft. What was signed is changed by a new contract, never in place. */
export const amendContract = command({
  name: "contracts.amend",
  input: AmendContract,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayChangeDraft);
  },
  run: async (tx, call, { contractId, version, ...terms }) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    await checkDraft(tx, terms, call.actor.organisationId, contractId);
    const amended = await tx
      .update(contracts)
      // Whoever wrote these words last drew the contract up, and may therefore not be the one who signs it.
      .set({ ...keptTerms(terms), createdBy: call.actor.personId, version: version + 1 })
      .where(and(eq(contracts.id, contractId), eq(contracts.state, "draft"), eq(contracts.version, version)))
      .returning({ id: contracts.id });
    if (amended.length === 0) throw new Conflict("contracts.moved");
    await writeLines(tx, contractId, terms.lines);
    return { contractId };
  },
});
