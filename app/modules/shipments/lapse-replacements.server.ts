import { and, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { replacements } from "#db/schema/shipments-door.ts";
import { replacementLapsed } from "./shipments.events.ts";

const LAPSED_MAX = 100;

/**
 * Lets go of what no seller promised in time to bring anew: the line stays as short as the BAST says, nothing is paid for it,
 * and what the order held for it is free when the order closes. Both sides are told. Answers how many lines.
 */
export const lapseReplacements = command({
  name: "shipments.lapseReplacements",
  input: z.object({}),
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const due = await takeFree(
      tx,
      replacements,
      and(eq(replacements.state, "asked"), lt(replacements.dueAt, call.at)),
      { by: [replacements.dueAt, replacements.shipmentLineId], limit: LAPSED_MAX },
    );
    if (due.length === 0) return { lapsed: 0 };
    await tx
      .update(replacements)
      .set({ state: "lapsed", settledAt: call.at })
      .where(
        inArray(
          replacements.shipmentLineId,
          due.map((one) => one.shipmentLineId),
        ),
      );
    for (const shipmentId of new Set(due.map((one) => one.shipmentId)))
      await announce(tx, call, replacementLapsed, { shipmentId });
    return { lapsed: due.length };
  },
});
