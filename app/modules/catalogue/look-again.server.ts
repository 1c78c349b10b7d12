import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { listingFileBrought } from "./catalogue.events.ts";
import { isOwnFile, mayListDay } from "./catalogue.policy.ts";
import { listingImportById } from "./listing-import-reads.server.ts";

/**
 * Has a file looked at anew, because prices, ceilings, licences or what is listed have changed since: what was good may be good no
 * longer, and the other way about. Refuses a file that a worker has in hand.
 */
export const lookAgain = command({
  name: "catalogue.lookAgain",
  input: z.object({ importId: idOf("listingImport") }),
  permit: async (tx, call, { importId }) => {
    if (!isOwnFile(call.actor, await listingImportById(importId, tx)))
      throw new Missing("catalogue.bulkMissing");
    if (!mayListDay(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { importId }) => {
    const waiting = await tx
      .update(listingImports)
      .set({ state: "waiting", refusal: null, workTotal: 0, workDone: 0, finishedAt: null })
      .where(
        and(eq(listingImports.id, importId), inArray(listingImports.state, ["looked", "kept", "unreadable"])),
      )
      .returning({ id: listingImports.id });
    if (waiting.length === 0) throw new Conflict("catalogue.bulkMoved");
    await announce(tx, call, listingFileBrought, { importId });
    return { importId };
  },
});
