import { Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { contractPapers } from "#db/schema/contracts.ts";
import { mayKeepPapers } from "./contract.policy.ts";
import { RecordContractPaper } from "./contract.schema.ts";
import { paperAfter } from "./contract-paper.ts";
import { papersOf } from "./contract-text-reads.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";

/**
 * Writes down a paper that the contract stands on: its number, its day, who signed it, and its file once that was brought.
 * A draft's paper may be written anew; after the signature what it says stands, and only blanks are filled.
 */
export const recordContractPaper = command({
  name: "contracts.recordPaper",
  input: RecordContractPaper,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayKeepPapers);
  },
  run: async (tx, call, { contractId, rung, ...asked }) => {
    const contract = await permittedContract(tx, call.actor, contractId, mayKeepPapers);
    if (asked.fileId !== undefined) {
      const file = await fileById(asked.fileId, tx);
      if (file?.ownerId !== contract.hubId || file.purpose !== "contract_paper")
        throw new Missing("contracts.fileMissing");
    }
    const stands = (await papersOf(contractId, tx)).find((paper) => paper.rung === rung) ?? null;
    const kept = paperAfter(contract.state, stands, {
      number: asked.number,
      datedOn: asked.datedOn ?? null,
      hubSignatory: asked.hubSignatory ?? null,
      buyerSignatory: asked.buyerSignatory ?? null,
      fileId: asked.fileId ?? null,
    });
    const row = {
      ...kept,
      datedOn: asked.datedOn ?? stands?.datedOn ?? null,
      recordedBy: call.actor.kind === "member" ? call.actor.personId : null,
      recordedAt: call.at,
    };
    await tx
      .insert(contractPapers)
      .values({ contractId, rung, ...row })
      .onConflictDoUpdate({ target: [contractPapers.contractId, contractPapers.rung], set: row });
    return { contractId };
  },
});
