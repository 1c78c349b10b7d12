import { and, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { callOffs, contractMonths } from "#db/schema/contracts.ts";
import type { CallOffFacts } from "./call-off-reads.server.ts";
import { monthOf } from "./contract.ts";
import { type CallOffEvent, callOffLifecycle } from "./contract-lifecycle.ts";
import { callOffCancelled, callOffClosed, callOffLocked } from "./contracts.events.ts";

const told = { lock: callOffLocked, close: callOffClosed, cancel: callOffCancelled };

/**
 * Moves a call-off that the caller holds along its lifecycle, and says so. Cancelling gives what it drew back to the
 * month of the contract.
 */
export async function moveCallOff(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  event: CallOffEvent,
): Promise<void> {
  const state = nextState(callOffLifecycle, callOff.state, event, "contracts.callOffMoved");
  const moved = await tx
    .update(callOffs)
    .set({ state, version: sql`${callOffs.version} + 1` })
    .where(and(eq(callOffs.id, callOff.id), eq(callOffs.state, callOff.state)))
    .returning({ id: callOffs.id });
  if (moved.length === 0) throw new Conflict("contracts.callOffMoved", { state: callOff.state, event });
  if (event === "cancel") {
    const given = await tx
      .update(contractMonths)
      .set({ drawnBase: sql`${contractMonths.drawnBase} - ${BigInt(callOff.packs) * callOff.basePerPack}` })
      .where(
        and(
          eq(contractMonths.contractId, callOff.contractId),
          eq(contractMonths.month, monthOf(callOff.deliveryDay)),
        ),
      )
      .returning({ month: contractMonths.month });
    invariant(given.length === 1, "what is given back was drawn");
  }
  await announce(tx, call, told[event], { callOffId: callOff.id });
}
