import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { drawLess } from "../contracts/draw-less.server.ts";
import { moveCallOff } from "../contracts/move-call-off.server.ts";
import { standingTrips, stillComing } from "./shipment-facts-reads.server.ts";

/**
 * After a trip of a call-off has ended: the month gets back what cannot come any more, and when no other trip is planned
 * or on its way the call-off is closed. The caller holds the call-off.
 */
export async function settleCallOff(tx: Transaction, call: Call, callOff: CallOffFacts): Promise<void> {
  const comingBase = await stillComing(callOff.id, tx);
  const isOver = (await standingTrips(callOff.id, tx)).every((trip) => trip.state === "delivered");
  if (isOver) await moveCallOff(tx, call, callOff, { event: "close", comingBase });
  else await drawLess(tx, callOff, { state: callOff.state, comingBase });
}
