import { RuleBroken } from "#app/kernel/errors.ts";
import type { ContractState } from "./contract-lifecycle.ts";

/**
 * A contract between regions stands on a ladder of papers: the understanding of two cities (MoU), the agreement of their
 * offices (PKS), and the contract of the two firms (B2B).
 *
 * What may be missing: everything while it is a draft. Once it binds, the B2B paper has its number, its day and both
 * signatories for ever; its file, and all of the MoU and the PKS, may follow, and what was written down stands.
 */
export const paperRungs = ["mou", "pks", "b2b"] as const;
export type PaperRung = (typeof paperRungs)[number];

export type ContractPaper = {
  readonly number: string;
  readonly datedOn: string | null;
  readonly hubSignatory: string | null;
  readonly buyerSignatory: string | null;
  readonly fileId: string | null;
};

const parts = ["number", "datedOn", "hubSignatory", "buyerSignatory", "fileId"] as const;

/** Which parts of the B2B paper stand in the way of a signature; none when it is complete. The file may follow. */
export function missingForSignature(b2b: ContractPaper | null): readonly (typeof parts)[number][] {
  if (b2b === null) return ["number", "datedOn", "hubSignatory", "buyerSignatory"];
  return (["datedOn", "hubSignatory", "buyerSignatory"] as const).filter((part) => b2b[part] === null);
}

/**
 * The paper as it is kept after somebody wrote `asked` down. A draft's paper may be written anew; after the signature
 * only blanks are filled, and a part that says something else is refused.
 */
export function paperAfter(
  state: ContractState,
  stands: ContractPaper | null,
  asked: ContractPaper,
): ContractPaper {
  if (stands === null) return asked;
  if (state === "draft") return { ...asked, fileId: asked.fileId ?? stands.fileId };
  for (const part of parts)
    if (stands[part] !== null && asked[part] !== null && stands[part] !== asked[part])
      throw new RuleBroken("contracts.paperStands", { field: part });
  return {
    number: stands.number,
    datedOn: stands.datedOn ?? asked.datedOn,
    hubSignatory: stands.hubSignatory ?? asked.hubSignatory,
    buyerSignatory: stands.buyerSignatory ?? asked.buyerSignatory,
    fileId: stands.fileId ?? asked.fileId,
  };
}
