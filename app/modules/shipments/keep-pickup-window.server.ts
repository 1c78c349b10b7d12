import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { pickupWindows } from "#db/schema/shipments.ts";
import { mayKeepVehicles } from "./shipment.policy.ts";
import { KeepPickupWindow } from "./shipment.schema.ts";

/** Says between which hours goods can be fetched at the acting organisation, in the place of what it said before. Trips are planned to come then. */
export const keepPickupWindow = command({
  name: "shipments.keepPickupWindow",
  input: KeepPickupWindow,
  permit: async (_tx, call) => {
    if (!mayKeepVehicles(call.actor)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, window) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId } = call.actor;
    const kept = {
      opensMinute: window.opens,
      closesMinute: window.closes,
      keptBy: call.actor.personId,
      keptAt: call.at,
    };
    await tx
      .insert(pickupWindows)
      .values({ organisationId, ...kept })
      .onConflictDoUpdate({ target: pickupWindows.organisationId, set: kept });
    return { organisationId };
  },
});
