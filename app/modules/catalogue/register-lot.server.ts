import { and, eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { lotSources, lots, producers } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import { lotRegistered } from "./catalogue.events.ts";
import { mayRegisterLot } from "./catalogue.policy.ts";
import { RegisterLot } from "./catalogue.schema.ts";
import { commodityByCode } from "./commodity-reads.server.ts";
import { lotDaysRefusal } from "./lot.ts";
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
  run: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (listing.state !== "open") throw new Conflict("catalogue.moved");
    const seller = await organisationById(listing.sellerId, tx);
    const commodity = await commodityByCode(listing.commodityCode, tx);
    invariant(seller && commodity, "a listing has a seller and a commodity");
    const refusal = lotDaysRefusal(input, commodity.shelfLifeDays, dayOf(call.at, seller.timeZone));
    if (refusal) throw refusal;
    if (!(await regionByCode(input.originRegionCode, tx)))
      throw new Missing("regions.missing", { code: input.originRegionCode });
    const quantityBase = quantityOf(input);
    await refuseForeignProducers(tx, listing.sellerId, input);
    const lotId = newId("lot");
    await tx.insert(lots).values({
      id: lotId,
      listingId: listing.id,
      sellerId: listing.sellerId,
      originRegionCode: input.originRegionCode,
      harvestedOn: input.harvestedOn,
      availableFrom: input.availableFrom,
      expiresOn: input.expiresOn,
      quantityBase,
      createdAt: call.at,
    });
    if (input.sources.length > 0)
      await tx.insert(lotSources).values(input.sources.map((source) => ({ lotId, ...source })));
    await announce(tx, call, lotRegistered, { lotId, listingId: listing.id });
    return { lotId };
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

async function refuseForeignProducers(tx: Transaction, sellerId: string, input: RegisterLot): Promise<void> {
  const producerIds = input.sources.map((source) => source.producerId);
  if (producerIds.length === 0) return;
  const own = await tx
    .select({ id: producers.id })
    .from(producers)
    .where(and(eq(producers.organisationId, sellerId), inArray(producers.id, producerIds)));
  if (own.length !== producerIds.length) throw new Missing("catalogue.producerMissing");
}
