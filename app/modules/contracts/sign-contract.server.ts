import { dayOf } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { isSecondPerson, maySignContract } from "./contract.policy.ts";
import { SignContract } from "./contract.schema.ts";
import { contractFacts } from "./contract-facts-reads.server.ts";
import { missingForSignature } from "./contract-paper.ts";
import { papersOf } from "./contract-text-reads.server.ts";
import { moveContract } from "./move-contract.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";

/**
 * The head's signature makes a draft binding, and draws up the paper with all its terms and clauses. Refuses the person who
 * drew it up: two people stand behind a contract; and one whose B2B paper lacks its number, day or a signatory.
 */
export const signContract = command({
  name: "contracts.sign",
  input: SignContract,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, maySignContract);
  },
  run: async (tx, call, { contractId }) => {
    const contract = await permittedContract(tx, call.actor, contractId, maySignContract);
    if (!isSecondPerson(call.actor, contract)) throw new RuleBroken("contracts.samePerson");
    const papers = await papersOf(contractId, tx);
    const missing = missingForSignature(papers.find((paper) => paper.rung === "b2b") ?? null);
    if (missing.length > 0) throw new RuleBroken("contracts.paperMissing");
    await moveContract(tx, call, contract, "sign");
    const on = dayOf(call.at, await clockOf(contract.hubId, tx));
    await issueDocument(tx, call, {
      organisationId: contract.hubId,
      kind: "KAD",
      subjectId: contractId,
      facts: await contractFacts(tx, contract, on),
      on,
      readers: [contract.buyerId],
    });
    return { contractId };
  },
});
