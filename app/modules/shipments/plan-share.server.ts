import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { allotmentFacts } from "../allotment/allotment-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { planShares } from "./plan-shares.server.ts";
import { PlanShare } from "./shipment.schema.ts";

/** When a koperasi accepts a share, its shipment is prepared. */
export const planShare = command({
  name: "shipments.planShare",
  input: PlanShare,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { allotmentId }) => {
    const allotment = await allotmentFacts(allotmentId, tx);
    if (allotment?.state !== "accepted") return { allotmentId };
    await planShares(tx, call, await holdCallOff(tx, allotment.callOffId));
    return { allotmentId };
  },
});
