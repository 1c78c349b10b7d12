import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { allotmentFacts } from "../allotment/allotment-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { planShares } from "./plan-shares.server.ts";
import { PlanShare } from "./shipment.schema.ts";

/** When a koperasi accepts a share, its shipment is prepared. Answers the call-off when its shares were fixed before: then its trip changes. */
export const planShare = command({
  name: "shipments.planShare",
  input: PlanShare,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { allotmentId }) => {
    const allotment = await allotmentFacts(allotmentId, tx);
    if (allotment?.state !== "accepted") return { allotmentId, lockedCallOffId: null };
    const callOff = await holdCallOff(tx, allotment.callOffId);
    await planShares(tx, call, callOff);
    return { allotmentId, lockedCallOffId: callOff.state === "locked" ? callOff.id : null };
  },
});
