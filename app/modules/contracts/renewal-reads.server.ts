import { and, eq, ne } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { contracts } from "#db/schema/contracts.ts";

/** The contract that was drawn up to follow this one; null while there is none. Whoever asks was let through by the contract itself. */
export async function followerOf(contractId: string, on: Executor = db()) {
  const [row] = await on
    .select({ id: contracts.id, number: contracts.number, state: contracts.state })
    .from(contracts)
    .where(and(eq(contracts.renewsId, contractId), ne(contracts.state, "terminated")));
  return row ?? null;
}
