import { and, eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { lotSources, lots, producers } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import { lotRegistered } from "./catalogue.events.ts";
import { commodityByCode } from "./commodity-reads.server.ts";
import { type LotDays, lotDaysRefusal } from "./lot.ts";
import type { ListingRow } from "./own-goods.server.ts";
import { writeMoves } from "./write-moves.server.ts";

export type BroughtPart = {
  readonly producerId: string;
  readonly quantityBase: bigint;
  /** What was agreed with the producer; left out, the listing's own cost holds. */
  readonly priceRupiah?: Rupiah;
  readonly payDays?: number;
};

/**
 * Makes a lot of goods that came in, in the caller's transaction, with the first entries of its book. Refuses a listing that
 * is withdrawn, days beyond the shelf life, and producers of others.
 */
export async function bringLot(
  tx: Transaction,
  call: Call,
  listing: ListingRow,
  goods: LotDays & {
    readonly originRegionCode: string;
    readonly quantityBase: bigint;
    readonly parts: readonly BroughtPart[];
  },
): Promise<{ lotId: string }> {
  if (listing.state !== "open") throw new Conflict("catalogue.moved");
  const seller = await organisationById(listing.sellerId, tx);
  const commodity = await commodityByCode(listing.commodityCode, tx);
  invariant(seller && commodity, "a listing has a seller and a commodity");
  const refusal = lotDaysRefusal(goods, commodity.shelfLifeDays, dayOf(call.at, seller.timeZone));
  if (refusal) throw refusal;
  const { parts, originRegionCode, harvestedOn, availableFrom, expiresOn, quantityBase } = goods;
  if (!(await regionByCode(originRegionCode, tx)))
    throw new Missing("regions.missing", { code: originRegionCode });
  await refuseForeignProducers(tx, listing.sellerId, parts);
  const lotId = newId("lot");
  await tx.insert(lots).values({
    id: lotId,
    listingId: listing.id,
    sellerId: listing.sellerId,
    originRegionCode,
    harvestedOn,
    availableFrom,
    expiresOn,
    quantityBase,
    createdAt: call.at,
  });
  if (parts.length > 0)
    await tx.insert(lotSources).values(
      parts.map(({ producerId, priceRupiah, payDays }) => ({
        lotId,
        producerId,
        priceRupiah: priceRupiah ?? null,
        payDays: payDays ?? null,
      })),
    );
  const brought =
    parts.length === 0
      ? [{ producerId: null, base: quantityBase }]
      : parts.map((part) => ({ producerId: part.producerId, base: part.quantityBase }));
  await writeMoves(tx, call, { lotId, kind: "brought" }, brought);
  await announce(tx, call, lotRegistered, { lotId, listingId: listing.id });
  return { lotId };
}

async function refuseForeignProducers(
  tx: Transaction,
  sellerId: string,
  parts: readonly BroughtPart[],
): Promise<void> {
  const producerIds = parts.map((part) => part.producerId);
  if (producerIds.length === 0) return;
  const own = await tx
    .select({ id: producers.id })
    .from(producers)
    .where(and(eq(producers.organisationId, sellerId), inArray(producers.id, producerIds)));
  if (own.length !== producerIds.length) throw new Missing("catalogue.producerMissing");
}
