import { and, asc, eq, gte, inArray, lte, type SQL } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { LinkActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, producers } from "#db/schema/catalogue.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import { organisations } from "#db/schema/identity.ts";
import { openLinkTokens } from "../identity/access-link-reads.server.ts";

function asksWhere(where: SQL | undefined, on: Executor) {
  return on
    .select({
      ask: harvestAsks,
      producer: producers.name,
      phone: producers.phone,
      commodity: commodities.name,
      title: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      sellerName: organisations.name,
    })
    .from(harvestAsks)
    .innerJoin(producers, eq(producers.id, harvestAsks.producerId))
    .innerJoin(listings, eq(listings.id, harvestAsks.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(organisations, eq(organisations.id, harvestAsks.sellerId))
    .where(where)
    .orderBy(asc(harvestAsks.bringBy), asc(listings.title), asc(producers.name), asc(harvestAsks.id))
    .limit(500);
}

export type HarvestAsk = Awaited<ReturnType<typeof asksWhere>>[number];

/** What a seller asked of its producers for `from` and later, the earliest first, each with the token of its link while that opens. */
export async function asksOf(
  sellerId: string,
  { from, at }: { readonly from: BusinessDay; readonly at: Date },
  on: Executor = db(),
): Promise<(HarvestAsk & { readonly token: string | null })[]> {
  const rows = await asksWhere(and(eq(harvestAsks.sellerId, sellerId), gte(harvestAsks.onDay, from)), on);
  const tokens = await openLinkTokens(
    sellerId,
    "harvest",
    rows.map(({ ask }) => ask.id),
    at,
    on,
  );
  return rows.map((row) => ({ ...row, token: tokens.get(row.ask.id) ?? null }));
}

/** Farmers come late, and some come a day early: what was asked for a day around `day` and was not brought or taken back. */
const WEIGHED_AROUND_DAYS = 2;

/** What of a listing may come to the scale on `day`, the earliest hour first. */
export async function asksToWeigh(
  sellerId: string,
  listingId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<HarvestAsk[]> {
  return asksWhere(
    and(
      eq(harvestAsks.sellerId, sellerId),
      eq(harvestAsks.listingId, listingId),
      gte(harvestAsks.onDay, addDays(day, -WEIGHED_AROUND_DAYS)),
      lte(harvestAsks.onDay, addDays(day, WEIGHED_AROUND_DAYS)),
      inArray(harvestAsks.state, ["asked", "promised", "declined"]),
    ),
    on,
  );
}

/** The one ask that a link opens; null for a link to anything else. */
export async function askOfLink(actor: LinkActor, on: Executor = db()): Promise<HarvestAsk | null> {
  if (actor.purpose !== "harvest") return null;
  const [row] = await asksWhere(eq(harvestAsks.id, actor.subjectId), on);
  return row ?? null;
}
