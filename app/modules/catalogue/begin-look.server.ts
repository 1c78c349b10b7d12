import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { listingImportRows, listingImports } from "#db/schema/catalogue-listing-imports.ts";

/**
 * A worker begins to look at a seller's file of so many rows: what an earlier look found is forgotten, and a worker that was at
 * it can write nothing more. Answers the number of this attempt; 0 where nothing waits to be looked at.
 */
export const beginLook = command({
  name: "catalogue.beginLook",
  input: z.object({ importId: idOf("listingImport"), rowCount: z.int().nonnegative() }),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, _call, { importId, rowCount }) => {
    const [row] = await tx
      .update(listingImports)
      .set({ attempt: sql`${listingImports.attempt} + 1`, workTotal: rowCount, workDone: 0 })
      .where(and(eq(listingImports.id, importId), eq(listingImports.state, "waiting")))
      .returning({ attempt: listingImports.attempt });
    if (!row) return { importId, attempt: 0 };
    await tx.delete(listingImportRows).where(eq(listingImportRows.importId, importId));
    return { importId, attempt: row.attempt };
  },
});
