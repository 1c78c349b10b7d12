import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { contracts } from "#db/schema/contracts.ts";
import { checkDraft } from "./check-draft.server.ts";
import { mayDraftContract } from "./contract.policy.ts";
import { DraftContract, keptTerms } from "./contract.schema.ts";
import { clausesOfHub } from "./contract-text-reads.server.ts";
import { writeClauses } from "./write-clauses.server.ts";
import { writeFirst } from "./write-first.server.ts";
import { writeLines } from "./write-lines.server.ts";

/** Draws up a contract between the acting trade center and a buyer elsewhere. It binds nobody until a second person signs it. */
export const draftContract = command({
  name: "contracts.draft",
  input: DraftContract,
  permit: async (_tx, call) => {
    if (!mayDraftContract(call.actor)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, terms) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    const hubId = call.actor.organisationId;
    await checkDraft(tx, terms, hubId, null);
    const contractId = newId("contract");
    const drafted = await tx
      .insert(contracts)
      .values({
        ...keptTerms(terms),
        id: contractId,
        hubId,
        state: "draft",
        createdBy: call.actor.personId,
        createdAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: contracts.id });
    if (drafted.length === 0) throw new Conflict("contracts.numberTaken", { number: terms.number });
    await writeLines(tx, contractId, terms.lines);
    await writeClauses(tx, contractId, (await clausesOfHub(hubId, tx)).clauses);
    await writeFirst(tx, call, contractId, terms);
    return { contractId };
  },
});
