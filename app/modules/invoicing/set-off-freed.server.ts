import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { disputeRow } from "../disputes/dispute-facts-reads.server.ts";
import { SetOffFreed } from "./invoice.schema.ts";
import { setOffOverpaid } from "./set-off.server.ts";

/**
 * A claim holds the money of its goods no longer: what the koperasi was paid too much elsewhere is set off against it before
 * anybody pays it out. Changes nothing where the claim still holds it, or nothing was paid too much.
 */
export const setOffFreed = command({
  name: "invoicing.setOffFreed",
  input: SetOffFreed,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { disputeId }) => {
    const dispute = await disputeRow(disputeId, tx);
    if (dispute) await setOffOverpaid(tx, call, dispute);
    return { disputeId };
  },
});
