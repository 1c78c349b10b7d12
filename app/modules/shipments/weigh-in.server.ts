import { eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Conflict, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { weighingSlipFactsOf } from "./gate-paper-reads.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { checkLoaded, spreadOver } from "./receiving.ts";
import { mayWeighIn } from "./shipment.policy.ts";
import { WeighIn } from "./shipment.schema.ts";
import { linesOfShipments } from "./shipment-facts-reads.server.ts";
import { weighingTolerances } from "./weighing-tolerance-reads.server.ts";

/**
 * A koperasi's share passes the gate: what goes on the truck, and what is sent home with the reason. Weighing again
 * replaces the figures and the Bukti Timbang until the trip leaves. Refuses more than was promised plus tolerance.
 */
export const weighIn = command({
  name: "shipments.weighIn",
  input: WeighIn,
  isolation: "read committed",
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayWeighIn);
  },
  run: async (tx, call, weighed) => {
    const known = await permittedShipment(tx, call.actor, weighed.shipmentId, mayWeighIn);
    invariant(call.actor.kind === "member" && known.callOffId && known.hubId, "permitted above");
    const callOff = await holdCallOff(tx, known.callOffId);
    const shipment = await permittedShipment(tx, call.actor, weighed.shipmentId, mayWeighIn);
    if (shipment.state !== "planned") throw new Conflict("shipments.moved", { state: shipment.state });
    if (callOff.state !== "locked") throw new RuleBroken("shipments.notLocked");
    const lines = await linesOfShipments([shipment.id], tx);
    const promised = lines.map((line) => line.promisedBase);
    const toleranceOf = await weighingTolerances(known.hubId, call.at, lines, tx);
    const [first] = lines;
    invariant(first, "a share has a line");
    const whole = { ...first, promisedBase: sumOf(promised), loadedBase: weighed.loadedBase };
    checkLoaded(whole, toleranceOf(first));
    const loaded = spreadOver(weighed.loadedBase, promised);
    for (const [at, line] of lines.entries()) {
      // What was sent home belongs to the share as a whole; it is written once, on the first line.
      const sentHome = at === 0 ? weighed.rejectedBase : 0n;
      await tx
        .update(shipmentLines)
        .set({
          loadedBase: loaded[at] ?? 0n,
          gateRejectedBase: sentHome,
          gateRejectReason: sentHome > 0n ? (weighed.rejectReason ?? null) : null,
        })
        .where(eq(shipmentLines.id, line.id));
    }
    await tx
      .update(shipments)
      .set({
        weighedInAt: call.at,
        weighedInBy: call.actor.personId,
        note: weighed.note ?? shipment.note,
        version: shipment.version + 1,
      })
      .where(eq(shipments.id, shipment.id));
    const slip = {
      callOff,
      sellerId: shipment.sellerId,
      line: first,
      promisedBase: whole.promisedBase,
      weighed,
      weigherId: call.actor.personId,
      at: call.at,
    };
    const facts = await weighingSlipFactsOf(slip, tx);
    await issueCurrent(
      tx,
      call,
      {
        organisationId: callOff.hubId,
        kind: "TIMBANG",
        subjectId: shipment.id,
        facts,
        on: facts.issuedOn as BusinessDay,
        readers: [shipment.sellerId],
      },
      voidReasonWords.weighedAgain,
    );
    return { shipmentId: shipment.id };
  },
});
