import { eq } from "drizzle-orm";
import { Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { type CallOffFacts, callOffFacts } from "./call-off-reads.server.ts";

/**
 * Takes the call-off for the rest of this transaction: whatever is decided about its shares, its capacities and its
 * trip is decided one at a time. Only in read committed does the next one then see what this one decided, so
 * commands that hold a call-off run there.
 */
export async function holdCallOff(tx: Transaction, callOffId: string): Promise<CallOffFacts> {
  const [held] = await tx
    .select({ id: callOffs.id })
    .from(callOffs)
    .where(eq(callOffs.id, callOffId))
    .for("update");
  const facts = held ? await callOffFacts(callOffId, tx) : null;
  if (!facts) throw new Missing("contracts.callOffMissing");
  return facts;
}
