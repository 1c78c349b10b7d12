import { and, eq, sql } from "drizzle-orm";
import { quantity, weight } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { columnRows } from "#db/column-rows.server.ts";
import { holdCounted } from "#db/hold.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { sellerDays } from "#db/schema/catalogue-seller-days.ts";
import { warehouseDays, warehouses } from "#db/schema/catalogue-warehouses.ts";
import type { DayColumns, GoodsColumns, LotColumns } from "./goods-columns.ts";
import { availableOf } from "./lot.ts";

/**
 * Promises goods out of lots, and out of the day's capacity of their listings, in the caller's transaction: all of it
 * or none. A Conflict when a lot or its listing is no longer as it was seen (`catalogue.moved`), when a lot has too little
 * left (`catalogue.soldOut`), the seller's day has (`catalogue.dayFull`) or the warehouse where they lie can hand out no more that day
 * (`catalogue.warehouseFull`): somebody else was first.
 *
 * Lots are locked in id order, then days, then the days of warehouses: two callers whose goods overlap can wait, and never deadlock. One statement to
 * a table, whatever the number of rows.
 */
export async function takeGoods(tx: Transaction, goods: GoodsColumns): Promise<void> {
  if (goods.lots.count === 0) return;
  await holdLots(tx, goods.lots);
  await takeLots(tx, goods.lots);
  await takeDays(tx, goods.days);
  await takeWarehouses(tx, goods.days);
}

async function holdLots(tx: Transaction, { count, lotId, seen }: LotColumns): Promise<void> {
  if (seen === null) {
    await holdCounted(
      tx,
      sql`
      select 1 from ${lots} join ${columnRows([lotId, "text"])} as wanted (lot_id) on wanted.lot_id = ${lots.id}
      order by ${lots.id}`,
      { change: lots },
    );
    return;
  }
  const { found } = await holdCounted(
    tx,
    sql`
    select 1 from ${lots}
    join ${columnRows([lotId, "text"], [seen.version, "int"], [seen.listingVersion, "int"])}
      as seen (lot_id, version, listing_version) on seen.lot_id = ${lots.id} and seen.version = ${lots.version}
    join ${listings} on ${listings.id} = ${lots.listingId} and ${listings.version} = seen.listing_version
    order by ${lots.id}`,
    { change: lots },
  );
  if (found !== count) throw new Conflict("catalogue.moved");
}

async function takeLots(tx: Transaction, { lotId, base }: LotColumns): Promise<void> {
  const [short] = await tx.execute<{ lot_id: string }>(sql`
    with wanted as materialized (
      select * from ${columnRows([lotId, "text"], [base, "bigint"])} as wanted (lot_id, base)
    ), taken as (
      update ${lots} set reserved_base = ${lots.reservedBase} + wanted.base, version = ${lots.version} + 1
      from wanted
      where ${lots.id} = wanted.lot_id
        and ${lots.reservedBase} + ${lots.shippedBase} + ${lots.lostBase} + wanted.base <= ${lots.quantityBase}
      returning ${lots.id} as id)
    select wanted.lot_id from wanted left join taken on taken.id = wanted.lot_id
    where taken.id is null order by wanted.lot_id limit 1`);
  if (short) throw await soldOut(tx, short.lot_id);
}

async function soldOut(tx: Transaction, lotId: string): Promise<Conflict | Missing> {
  const [row] = await tx
    .select({ lot: lots, title: listings.title, unit: listings.unit, basePerUnit: listings.basePerUnit })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(eq(lots.id, lotId));
  if (!row) return new Missing("catalogue.missing");
  const availableBase = availableOf(row.lot);
  return new Conflict("catalogue.soldOut", {
    lotId,
    title: row.title,
    available: quantity(availableBase, row.unit, row.basePerUnit),
    availableBase: availableBase.toString(),
  });
}

async function takeDays(tx: Transaction, { listingId, day, base }: DayColumns): Promise<void> {
  // A day's row is born with the capacity that the listing declares; a share above it makes no row at all.
  const [short] = await tx.execute<{ listing_id: string; day: BusinessDay }>(sql`
    with wanted as materialized (
      select * from ${columnRows([listingId, "text"], [day, "date"], [base, "bigint"])} as wanted (listing_id, day, base)
    ), taken as (
      insert into ${sellerDays} (listing_id, day, used_base, capacity_base, warehouse_id, mg_per_base)
      select wanted.listing_id, wanted.day, wanted.base, ${listings.capacityBasePerDay}, ${listings.warehouseId}, ${listings.mgPerBase}
      from wanted join ${listings} on ${listings.id} = wanted.listing_id
      where wanted.base <= ${listings.capacityBasePerDay}
      order by wanted.listing_id, wanted.day
      on conflict (listing_id, day) do update set used_base = ${sellerDays}.used_base + excluded.used_base
      where ${sellerDays}.used_base + excluded.used_base <= ${sellerDays}.capacity_base
      returning listing_id, day)
    select wanted.listing_id, wanted.day::text as day from wanted left join taken using (listing_id, day)
    where taken.listing_id is null order by 1, 2 limit 1`);
  if (short) throw await dayFull(tx, short.listing_id, short.day);
}

async function dayFull(tx: Transaction, listingId: string, day: BusinessDay): Promise<Conflict | Missing> {
  const [listing] = await tx.select().from(listings).where(eq(listings.id, listingId));
  if (!listing) return new Missing("catalogue.missing");
  const [used] = await tx
    .select()
    .from(sellerDays)
    .where(and(eq(sellerDays.listingId, listingId), eq(sellerDays.day, day)));
  const roomBase = (used?.capacityBase ?? listing.capacityBasePerDay) - (used?.usedBase ?? 0n);
  return new Conflict("catalogue.dayFull", {
    listingId,
    title: listing.title,
    day,
    available: quantity(roomBase, listing.unit, listing.basePerUnit),
    availableBase: roomBase.toString(),
  });
}

/** What leaves warehouses weighs on their days too; most goods leave from their seller's own address. */
async function takeWarehouses(tx: Transaction, { listingId, day, base }: DayColumns): Promise<void> {
  const [short] = await tx.execute<{ warehouse_id: string; day: BusinessDay }>(sql`
    with wanted as materialized (
      select ${sellerDays.warehouseId} as warehouse_id, wanted.day, sum(wanted.base * ${sellerDays.mgPerBase})::bigint as mg
      from ${columnRows([listingId, "text"], [day, "date"], [base, "bigint"])} as wanted (listing_id, day, base)
      join ${sellerDays} on ${sellerDays.listingId} = wanted.listing_id and ${sellerDays.day} = wanted.day
      where ${sellerDays.warehouseId} is not null
      group by 1, 2
    ), taken as (
      insert into ${warehouseDays} (warehouse_id, day, used_mg, capacity_mg)
      select wanted.warehouse_id, wanted.day, wanted.mg, ${warehouses.gramsPerDay} * 1000
      from wanted join ${warehouses} on ${warehouses.id} = wanted.warehouse_id
      where ${warehouses.gramsPerDay} is null or wanted.mg <= ${warehouses.gramsPerDay} * 1000
        or exists (select 1 from ${warehouseDays} known where known.warehouse_id = wanted.warehouse_id and known.day = wanted.day)
      order by wanted.warehouse_id, wanted.day
      on conflict (warehouse_id, day) do update set used_mg = ${warehouseDays}.used_mg + excluded.used_mg
      where ${warehouseDays}.capacity_mg is null or ${warehouseDays}.used_mg + excluded.used_mg <= ${warehouseDays}.capacity_mg
      returning warehouse_id, day)
    select wanted.warehouse_id, wanted.day::text as day from wanted left join taken using (warehouse_id, day)
    where taken.warehouse_id is null order by 1, 2 limit 1`);
  if (short) throw await warehouseFull(tx, short.warehouse_id, short.day);
}

async function warehouseFull(tx: Transaction, warehouseId: string, day: BusinessDay): Promise<Conflict> {
  const [row] = await tx
    .select({ name: warehouses.name, gramsPerDay: warehouses.gramsPerDay, used: warehouseDays })
    .from(warehouses)
    .leftJoin(warehouseDays, and(eq(warehouseDays.warehouseId, warehouses.id), eq(warehouseDays.day, day)))
    .where(eq(warehouses.id, warehouseId));
  const most = row?.used?.capacityMg ?? (row?.gramsPerDay ?? 0n) * 1000n;
  const leftMg = most - (row?.used?.usedMg ?? 0n);
  return new Conflict("catalogue.warehouseFull", {
    warehouseId,
    name: row?.name ?? "",
    day,
    left: weight((leftMg > 0n ? leftMg : 0n) / 1000n),
  });
}
