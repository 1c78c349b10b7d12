import { eq } from "drizzle-orm";
import type { Transaction } from "#db/client.server.ts";
import { contractClauses } from "#db/schema/contracts.ts";
import type { Clause } from "./default-clauses.ts";

/** Writes the clauses of a draft, in their order, in place of those before. The database refuses it once signed. */
export async function writeClauses(
  tx: Transaction,
  contractId: string,
  clauses: readonly Clause[],
): Promise<void> {
  await tx.delete(contractClauses).where(eq(contractClauses.contractId, contractId));
  if (clauses.length === 0) return;
  await tx
    .insert(contractClauses)
    .values(clauses.map(({ heading, body }, position) => ({ contractId, position, heading, body })));
}
