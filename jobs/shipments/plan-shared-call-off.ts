import type { Call } from "#app/kernel/call.ts";
import { allotmentAccepted, allotmentReleased } from "#app/modules/allotment/allotment.events.ts";
import { callOffLocked } from "#app/modules/contracts/contracts.events.ts";
import { lowerShare } from "#app/modules/shipments/lower-share.server.ts";
import { planBestTrips } from "#app/modules/shipments/plan-best-trips.server.ts";
import { planShare } from "#app/modules/shipments/plan-share.server.ts";
import { on, part } from "../reaction.ts";

/** When a koperasi accepts its share, prepare its shipment; a substitute that takes one late joins the trips. */
export const planAcceptedShare = on(
  allotmentAccepted,
  { queue: "shipments", name: "plan-accepted-share" },
  async (call, { allotmentId }) => planTripsAnew(call, await planShare(call, { allotmentId })),
);

/** When a koperasi brings less than it had accepted, its shipment promises less, and the trips are planned for what comes. */
export const lowerReleasedShare = on(
  allotmentReleased,
  { queue: "shipments", name: "lower-released-share" },
  async (call, { allotmentId }) => planTripsAnew(call, await lowerShare(call, { allotmentId })),
);

async function planTripsAnew(call: Call, { lockedCallOffId }: { readonly lockedCallOffId: string | null }) {
  if (lockedCallOffId !== null) await planBestTrips(part(call, "trips"), { callOffId: lockedCallOffId });
}

/** When the shares of a call-off are fixed, plan the trips that carry them together. */
export const planLockedCallOff = on(
  callOffLocked,
  { queue: "shipments", name: "plan-locked-call-off" },
  (call, { callOffId }) => planBestTrips(call, { callOffId }),
);
