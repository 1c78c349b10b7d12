import { eq } from "drizzle-orm";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type CallOffFacts, callOffFacts } from "./call-off-reads.server.ts";

/**
 * Takes the call-off for the rest of this transaction: whatever is decided about its shares, its capacities and its
 * trip is decided one at a time.
 */
export async function holdCallOff(tx: LatestTransaction, callOffId: string): Promise<CallOffFacts> {
  const [held] = await hold(tx, callOffs, eq(callOffs.id, callOffId));
  const facts = held ? await callOffFacts(callOffId, tx) : null;
  if (!facts) throw new Missing("contracts.callOffMissing");
  return facts;
}
