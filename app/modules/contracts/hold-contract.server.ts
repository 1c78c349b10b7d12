import { eq } from "drizzle-orm";
import { hold } from "#db/hold.server.ts";
import { contracts } from "#db/schema/contracts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { ContractRow } from "./contract-reads.server.ts";

/** A contract as it is now, held until the transaction ends; null when there is none. */
export async function holdContract(tx: LatestTransaction, contractId: string): Promise<ContractRow | null> {
  const [contract] = await hold(tx, contracts, eq(contracts.id, contractId));
  return contract ?? null;
}
