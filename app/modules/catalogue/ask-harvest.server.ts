import { and, eq, inArray, isNull } from "drizzle-orm";
import { dayOf, daysBetween, momentOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import { openAccessLink } from "../identity/open-access-link.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayAskProducers } from "./catalogue.policy.ts";
import { isWholeIn } from "./commodity.ts";
import { AskHarvest } from "./harvest.schema.ts";
import { HARVEST_AHEAD_DAYS_MAX } from "./lot.ts";
import { ownListing } from "./own-goods.server.ts";

/**
 * Asks producers of one's own for goods of a listing, each with a link of their own that opens this one question and ends
 * at the hour by which they are to bring them. Refuses an hour that has passed, and part of a pack.
 */
export const askHarvest = command({
  name: "catalogue.askHarvest",
  input: AskHarvest,
  permit: async (tx, call, { listingId }) => {
    if (!mayAskProducers(call.actor, await ownListing(tx, call, listingId)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    invariant(call.actor.kind === "member", "permitted above");
    if (listing.state !== "open") throw new Conflict("catalogue.moved");
    const zone = await clockOf(listing.sellerId, tx);
    const bringBy = momentOf(input.onDay, input.bringBy, zone);
    if (bringBy <= call.at) throw new RuleBroken("catalogue.askPast", { field: "bringBy" });
    if (daysBetween(dayOf(call.at, zone), input.onDay) > HARVEST_AHEAD_DAYS_MAX)
      throw new RuleBroken("catalogue.harvestTooFar", { field: "onDay", days: HARVEST_AHEAD_DAYS_MAX });
    if (input.asks.some((ask) => !isWholeIn(listing.unit, listing.basePerUnit, ask.quantityBase)))
      throw new RuleBroken("catalogue.askWholePacks");
    const own = await tx
      .select({ id: producers.id })
      .from(producers)
      .where(
        and(
          eq(producers.organisationId, listing.sellerId),
          isNull(producers.endedAt),
          inArray(
            producers.id,
            input.asks.map((ask) => ask.producerId),
          ),
        ),
      );
    if (own.length !== input.asks.length) throw new Missing("catalogue.producerMissing");
    const askedBy = call.actor.personId;
    const rows = input.asks.map((ask) => ({
      id: newId("harvestAsk"),
      sellerId: listing.sellerId,
      listingId: listing.id,
      ...ask,
      priceRupiah: input.priceRupiah,
      payDays: input.payDays,
      onDay: input.onDay,
      bringBy,
      note: input.note ?? null,
      state: "asked" as const,
      askedBy,
      askedAt: call.at,
    }));
    await tx.insert(harvestAsks).values(rows);
    for (const { id } of rows)
      await openAccessLink(tx, call, {
        purpose: "harvest",
        subjectId: id,
        organisationId: listing.sellerId,
        until: bringBy,
      });
    return { listingId: listing.id, askIds: rows.map(({ id }) => id) };
  },
});
