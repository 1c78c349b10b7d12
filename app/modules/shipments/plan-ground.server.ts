import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type CallOffFacts, callOffFacts } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { planShares } from "./plan-shares.server.ts";
import { mayDepartTrip, mayKnowTrip } from "./shipment.policy.ts";
import { standingTrips } from "./shipment-facts-reads.server.ts";
import { type ShareToCarry, sharesToCarry } from "./trip-loads-reads.server.ts";

/** The trade center plans the trips of its own call-offs; so does the house when the shares are fixed. */
export async function permitPlanning(tx: Transaction, call: Call, callOffId: string): Promise<void> {
  if (call.actor.kind === "system") return;
  const callOff = await callOffFacts(callOffId, tx);
  if (!callOff || !mayKnowTrip(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
  if (!mayDepartTrip(call.actor, callOff)) throw new Forbidden("shipments.forbidden");
}

/** The call-off, held, and its shares that have not left, each with its shipment prepared. Refuses one that is not locked, and one of which all has left. */
export async function sharesOfLocked(
  tx: LatestTransaction,
  call: Call,
  callOffId: string,
): Promise<{ readonly callOff: CallOffFacts; readonly shares: readonly ShareToCarry[] }> {
  const callOff = await holdCallOff(tx, callOffId);
  if (callOff.state !== "locked") throw new RuleBroken("shipments.notLocked");
  await planShares(tx, call, callOff);
  const shares = await sharesToCarry(callOff, tx);
  if (shares.length > 0) return { callOff, shares };
  const left = await standingTrips(callOffId, tx);
  throw left.length > 0 ? new Conflict("shipments.tripMoved") : new RuleBroken("shipments.nothingToCarry");
}
