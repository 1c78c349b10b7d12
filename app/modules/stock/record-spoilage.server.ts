import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keeperOf, permitKeeping } from "./own-store.server.ts";
import { RecordSpoilage } from "./stock.schema.ts";
import { parcelsThere } from "./stock-facts-reads.server.ts";
import { writeEntries } from "./write-entries.server.ts";

/** Takes out of one parcel what nobody will eat any more, with the reason. Refuses more than the parcel holds. */
export const recordSpoilage = command({
  name: "stock.recordSpoilage",
  input: RecordSpoilage,
  permit: permitKeeping,
  run: async (tx, call, { parcelId, spoiledBase, reason, note }) => {
    const { organisationId, personId } = keeperOf(call);
    const parcel = (await parcelsThere(organisationId, tx)).find(({ id }) => id === parcelId);
    if (!parcel) throw new Missing("stock.parcelMissing");
    if (spoiledBase > parcel.balanceBase)
      throw new RuleBroken("stock.parcelHoldsLess", {
        field: "spoiledBase",
        balanceBase: parcel.balanceBase.toString(),
      });
    await writeEntries(tx, call, organisationId, [{ parcelId, base: -spoiledBase }], {
      kind: "spoiled",
      reason,
      recordedBy: personId,
      note: note ?? null,
    });
    return { parcelId };
  },
});
