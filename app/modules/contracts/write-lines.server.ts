import { eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractLines } from "#db/schema/contracts.ts";
import type { ContractLineTerms } from "./contract.schema.ts";
import { PriceRule } from "./price-rule.ts";

/**
 * Writes the goods of a draft, in their order, in place of what it said before; a commodity and grade that stays is the same
 * line as before. The database refuses it once signed.
 */
export async function writeLines(
  tx: Transaction,
  contractId: string,
  lines: readonly ContractLineTerms[],
): Promise<void> {
  const before = await tx.delete(contractLines).where(eq(contractLines.contractId, contractId)).returning({
    id: contractLines.id,
    commodityCode: contractLines.commodityCode,
    gradeCode: contractLines.gradeCode,
  });
  const same = (line: ContractLineTerms) =>
    before.find((one) => one.commodityCode === line.commodityCode && one.gradeCode === line.gradeCode);
  await tx.insert(contractLines).values(
    lines.map((line, position) => ({
      ...line,
      id: same(line)?.id ?? newId("contractLine"),
      contractId,
      position,
      priceRule: z.encode(PriceRule, line.priceRule),
    })),
  );
}
