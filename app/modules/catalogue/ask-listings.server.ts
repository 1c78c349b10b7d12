import { and, count, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { listingImportRows, listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { listingFileAsked } from "./catalogue.events.ts";
import { isOwnFile, mayListDay } from "./catalogue.policy.ts";
import { listingImportById } from "./listing-import-reads.server.ts";

/**
 * Lets what is good in a file go on the market, as far as it is still good when the worker comes to it. Refuses a file that is not
 * looked at yet, is under way already, or holds nothing to list.
 */
export const askListings = command({
  name: "catalogue.askListings",
  input: z.object({ importId: idOf("listingImport") }),
  permit: async (tx, call, { importId }) => {
    if (!isOwnFile(call.actor, await listingImportById(importId, tx)))
      throw new Missing("catalogue.bulkMissing");
    if (!mayListDay(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { importId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const [good] = await tx
      .select({ rows: count() })
      .from(listingImportRows)
      .where(
        and(eq(listingImportRows.importId, importId), inArray(listingImportRows.outcome, ["new", "changed"])),
      );
    const rows = good?.rows ?? 0;
    if (rows === 0) throw new RuleBroken("catalogue.bulkNothing");
    const asked = await tx
      .update(listingImports)
      .set({
        state: "asked",
        askedBy: call.actor.personId,
        askedAt: call.at,
        workTotal: rows,
        workDone: 0,
        finishedAt: null,
      })
      .where(and(eq(listingImports.id, importId), eq(listingImports.state, "looked")))
      .returning({ id: listingImports.id });
    if (asked.length === 0) throw new Conflict("catalogue.bulkMoved");
    await announce(tx, call, listingFileAsked, { importId });
    return { importId, rows };
  },
});
