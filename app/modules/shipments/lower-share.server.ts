import { eq } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import { allotmentFacts } from "../allotment/allotment-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { namedFor, unname } from "./named-lots.server.ts";
import { LowerShare } from "./shipment.schema.ts";
import { linesOfShipments, shipmentsOfCallOff } from "./shipment-facts-reads.server.ts";

/**
 * When a koperasi gives back of a share that it had accepted, its shipment promises only what still comes, and is called off
 * when nothing does. Named lots that come to more than that take their goods back, to be named anew. Leaves a shipment alone that the gate has weighed already. Answers the call-off when its shares
 * are fixed: then its trip changes.
 */
export const lowerShare = command({
  name: "shipments.lowerShare",
  input: LowerShare,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { allotmentId }) => {
    const allotment = await allotmentFacts(allotmentId, tx);
    if (!allotment) return { allotmentId, lockedCallOffId: null };
    const callOff = await holdCallOff(tx, allotment.callOffId);
    const own = (await shipmentsOfCallOff(callOff.id, tx)).find(
      (one) => one.sellerId === allotment.koperasiId && one.state === "planned" && one.weighedInAt === null,
    );
    if (!own) return { allotmentId, lockedCallOffId: null };
    const promisedBase = BigInt(allotment.acceptedPacks ?? 0) * callOff.basePerPack;
    await tx.update(shipmentLines).set({ promisedBase }).where(eq(shipmentLines.allotmentId, allotmentId));
    const lines = await linesOfShipments([own.id], tx);
    const namedBase = sumOf((await namedFor([own.id], tx)).map((row) => row.namedBase));
    if (namedBase > sumOf(lines.map((line) => line.promisedBase))) await unname(tx, call, own.id);
    if (lines.every((line) => line.promisedBase === 0n)) await moveShipment(tx, own, "cancel");
    return { allotmentId, lockedCallOffId: callOff.state === "locked" ? callOff.id : null };
  },
});
