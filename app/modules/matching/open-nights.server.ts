import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { marketDays, matchCells, matchNights } from "#db/schema/matching.ts";
import { packCells } from "./cell.ts";
import { OpenNights } from "./match.schema.ts";
import { nightPackReady } from "./matching.events.ts";
import { cellsOfCities } from "./night-reads.server.ts";

/** Lines that one job is to clear; a cell with more has a job of its own. */
const LINES_PER_PACK = 4_000;

type DueDay = { readonly cityCode: string; readonly deliveryDay: BusinessDay; readonly cutOffAt: Date };

/**
 * Takes up every market whose cut-off has passed. Cities that close at the same moment for the same day become one
 * night: a cell for each commodity that any of them lacks, packed into jobs. Each city is taken up once, by whoever
 * comes first.
 */
export const openNights = command({
  name: "matching.openNights",
  input: OpenNights,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("matching.forbidden");
  },
  run: async (tx, call) => {
    const due = await takeFree(
      tx,
      marketDays,
      and(isNull(marketDays.nightId), isNull(marketDays.clearedAt), lte(marketDays.cutOffAt, call.at)),
      { by: [marketDays.cityCode, marketDays.deliveryDay] },
    );
    const nights = new Map<string, DueDay[]>();
    for (const day of due) {
      const key = `${day.cutOffAt.toISOString()} ${day.deliveryDay}`;
      nights.set(key, [...(nights.get(key) ?? []), day]);
    }
    const opened: string[] = [];
    for (const key of [...nights.keys()].sort()) {
      const { nightId, packs } = await openNight(tx, call.at, nights.get(key) ?? []);
      await announceAll(
        tx,
        call,
        nightPackReady,
        packs.map((pack) => ({ nightId, pack: String(pack) })),
      );
      opened.push(nightId);
    }
    return { nightIds: opened };
  },
});

/** Even a night without a cell has one pack, whose job finds nothing to do and publishes it. */
async function openNight(tx: Transaction, at: Date, days: readonly DueDay[]) {
  const [first] = days as readonly [DueDay, ...DueDay[]];
  const nightId = newId("matchNight");
  const cities = days.map((day) => day.cityCode);
  const cells = await cellsOfCities(cities, first.deliveryDay, tx);
  const packs = packCells(
    cells.map((cell) => cell.lines),
    LINES_PER_PACK,
  );
  await tx.insert(matchNights).values({
    id: nightId,
    deliveryDay: first.deliveryDay,
    cutOffAt: first.cutOffAt,
    state: "open",
    openedAt: at,
    cellCount: cells.length,
  });
  if (cells.length > 0)
    await tx
      .insert(matchCells)
      .values(
        cells.map(({ commodityCode }, cell) => ({ nightId, commodityCode, pack: packs[cell] as number })),
      );
  await tx
    .update(marketDays)
    .set({ nightId })
    .where(
      and(
        eq(marketDays.deliveryDay, first.deliveryDay),
        inArray(marketDays.cityCode, cities),
        sql`${marketDays.nightId} is null`,
      ),
    );
  return { nightId, packs: packs.length === 0 ? [0] : [...new Set(packs)].sort((a, b) => a - b) };
}
