import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { stockParcels } from "#db/schema/stock.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { keeperOf, knownGoods, permitKeeping } from "./own-store.server.ts";
import { CountStock } from "./stock.schema.ts";
import { byExpiry, sumOfParcels, takeByExpiry } from "./stock.ts";
import { parcelsThere } from "./stock-facts-reads.server.ts";
import { writeEntries } from "./write-entries.server.ts";

/**
 * Says how much of some goods really lies in the store (stock opname), and why that differs from the book. What is missing is
 * taken off what expires first; what is found beyond the book lies in a parcel of its own, of no lot. A count that agrees is
 * kept too. Refuses when the book moved since it was looked at (`stock.moved`).
 */
export const countStock = command({
  name: "stock.count",
  input: CountStock,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId, personId } = keeperOf(call);
    await knownGoods(tx, input);
    const there = (await parcelsThere(organisationId, tx)).filter((one) => gradeKey(one) === gradeKey(input));
    const bookBase = sumOfParcels(there);
    if (bookBase !== input.seenBase) throw new Conflict("stock.moved");
    const facts = {
      kind: "counted",
      reason: input.reason,
      recordedBy: personId,
      note: input.note ?? null,
    } as const;
    const differenceBase = input.countedBase - bookBase;
    const [first] = [...there].sort(byExpiry);
    if (differenceBase > 0n) {
      const parcelId = newId("stockParcel");
      await tx.insert(stockParcels).values({
        id: parcelId,
        organisationId,
        commodityCode: input.commodityCode,
        gradeCode: input.gradeCode,
        cameOn: dayOf(call.at, await clockOf(organisationId, tx)),
        expiresOn: input.expiresOn ?? null,
        createdAt: call.at,
      });
      await writeEntries(tx, call, organisationId, [{ parcelId, base: differenceBase }], facts);
    } else if (differenceBase < 0n) {
      await writeEntries(tx, call, organisationId, takeByExpiry(there, -differenceBase).shares, facts);
    } else if (first) {
      await writeEntries(tx, call, organisationId, [{ parcelId: first.id, base: 0n }], facts);
    }
    return { differenceBase: differenceBase.toString() };
  },
});
