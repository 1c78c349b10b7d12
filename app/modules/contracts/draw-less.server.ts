import { and, eq, sql } from "drizzle-orm";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { callOffs, contractMonths } from "#db/schema/contracts.ts";
import type { CallOffFacts } from "./call-off-reads.server.ts";
import { drawOf, monthOf } from "./contract.ts";
import type { CallOffState } from "./contract-lifecycle.ts";

/**
 * Lets a call-off that the caller holds draw only what can still come of it, in base units, in the state it is in or
 * moves to. Whatever it drew beyond that is free again in its month, for the next call-off. Does nothing to the month
 * when more comes than was drawn: that room may be promised already. `leftAt` says that its truck left. A Conflict when the call-off has moved.
 */
export async function drawLess(
  tx: Transaction,
  callOff: CallOffFacts,
  to: { readonly state: CallOffState; readonly comingBase: bigint; readonly leftAt?: Date },
): Promise<void> {
  const drawnBase = drawOf(callOff.drawnBase, to.comingBase);
  const moved = await tx
    .update(callOffs)
    .set({
      state: to.state,
      drawnBase,
      version: sql`${callOffs.version} + 1`,
      ...(to.leftAt === undefined ? {} : { leftAt: to.leftAt }),
    })
    .where(
      and(
        eq(callOffs.id, callOff.id),
        eq(callOffs.state, callOff.state),
        eq(callOffs.drawnBase, callOff.drawnBase),
      ),
    )
    .returning({ id: callOffs.id });
  if (moved.length === 0) throw new Conflict("contracts.callOffMoved", { state: callOff.state });
  if (drawnBase === callOff.drawnBase) return;
  const given = await tx
    .update(contractMonths)
    .set({ drawnBase: sql`${contractMonths.drawnBase} - ${callOff.drawnBase - drawnBase}` })
    .where(
      and(
        eq(contractMonths.contractLineId, callOff.contractLineId),
        eq(contractMonths.month, monthOf(callOff.deliveryDay)),
      ),
    )
    .returning({ month: contractMonths.month });
  invariant(given.length === 1, "what is given back was drawn");
}
