import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { bundleParts, bundles } from "#db/schema/accountability.ts";

const KeepBundlePart = z.object({
  bundleId: idOf("bundle"),
  attempt: z.int().positive(),
  position: z.int().min(0),
  filesDone: z.int().min(0),
  bytes: z.instanceof(Uint8Array),
});

/** Keeps the next piece of an archive and says how far it is. Refuses a worker whose place another has taken. */
export const keepBundlePart = command({
  name: "accountability.keepBundlePart",
  input: KeepBundlePart,
  secret: ["bytes"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("accountability.forbidden");
  },
  run: async (tx, _call, { bundleId, attempt, position, filesDone, bytes }) => {
    const moved = await tx
      .update(bundles)
      .set({ filesDone })
      .where(and(eq(bundles.id, bundleId), eq(bundles.attempt, attempt), isNull(bundles.readyAt)))
      .returning({ id: bundles.id });
    if (moved.length !== 1) throw new Conflict("accountability.bundleTaken");
    await tx.insert(bundleParts).values({ bundleId, attempt, position, bytes: Buffer.from(bytes) });
    return { bundleId };
  },
});
