import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { tellReady } from "./tell-ready.server.ts";

const FinishLook = z.object({
  importId: idOf("listingImport"),
  attempt: z.int().positive(),
  /** Why nothing of the file can be read; null where every row has its answer. */
  refusal: z.string().nullable(),
});

/** A file is looked at: its seller decides what becomes of it. Refuses a worker whose place another has taken. */
export const finishLook = command({
  name: "catalogue.finishLook",
  input: FinishLook,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { importId, attempt, refusal }) => {
    const [done] = await tx
      .update(listingImports)
      .set({ state: refusal === null ? "looked" : "unreadable", refusal, finishedAt: call.at })
      .where(
        and(
          eq(listingImports.id, importId),
          eq(listingImports.state, "waiting"),
          eq(listingImports.attempt, attempt),
        ),
      )
      .returning();
    if (!done) throw new Conflict("catalogue.bulkMoved");
    await tellReady(tx, call, done, done.broughtBy);
    return { importId };
  },
});
