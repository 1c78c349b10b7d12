import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { roundAnswered } from "./allotment.events.ts";
import { givenIn } from "./allotment-reads.server.ts";
import { isWaiting } from "./round.ts";

/** Says once, when no share of the call-off waits any longer, that what is left may be shared again. The caller holds the call-off. */
export async function settleRound(tx: Transaction, call: Call, callOffId: string): Promise<void> {
  if (isWaiting(await givenIn(callOffId, tx))) return;
  await announce(tx, call, roundAnswered, { callOffId });
}
