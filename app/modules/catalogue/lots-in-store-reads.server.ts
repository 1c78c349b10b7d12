import { and, asc, eq, gt, lte, or, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { storedOf } from "./lot.ts";

export type LotInStore = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly harvestedOn: BusinessDay;
  readonly expiresOn: BusinessDay;
  readonly storedBase: bigint;
};

/** What lies in a seller's stores on a day: in all of them, in one warehouse, or with `null` at its own address. */
export type StoreWish = { readonly today: BusinessDay; readonly warehouseId?: string | null | undefined };

/**
 * What lies in a seller's store by its book, lot by lot: what is to be counted first expires first. Goods in custody are their maker's. Another
 * seller's warehouse holds nothing of one's own.
 */
export async function lotsInStore(
  sellerId: string,
  { today, warehouseId }: StoreWish,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<LotInStore>> {
  const rows = await on
    .select({
      id: lots.id,
      title: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      harvestedOn: lots.harvestedOn,
      expiresOn: lots.expiresOn,
      quantityBase: lots.quantityBase,
      shippedBase: lots.shippedBase,
      lostBase: lots.lostBase,
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(
      and(
        eq(lots.sellerId, sellerId),
        eq(lots.isInCustody, false),
        lte(lots.availableFrom, today),
        sql`${lots.quantityBase} > ${lots.shippedBase} + ${lots.lostBase}`,
        inStore(warehouseId),
        after(page.after),
      ),
    )
    .orderBy(asc(lots.expiresOn), asc(lots.id))
    .limit(page.limit + 1);
  const shown = rows.map(({ quantityBase, shippedBase, lostBase, ...row }) => ({
    ...row,
    storedBase: storedOf({ quantityBase, shippedBase, lostBase }),
  }));
  return pageOf(shown, page.limit, (lot) => `${lot.expiresOn}~${lot.id}`);
}

function inStore(warehouseId: string | null | undefined): SQL | undefined {
  if (warehouseId === undefined) return undefined;
  // What is left of goods whose warehouse was closed is looked for at the own address.
  return warehouseId === null
    ? sql`not exists (select 1 from ${warehouses} w where w.id = ${listings.warehouseId} and w.closed_at is null)`
    : eq(listings.warehouseId, warehouseId);
}

function after(cursor = ""): SQL | undefined {
  const [day, id, ...more] = cursor.split("~");
  const expiresOn = BusinessDayText.safeParse(day);
  if (!expiresOn.success || id === undefined || more.length > 0) return undefined;
  return or(gt(lots.expiresOn, expiresOn.data), and(eq(lots.expiresOn, expiresOn.data), gt(lots.id, id)));
}
