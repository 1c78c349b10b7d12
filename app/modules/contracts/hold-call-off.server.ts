import { sql } from "drizzle-orm";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type CallOffFacts, callOffFacts } from "./call-off-reads.server.ts";

/**
 * Takes a call-off, and with it all waves of its schedule, for the rest of this transaction: whatever is decided about their
 * shares, their capacities and their trips is decided one at a time. Answers the one that was named.
 */
export async function holdCallOff(tx: LatestTransaction, callOffId: string): Promise<CallOffFacts> {
  // The schedule of a call-off never changes, so it is the same before and after waiting.
  const ofSchedule = sql`${callOffs.scheduleId} = (select named.schedule_id from ${callOffs} named where named.id = ${callOffId})`;
  const held = await hold(tx, callOffs, ofSchedule, sql`${callOffs.id}`);
  const facts = held.length > 0 ? await callOffFacts(callOffId, tx) : null;
  if (!facts) throw new Missing("contracts.callOffMissing");
  return facts;
}
