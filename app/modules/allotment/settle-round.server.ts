import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { type CallOffFacts, wavesOf } from "../contracts/call-off-reads.server.ts";
import { roundAnswered } from "./allotment.events.ts";
import { givenByCallOff } from "./allotment-reads.server.ts";
import { isWaiting } from "./round.ts";

/** Says once, when no share of any wave of the schedule waits any longer, that what is left may be shared again. The caller holds it. */
export async function settleRound(tx: Transaction, call: Call, callOff: CallOffFacts): Promise<void> {
  const waves = await wavesOf(callOff.scheduleId, tx);
  const given = await givenByCallOff(
    waves.map((wave) => wave.id),
    tx,
  );
  if ([...given.values()].some(isWaiting)) return;
  await announce(tx, call, roundAnswered, { callOffId: callOff.id });
}
