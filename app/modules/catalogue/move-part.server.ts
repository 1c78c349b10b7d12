import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { listings, lotSources, lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { listingOpened } from "./catalogue.events.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { heldWarehouse } from "./keep-warehouse.server.ts";
import { refuseShort } from "./lose-goods.server.ts";
import { type ListingRow, type LotRow, ownLot } from "./own-goods.server.ts";
import { type Place, storedIn } from "./stored-in.server.ts";
import { MovePart } from "./warehouse.schema.ts";
import { writeLot } from "./write-lot.server.ts";
import { sharesOfLeft, writeMoves } from "./write-moves.server.ts";

/**
 * A part of a lot is brought to another warehouse of its seller, or to the seller's own address, in base units: there it is a lot of its own
 * with the same harvest, days and origin, of the same producers, at the prices that were agreed with them. Each gives by what they have in
 * the lot, so nobody's goods become more or less. It is sold there by the listing of the same goods that lies there already, at that one's
 * price; where there is none, a copy of this one. What was promised stays where its buyer waits for it: refuses more than is promised to
 * nobody (`catalogue.lotShort`), goods that are not there yet or gone by, goods whose weight nobody knows, and goods that were bought or are
 * kept for somebody else, whose cost or owner goes with the whole lot.
 */
export const movePart = command({
  name: "catalogue.movePart",
  input: MovePart,
  isolation: "read committed",
  permit: async (tx, call, { lotId, warehouseId }) => {
    // The warehouse first, as everybody takes the two who moves goods.
    if (warehouseId !== undefined) await heldWarehouse(tx, call, warehouseId);
    const lot = await ownLot(tx, call, lotId);
    if (!mayKeepListing(call.actor, lot)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { lotId, warehouseId, quantityBase }) => {
    const lot = await ownLot(tx, call, lotId);
    // Held, so that of two who bring goods where none lie yet, one opens the listing there and the other finds it.
    const [listing] = await hold(tx, listings, eq(listings.id, lot.listingId));
    if (listing?.state !== "open") throw new Conflict("catalogue.moved");
    if (listing.warehouseId === (warehouseId ?? null)) throw new RuleBroken("catalogue.partSamePlace");
    const today = dayOf(call.at, await clockOf(lot.sellerId, tx));
    if (lot.harvestedOn > today) throw new RuleBroken("catalogue.partNotIn", { day: lot.harvestedOn });
    if (lot.expiresOn < today) throw new RuleBroken("catalogue.alreadyExpired", { day: lot.expiresOn });
    await refuseBound(tx, lot);
    refuseShort(lot, { quantityBase });
    const place = await storedIn(tx, listing, warehouseId ?? null);
    if (place === null) throw new RuleBroken("catalogue.weightUnknown");
    const there = await listingThere(tx, call, listing, place);
    const shares = await sharesOfLeft(tx, lotId, quantityBase);
    const partId = await writeLot(tx, call, there, {
      originRegionCode: lot.originRegionCode,
      harvestedOn: lot.harvestedOn,
      availableFrom: lot.availableFrom,
      expiresOn: lot.expiresOn,
      quantityBase,
      parts: await agreedParts(tx, lotId, shares),
      movedFrom: lot,
    });
    await tx
      .update(lots)
      .set({ quantityBase: sql`${lots.quantityBase} - ${quantityBase}`, version: sql`${lots.version} + 1` })
      .where(eq(lots.id, lotId));
    await writeMoves(tx, call, { lotId, kind: "moved_out", otherLotId: partId }, shares);
    return { lotId: partId, listingId: there.id, isNewListing: there.isNew };
  },
});

/** Refuses goods that were bought to be sold, and goods of somebody else. */
async function refuseBound(tx: LatestTransaction, lot: LotRow): Promise<void> {
  if (lot.isInCustody) throw new RuleBroken("catalogue.partKept");
  const [cost] = await tx.select({ id: lotCosts.lotId }).from(lotCosts).where(eq(lotCosts.lotId, lot.id));
  if (cost) throw new RuleBroken("catalogue.partBought");
}

/** The seller's listing of the same goods in a place, the oldest first; opened with the terms of this one where there is none. */
async function listingThere(tx: LatestTransaction, call: Call, listing: ListingRow, place: Place) {
  const [known] = await hold(
    tx,
    listings,
    and(
      eq(listings.sellerId, listing.sellerId),
      eq(listings.commodityCode, listing.commodityCode),
      eq(listings.gradeCode, listing.gradeCode),
      eq(listings.unit, listing.unit),
      eq(listings.basePerUnit, listing.basePerUnit),
      eq(listings.state, "open"),
      place.warehouseId === null ? isNull(listings.warehouseId) : eq(listings.warehouseId, place.warehouseId),
    ),
    asc(listings.id),
  );
  if (known) return { id: known.id, sellerId: known.sellerId, isNew: false };
  const id = newId("listing");
  await tx
    .insert(listings)
    .values({ ...listing, ...place, id, version: 1, createdAt: call.at, updatedAt: call.at });
  await announce(tx, call, listingOpened, { listingId: id });
  return { id, sellerId: listing.sellerId, isNew: true };
}

/** What of each producer goes along, at what was agreed with them. */
async function agreedParts(
  tx: LatestTransaction,
  lotId: string,
  shares: Awaited<ReturnType<typeof sharesOfLeft>>,
) {
  const agreed = await tx.select().from(lotSources).where(eq(lotSources.lotId, lotId));
  return shares.flatMap(({ producerId, base }) => {
    if (producerId === null) return [];
    const source = agreed.find((one) => one.producerId === producerId);
    return [
      {
        producerId,
        quantityBase: base,
        ...(source?.priceRupiah == null ? {} : { priceRupiah: source.priceRupiah }),
        ...(source?.payDays == null ? {} : { payDays: source.payDays }),
      },
    ];
  });
}
