import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { bringLot } from "./bring-lot.server.ts";
import { mayRegisterLot } from "./catalogue.policy.ts";
import { RegisterLot } from "./catalogue.schema.ts";
import { ownListing } from "./own-goods.server.ts";

/**
 * Brings real goods under a listing: a harvest with its origin, its days and, when known, whose it is. Refuses days
 * beyond the shelf life, producers of others, and parts that do not add up to the quantity.
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
    return bringLot(tx, call, listing, { ...input, quantityBase, parts: sources });
  },
});

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
