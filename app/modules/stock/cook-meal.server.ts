import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { keeperOf, permitKeeping } from "./own-store.server.ts";
import { CookMeal } from "./stock.schema.ts";
import { giveBack, mayFeed, type ParcelShare, sumOfParcels, takeByExpiry } from "./stock.ts";
import { parcelsThere, usedBetween } from "./stock-facts-reads.server.ts";
import { writeEntries } from "./write-entries.server.ts";

/**
 * Says what the meal of a day took out of the store, goods by goods: what expires first is taken first, and nothing that is
 * past its day or came after it. Said again, only the difference is written: more is taken, or what was left over comes back into the parcels
 * it came from. Refuses more than lies there (`stock.tooLittle`): whoever has more has to count first.
 */
export const cookMeal = command({
  name: "stock.cookMeal",
  input: CookMeal,
  permit: permitKeeping,
  run: async (tx, call, { cookedOn, goods, note }) => {
    const { organisationId, personId } = keeperOf(call);
    const [there, used] = [
      await parcelsThere(organisationId, tx),
      await usedBetween(organisationId, { from: cookedOn, to: cookedOn }, tx),
    ];
    const taken: ParcelShare[] = [];
    const back: ParcelShare[] = [];
    for (const wish of goods) {
      const before = used.filter((parcel) => gradeKey(parcel) === gradeKey(wish));
      const moreBase = wish.usedBase - sumOfParcels(before);
      if (moreBase < 0n) back.push(...giveBack(before, -moreBase));
      if (moreBase <= 0n) continue;
      const good = there.filter((parcel) => gradeKey(parcel) === gradeKey(wish) && mayFeed(parcel, cookedOn));
      const { shares, missingBase } = takeByExpiry(good, moreBase);
      if (missingBase > 0n)
        throw new RuleBroken("stock.tooLittle", {
          field: `goods[${goods.indexOf(wish)}].usedBase`,
          commodityCode: wish.commodityCode,
          gradeCode: wish.gradeCode,
          missingBase: missingBase.toString(),
        });
      taken.push(...shares);
    }
    const facts = { cookedOn, recordedBy: personId, note: note ?? null };
    await writeEntries(tx, call, organisationId, taken, { kind: "used", ...facts });
    await writeEntries(tx, call, organisationId, back, { kind: "returned", ...facts });
    return { cookedOn, entries: taken.length + back.length };
  },
});
