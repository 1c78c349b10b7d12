import { and, eq, sql } from "drizzle-orm";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { trips } from "#db/schema/shipments.ts";
import { givenIn } from "../allotment/allotment-reads.server.ts";
import { moveAllotments } from "../allotment/move-allotments.server.ts";
import { withdrawOpenShares } from "../allotment/withdraw-open-shares.server.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { mayOpenCallOff } from "../contracts/contract.policy.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { moveCallOff } from "../contracts/move-call-off.server.ts";
import { leaveTruck } from "./leave-truck.server.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { bringHome } from "./named-lots.server.ts";
import { mayKnowTrip } from "./shipment.policy.ts";
import { CancelCallOff } from "./shipment.schema.ts";
import { linesOfShipments, shipmentsOfCallOff, standingTrips } from "./shipment-facts-reads.server.ts";

/**
 * Calls a call-off back before its goods have left, with a reason that the audit trail keeps: shares, shipments and trips are
 * taken back, and the contract's month has its volume again.
 */
export const cancelCallOff = command({
  name: "shipments.cancelCallOff",
  input: CancelCallOff,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const callOff = await callOffFacts(callOffId, tx);
    if (!callOff || !mayKnowTrip(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
    if (!mayOpenCallOff(call.actor, callOff)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { callOffId }) => {
    const callOff = await holdCallOff(tx, callOffId);
    const shipments = await shipmentsOfCallOff(callOffId, tx);
    if (shipments.some((shipment) => shipment.state !== "planned"))
      throw new RuleBroken("shipments.alreadyLeft");
    await withdrawOpenShares(tx, callOff);
    const accepted = (await givenIn(callOffId, tx)).filter((given) => given.state === "accepted");
    await moveAllotments(
      tx,
      accepted.map((given) => given.id),
      "withdraw",
    );
    await leaveTruck(
      tx,
      call,
      (await standingTrips(callOffId, tx)).filter((trip) => trip.state === "planned"),
    );
    const lines = await linesOfShipments(
      shipments.map((shipment) => shipment.id),
      tx,
    );
    await bringHome(
      tx,
      call,
      shipments.map((shipment) => ({
        shipment,
        rows: lines.filter((line) => line.shipmentId === shipment.id),
        leaves: false,
      })),
    );
    for (const shipment of shipments) await moveShipment(tx, shipment, "cancel");
    await tx
      .update(trips)
      .set({ state: "cancelled", version: sql`${trips.version} + 1` })
      .where(and(eq(trips.callOffId, callOffId), eq(trips.state, "planned")));
    await moveCallOff(tx, call, callOff, { event: "cancel", comingBase: 0n });
    return { callOffId };
  },
});
