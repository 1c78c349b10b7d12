import { eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractLines } from "#db/schema/contracts.ts";
import type { ContractLineTerms } from "./contract.schema.ts";
import { PriceRule } from "./price-rule.ts";

/** Writes the goods of a draft, in their order, in place of what it said before. The database refuses it once signed. */
export async function writeLines(
  tx: Transaction,
  contractId: string,
  lines: readonly ContractLineTerms[],
): Promise<void> {
  await tx.delete(contractLines).where(eq(contractLines.contractId, contractId));
  await tx.insert(contractLines).values(
    lines.map((line, position) => ({
      ...line,
      id: newId("contractLine"),
      contractId,
      position,
      priceRule: z.encode(PriceRule, line.priceRule),
    })),
  );
}
