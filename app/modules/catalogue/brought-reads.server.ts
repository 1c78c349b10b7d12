import { and, asc, desc, eq, inArray, lte } from "drizzle-orm";
import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { lotSources, lots, producers } from "#db/schema/catalogue.ts";

/** What one grower brought of a listing on a day. */
export type BroughtShare = {
  readonly producerId: string;
  readonly name: string;
  readonly quantityBase: bigint;
  /** Agreed with them, per trading unit; null where the listing's own cost holds. */
  readonly priceRupiah: Rupiah | null;
  readonly payDays: number | null;
};

/** All that was brought of a listing on one day, over its lots. */
export type Brought = {
  readonly day: BusinessDay;
  readonly quantityBase: bigint;
  readonly originRegionCode: string;
  /** For how long such goods were said to keep. */
  readonly keepDays: number;
  /** Whose it was; nobody as soon as a part of it was of nobody in particular, or of somebody who has left the list since. */
  readonly shares: readonly BroughtShare[];
};

/** What the seller itself last brought of each listing up to a day, or exactly `on` that day, by listing; goods in its custody are not its own. */
export async function broughtLast(
  listingIds: readonly string[],
  when: { readonly upTo: BusinessDay } | { readonly on: BusinessDay },
  executor: Executor = db(),
): Promise<Map<string, Brought>> {
  if (listingIds.length === 0) return new Map();
  const days = await executor
    .selectDistinctOn([lots.listingId], { listingId: lots.listingId, day: lots.harvestedOn })
    .from(lots)
    .where(
      and(
        eq(lots.isInCustody, false),
        inArray(lots.listingId, [...listingIds]),
        "on" in when ? eq(lots.harvestedOn, when.on) : lte(lots.harvestedOn, when.upTo),
      ),
    )
    .orderBy(asc(lots.listingId), desc(lots.harvestedOn));
  if (days.length === 0) return new Map();
  const rows = await executor
    .select({ lot: lots, source: lotSources, name: producers.name, endedAt: producers.endedAt })
    .from(lots)
    .leftJoin(lotSources, eq(lotSources.lotId, lots.id))
    .leftJoin(producers, eq(producers.id, lotSources.producerId))
    .where(
      and(
        eq(lots.isInCustody, false),
        inArray(
          lots.listingId,
          days.map(({ listingId }) => listingId),
        ),
        inArray(lots.harvestedOn, [...new Set(days.map(({ day }) => day))]),
      ),
    )
    .orderBy(asc(lots.id), asc(lotSources.producerId));
  return new Map(
    days.map(({ listingId, day }) => [
      listingId,
      broughtOf(
        day,
        rows.filter(({ lot }) => lot.listingId === listingId && lot.harvestedOn === day),
      ),
    ]),
  );
}

type BroughtRow = {
  readonly lot: typeof lots.$inferSelect;
  readonly source: typeof lotSources.$inferSelect | null;
  readonly name: string | null;
  readonly endedAt: Date | null;
};

function broughtOf(day: BusinessDay, rows: readonly BroughtRow[]): Brought {
  const brought = [...new Map(rows.map(({ lot }) => [lot.id, lot])).values()];
  const newest = brought.at(-1);
  const shares = new Map<string, BroughtShare>();
  for (const { source, name } of rows) {
    if (source === null) continue;
    const before = shares.get(source.producerId)?.quantityBase ?? 0n;
    const { producerId, quantityBase, priceRupiah, payDays } = source;
    const sum = before + quantityBase;
    shares.set(producerId, { producerId, name: name ?? "", quantityBase: sum, priceRupiah, payDays });
  }
  const isAllKnown = rows.every(({ source, endedAt }) => source !== null && endedAt === null);
  return {
    day,
    quantityBase: sumOf(brought.map((lot) => lot.quantityBase)),
    originRegionCode: newest?.originRegionCode ?? "",
    keepDays: newest ? daysBetween(newest.harvestedOn, newest.expiresOn) : 0,
    shares: isAllKnown ? [...shares.values()] : [],
  };
}
