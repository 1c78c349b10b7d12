import { disputeDecided, disputeWithdrawn } from "#app/modules/disputes/disputes.events.ts";
import { setOffFreed } from "#app/modules/invoicing/set-off-freed.server.ts";
import { on } from "../reaction.ts";

/** Money that a refused claim held is free again: what was paid too much elsewhere comes off it first. */
export const setOffRefusedClaim = on(
  disputeDecided,
  { queue: "invoicing", name: "set-off-refused-claim" },
  (call, { disputeId }) => setOffFreed(call, { disputeId }),
);

/** As for a refused claim, where its buyer took it back. */
export const setOffWithdrawnClaim = on(
  disputeWithdrawn,
  { queue: "invoicing", name: "set-off-withdrawn-claim" },
  (call, { disputeId }) => setOffFreed(call, { disputeId }),
);
