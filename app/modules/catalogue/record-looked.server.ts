import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { listingImportRows, listingImports } from "#db/schema/catalogue-listing-imports.ts";

export type LookedRow = Omit<typeof listingImportRows.$inferInsert, "importId">;

/** Writes down what was found of some rows of a file. Refuses a worker whose place another has taken. */
export const recordLooked = command({
  name: "catalogue.recordLooked",
  input: z.object({
    importId: idOf("listingImport"),
    attempt: z.int().positive(),
    rows: z.custom<readonly LookedRow[]>((value) => Array.isArray(value)),
  }),
  secret: ["rows"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, _call, { importId, attempt, rows }) => {
    const [mine] = await tx
      .update(listingImports)
      .set({ workDone: sql`${listingImports.workDone} + ${rows.length}` })
      .where(
        and(
          eq(listingImports.id, importId),
          eq(listingImports.state, "waiting"),
          eq(listingImports.attempt, attempt),
        ),
      )
      .returning({ id: listingImports.id });
    if (!mine) throw new Conflict("catalogue.bulkMoved");
    await tx.insert(listingImportRows).values(rows.map((row) => ({ importId, ...row })));
    return { importId };
  },
});
