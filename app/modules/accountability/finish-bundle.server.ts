import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { bundles } from "#db/schema/accountability.ts";
import { bundleReady } from "./accountability.events.ts";

const FinishBundle = z.object({
  bundleId: idOf("bundle"),
  attempt: z.int().positive(),
  byteCount: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The archive is whole: from now on it can be fetched, and never changes; who asked for it is told. Refuses a worker whose place another has taken. */
export const finishBundle = command({
  name: "accountability.finishBundle",
  input: FinishBundle,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("accountability.forbidden");
  },
  run: async (tx, call, { bundleId, attempt, byteCount, sha256 }) => {
    const [done] = await tx
      .update(bundles)
      .set({ readyAt: call.at, byteCount, sha256, filesDone: bundles.filesTotal })
      .where(and(eq(bundles.id, bundleId), eq(bundles.attempt, attempt), isNull(bundles.readyAt)))
      .returning({
        organisationId: bundles.organisationId,
        askedBy: bundles.askedBy,
        kind: bundles.kind,
        subjectId: bundles.subjectId,
        fileName: bundles.fileName,
      });
    if (!done) throw new Conflict("accountability.bundleTaken");
    await announce(tx, call, bundleReady, { bundleId, ...done });
    return { bundleId };
  },
});
