import { Conflict, Invalid, RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import type { ContractTerms } from "./contract.schema.ts";
import { contractNumbered, draftFacts } from "./contract-reads.server.ts";

const BUYER_KINDS = new Set(["bumd", "koperasi", "trade_center"]);

/**
 * Refuses terms that point at nothing: an unknown commodity, grade or place, a number that the trade center already
 * uses for another contract, or a buyer that does not trade between regions, is not active, or is the trade center itself.
 */
export async function checkDraft(
  tx: Transaction,
  terms: Pick<ContractTerms, "buyerId" | "number" | "destinationRegionCode"> & {
    readonly lines: readonly { readonly commodityCode: string; readonly gradeCode: string }[];
  },
  hubId: string,
  contractId: string | null,
): Promise<void> {
  const facts = await draftFacts(terms, tx);
  const fields: Record<string, string[]> = {};
  for (const [at, line] of terms.lines.entries())
    if (!facts.grades.has(`${line.commodityCode}/${line.gradeCode}`))
      fields[`lines[${at}].gradeCode`] = ["contracts.unknownGrade"];
  if (!facts.hasRegion) fields["destinationRegionCode"] = ["contracts.badRegion"];
  if (!facts.buyer || terms.buyerId === hubId || !BUYER_KINDS.has(facts.buyer.kind))
    fields["buyerId"] = ["contracts.badBuyer"];
  if (Object.keys(fields).length > 0) throw new Invalid(fields);
  if (facts.buyer?.state !== "active") throw new RuleBroken("contracts.buyerNotActive");
  const holder = await contractNumbered(hubId, terms.number, tx);
  if (holder !== null && holder !== contractId)
    throw new Conflict("contracts.numberTaken", { number: terms.number });
}
