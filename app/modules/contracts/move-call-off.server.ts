import type { Call } from "#app/kernel/call.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import type { CallOffFacts } from "./call-off-reads.server.ts";
import { type CallOffEvent, callOffLifecycle } from "./contract-lifecycle.ts";
import { callOffCancelled, callOffClosed, callOffLocked } from "./contracts.events.ts";
import { drawLess } from "./draw-less.server.ts";

const told = { lock: callOffLocked, close: callOffClosed, cancel: callOffCancelled };

/**
 * Moves a call-off that the caller holds along its lifecycle, and says so. `comingBase` is what of it can still come, or
 * came: the month of the contract gets back what was drawn beyond it.
 */
export async function moveCallOff(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  move: { readonly event: CallOffEvent; readonly comingBase: bigint },
): Promise<void> {
  const { event, comingBase } = move;
  const state = nextState(callOffLifecycle, callOff.state, event, "contracts.callOffMoved");
  await drawLess(tx, callOff, { state, comingBase });
  await announce(tx, call, told[event], { callOffId: callOff.id });
}
