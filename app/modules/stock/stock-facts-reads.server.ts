import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";
import type { GradeRef } from "../catalogue/commodity-reads.server.ts";
import type { Parcel } from "./stock.ts";

export type GoodsParcel = Parcel &
  GradeRef & {
    /** Null of what was found by counting. */
    readonly lotId: string | null;
  };

const parcelColumns = {
  id: stockParcels.id,
  lotId: stockParcels.lotId,
  commodityCode: stockParcels.commodityCode,
  gradeCode: stockParcels.gradeCode,
  cameOn: stockParcels.cameOn,
  expiresOn: stockParcels.expiresOn,
};

/** Everything that lies in a kitchen's store, by id. */
export async function parcelsThere(organisationId: string, on: Executor = db()): Promise<GoodsParcel[]> {
  return on
    .select({ ...parcelColumns, balanceBase: stockParcels.balanceBase })
    .from(stockParcels)
    .where(and(eq(stockParcels.organisationId, organisationId), gt(stockParcels.balanceBase, 0n)))
    .orderBy(asc(stockParcels.id));
}

/** What each parcel gave to the meals of these days, net of what came back, by day and parcel; nothing where all came back. */
export async function usedBetween(
  organisationId: string,
  days: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor = db(),
): Promise<(GoodsParcel & { readonly cookedOn: BusinessDay })[]> {
  const used = sql<bigint>`-sum(${stockEntries.quantityBase})`.mapWith(stockEntries.quantityBase);
  const rows = await on
    .select({ ...parcelColumns, cookedOn: stockEntries.cookedOn, balanceBase: used })
    .from(stockEntries)
    .innerJoin(stockParcels, eq(stockParcels.id, stockEntries.parcelId))
    .where(
      and(
        eq(stockEntries.organisationId, organisationId),
        sql`${stockEntries.cookedOn} between ${days.from} and ${days.to}`,
      ),
    )
    .groupBy(stockParcels.id, stockEntries.cookedOn)
    .having(sql`sum(${stockEntries.quantityBase}) < 0`)
    .orderBy(asc(stockEntries.cookedOn), asc(stockParcels.id));
  return rows.flatMap((row) => (row.cookedOn === null ? [] : [{ ...row, cookedOn: row.cookedOn }]));
}
