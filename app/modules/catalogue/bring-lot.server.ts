import { and, eq, inArray, isNull } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import { commodityByCode } from "./commodity-reads.server.ts";
import { lotDaysRefusal } from "./lot.ts";
import type { ListingRow } from "./own-goods.server.ts";
import { type LotGoods, writeLot } from "./write-lot.server.ts";
import type { BroughtPart } from "./write-moves.server.ts";

/**
 * Makes a lot of goods that came in, in the caller's transaction, with the first entries of its book. Refuses a listing that
 * is withdrawn, days beyond the shelf life, and producers of others.
 */
export async function bringLot(
  tx: Transaction,
  call: Call,
  listing: ListingRow,
  goods: LotGoods,
): Promise<{ lotId: string }> {
  if (listing.state !== "open") throw new Conflict("catalogue.moved");
  const seller = await organisationById(listing.sellerId, tx);
  const commodity = await commodityByCode(listing.commodityCode, tx);
  invariant(seller && commodity, "a listing has a seller and a commodity");
  const refusal = lotDaysRefusal(goods, commodity.shelfLifeDays, dayOf(call.at, seller.timeZone));
  if (refusal) throw refusal;
  const { parts, originRegionCode } = goods;
  if (!(await regionByCode(originRegionCode, tx)))
    throw new Missing("regions.missing", { code: originRegionCode });
  await refuseForeignProducers(tx, listing.sellerId, parts);
  return { lotId: await writeLot(tx, call, listing, goods) };
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
    .where(
      and(
        eq(producers.organisationId, sellerId),
        isNull(producers.endedAt),
        inArray(producers.id, producerIds),
      ),
    );
  if (own.length !== producerIds.length) throw new Missing("catalogue.producerMissing");
}
