import { and, asc, eq, gt, gte, inArray, max, min, sql } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf, daysBetween, momentOf } from "#app/kernel/calendar.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";
import { availableBase } from "../catalogue/listing-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/**
 * A store from which nothing is said to be cooked: it looks fuller than it is, and the week's demand asks for too little. It
 * waits from so many days after the last meal, loss or count that was written down, or after the oldest goods there came.
 */
export const storeToTell: TaskSource = async ({ organisationId, cityCode, zone, today }, on) => {
  const [[there], [told]] = await Promise.all([
    on
      .select({ since: min(stockParcels.cameOn) })
      .from(stockParcels)
      .where(and(eq(stockParcels.organisationId, organisationId), gt(stockParcels.balanceBase, 0n))),
    on
      .select({ at: max(stockEntries.recordedAt) })
      .from(stockEntries)
      .where(
        and(
          eq(stockEntries.organisationId, organisationId),
          inArray(stockEntries.kind, ["used", "spoiled", "counted"]),
        ),
      ),
  ]);
  if (!there?.since) return [];
  const came = there.since as BusinessDay;
  const said = told?.at ? dayOf(told.at, zone) : came;
  const since = said > came ? said : came;
  const days = await numberParameter(on, "kitchen.store_silent_days", { regionCode: cityCode, day: today });
  if (daysBetween(since, today) < days) return [];
  const task: Task = {
    kind: "store.tell",
    subjectId: organisationId,
    path: "gudang-dapur",
    due: momentOf(addDays(since, days), "17:00", zone),
    params: { days: daysBetween(since, today).toString() },
  };
  return [task];
};

/** Goods that came in get their price within so long: somebody bought them to sell them. */
const HOURS_TO_PRICE = 24;

/** Goods that a trader bought and that nobody can order, because their listing is off the market: they lose days and earn nothing. */
export const stockToPrice: TaskSource = async ({ organisationId, today }, on) => {
  const rows = await on
    .select({
      id: listings.id,
      title: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      availableBase: sql<bigint>`sum(${availableBase})`.mapWith(lots.quantityBase),
      since: min(lotCosts.createdAt),
    })
    .from(listings)
    .innerJoin(lots, eq(lots.listingId, listings.id))
    .innerJoin(lotCosts, eq(lotCosts.lotId, lots.id))
    .where(
      and(
        eq(listings.sellerId, organisationId),
        eq(listings.state, "withdrawn"),
        gte(lots.expiresOn, today),
        sql`${availableBase} > 0`,
      ),
    )
    .groupBy(listings.id)
    .orderBy(asc(min(lotCosts.createdAt)), asc(listings.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "stock.price",
      subjectId: row.id,
      path: `barang/${row.id}`,
      due: row.since && new Date(row.since.getTime() + HOURS_TO_PRICE * 3_600_000),
      params: {
        title: row.title,
        quantity: row.availableBase.toString(),
        unit: row.unit,
        basePerUnit: row.basePerUnit.toString(),
      },
    }),
  );
};
