import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { bundleParts, bundles } from "#db/schema/accountability.ts";

/**
 * A worker begins to pack a bundle: what an earlier one that stopped in the middle had kept is forgotten, and that one can keep
 * nothing more. Answers the number of this attempt; 0 when the bundle is packed already.
 */
export const beginBundle = command({
  name: "accountability.beginBundle",
  input: z.object({ bundleId: idOf("bundle") }),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("accountability.forbidden");
  },
  run: async (tx, _call, { bundleId }) => {
    const [row] = await tx
      .update(bundles)
      .set({ attempt: sql`${bundles.attempt} + 1`, filesDone: 0 })
      .where(and(eq(bundles.id, bundleId), isNull(bundles.readyAt)))
      .returning({ attempt: bundles.attempt });
    if (!row) return { bundleId, attempt: 0 };
    await tx.delete(bundleParts).where(eq(bundleParts.bundleId, bundleId));
    return { bundleId, attempt: row.attempt };
  },
});
