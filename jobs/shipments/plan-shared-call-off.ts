import { allotmentAccepted } from "#app/modules/allotment/allotment.events.ts";
import { callOffLocked } from "#app/modules/contracts/contracts.events.ts";
import { planBestTrips } from "#app/modules/shipments/plan-best-trips.server.ts";
import { planShare } from "#app/modules/shipments/plan-share.server.ts";
import { on } from "../reaction.ts";

/** When a koperasi accepts its share, prepare its shipment. */
export const planAcceptedShare = on(
  allotmentAccepted,
  { queue: "shipments", name: "plan-accepted-share" },
  (call, { allotmentId }) => planShare(call, { allotmentId }),
);

/** When the shares of a call-off are fixed, plan the trips that carry them together. */
export const planLockedCallOff = on(
  callOffLocked,
  { queue: "shipments", name: "plan-locked-call-off" },
  (call, { callOffId }) => planBestTrips(call, { callOffId }),
);
