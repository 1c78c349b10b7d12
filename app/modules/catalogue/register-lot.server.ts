import { and, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import { bringLot } from "./bring-lot.server.ts";
import { mayRegisterLot } from "./catalogue.policy.ts";
import { RegisterLot } from "./catalogue.schema.ts";
import { ownListing } from "./own-goods.server.ts";

/**
 * Brings real goods under a listing: a harvest with its origin, its days and, when known, whose it is. Refuses days
 * beyond the shelf life, producers of others, parts that do not add up to the quantity, and what came in by itself when it was
 * accepted at the door (`catalogue.alreadyStocked`): it would be there twice.
 */
export const registerLot = command({
  name: "catalogue.registerLot",
  input: RegisterLot,
  permit: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (!mayRegisterLot(call.actor, listing)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { sources, ...input }) => {
    const listing = await ownListing(tx, call, input.listingId);
    const quantityBase = quantityOf({ ...input, sources });
    await refuseStocked(tx, listing.id, { ...input, quantityBase });
    return bringLot(tx, call, listing, { ...input, quantityBase, parts: sources });
  },
});

/** The same goods, harvest and quantity as what was bought and is in stock already are those goods, and not others. */
async function refuseStocked(
  tx: Transaction,
  listingId: string,
  goods: { readonly harvestedOn: BusinessDay; readonly quantityBase: bigint },
): Promise<void> {
  const [stocked] = await tx
    .select({ id: lots.id })
    .from(lots)
    .innerJoin(lotCosts, eq(lotCosts.lotId, lots.id))
    .where(
      and(
        eq(lots.listingId, listingId),
        eq(lots.harvestedOn, goods.harvestedOn),
        eq(lotCosts.boughtBase, goods.quantityBase),
      ),
    )
    .limit(1);
  if (stocked) throw new Conflict("catalogue.alreadyStocked");
}

function quantityOf(input: RegisterLot): bigint {
  if (input.sources.length === 0) {
    invariant(input.quantityBase !== undefined, "the schema asks for sources or a quantity");
    return input.quantityBase;
  }
  const total = sumOf(input.sources.map((source) => source.quantityBase));
  if (input.quantityBase !== undefined && input.quantityBase !== total)
    throw new RuleBroken("catalogue.sourcesDiffer", { totalBase: total.toString() });
  return total;
}
