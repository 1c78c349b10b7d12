import { and, eq } from "drizzle-orm";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";
import { keeperOf, permitKeeping } from "./own-store.server.ts";
import { CorrectEntry } from "./stock.schema.ts";
import { mayBeTakenBack } from "./stock.ts";
import { writeEntries } from "./write-entries.server.ts";

/**
 * Answers a wrong entry with its opposite, once, and with the reason. What came in stands on its handover and is not taken
 * back here; what a meal took is said anew for that meal. Refuses when the goods have been eaten meanwhile.
 */
export const correctEntry = command({
  name: "stock.correctEntry",
  input: CorrectEntry,
  permit: permitKeeping,
  run: async (tx, call, { entryId, note }) => {
    const { organisationId, personId } = keeperOf(call);
    const [found] = await tx
      .select({ entry: stockEntries, balanceBase: stockParcels.balanceBase })
      .from(stockEntries)
      .innerJoin(stockParcels, eq(stockParcels.id, stockEntries.parcelId))
      .where(and(eq(stockEntries.id, entryId), eq(stockEntries.organisationId, organisationId)));
    if (!found) throw new Missing("stock.entryMissing");
    const { entry, balanceBase } = found;
    if (!mayBeTakenBack(entry)) throw new RuleBroken("stock.entryStands");
    const [answered] = await tx
      .select({ id: stockEntries.id })
      .from(stockEntries)
      .where(eq(stockEntries.correctsId, entryId));
    if (answered) throw new Conflict("stock.entryCorrected");
    if (balanceBase < entry.quantityBase) throw new RuleBroken("stock.entryEaten");
    await writeEntries(tx, call, organisationId, [{ parcelId: entry.parcelId, base: -entry.quantityBase }], {
      kind: "corrected",
      reason: "mistake",
      correctsId: entryId,
      recordedBy: personId,
      note,
    });
    return { entryId };
  },
});
