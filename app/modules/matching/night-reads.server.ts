import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { matchCells, matchFiles, matchNights, matchRuns } from "#db/schema/matching.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import type { Cell } from "./cell.ts";
import type { CellSeal } from "./seal-cell.ts";

/** The commodities that cities lack for a day, and how many lines lack each. */
export async function cellsOfCities(
  cityCodes: readonly string[],
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly commodityCode: string; readonly lines: number }[]> {
  return on
    .select({ commodityCode: orderLines.commodityCode, lines: count() })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(
      and(
        inArray(orders.cityCode, [...cityCodes]),
        eq(orders.deliveryDay, deliveryDay),
        inArray(orders.state, ["submitted", "approved"]),
        sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
      ),
    )
    .groupBy(orderLines.commodityCode)
    .orderBy(asc(orderLines.commodityCode));
}

/** The cells of a night that were not cleared yet; of one pack, or of all. */
export async function waitingCells(
  nightId: string,
  pack: number | null = null,
  on: Executor = db(),
): Promise<Cell[]> {
  return on
    .select({ commodityCode: matchCells.commodityCode, deliveryDay: matchNights.deliveryDay })
    .from(matchCells)
    .innerJoin(matchNights, eq(matchNights.id, matchCells.nightId))
    .where(
      and(
        eq(matchCells.nightId, nightId),
        isNull(matchCells.runId),
        pack === null ? undefined : eq(matchCells.pack, pack),
      ),
    )
    .orderBy(asc(matchCells.commodityCode));
}

export type NightCell = CellSeal & {
  readonly commodityCode: string;
  readonly rowsHash: string;
  readonly resultHash: string;
  readonly runId: string;
  readonly lineCount: number;
  readonly offerCount: number;
  readonly assignmentCount: number;
  readonly askedBase: bigint;
  readonly filledBase: bigint;
  /** Nothing that keeps the limits of the day can fill more than this beyond what was offered. */
  readonly gapBase: bigint;
  /** What was offered costs at most this much more than the bound, where lines get the price of a part. */
  readonly tierGapRupiah: bigint;
};

/** The cleared cells of a night, by commodity code, with everything that its seal is made of. */
export async function nightCells(nightId: string, on: Executor = db()): Promise<NightCell[]> {
  const hashOf = (kind: "rows" | "result") =>
    sql<string>`(select sha256 from ${matchFiles} f where f.run_id = ${matchRuns.id} and f.kind = ${kind})`;
  const rows = await on
    .select({
      commodityCode: matchCells.commodityCode,
      runId: matchRuns.id,
      rowsHash: hashOf("rows"),
      resultHash: hashOf("result"),
      componentHashes: matchRuns.componentHashes,
      rest: matchRuns.restHash,
      lineCount: matchRuns.lineCount,
      offerCount: matchRuns.offerCount,
      assignmentCount: matchRuns.assignmentCount,
      askedBase: matchRuns.askedBase,
      filledBase: matchRuns.filledBase,
      gapBase: matchRuns.gapBase,
      tierGapRupiah: matchRuns.tierGapRupiah,
    })
    .from(matchCells)
    .innerJoin(matchRuns, eq(matchRuns.id, matchCells.runId))
    .where(eq(matchCells.nightId, nightId))
    .orderBy(asc(matchCells.commodityCode));
  return rows.map(({ componentHashes, ...row }) => ({ ...row, components: leavesIn(componentHashes) }));
}

const LEAF_BYTES = 32;

/** The leaves that stand one after another in `bytes`, as hex. */
function leavesIn(bytes: Buffer): string[] {
  return Array.from({ length: bytes.length / LEAF_BYTES }, (_, at) =>
    bytes.toString("hex", at * LEAF_BYTES, (at + 1) * LEAF_BYTES),
  );
}

export type MatchNight = typeof matchNights.$inferSelect;

export async function nightById(nightId: string, on: Executor = db()): Promise<MatchNight | null> {
  const [row] = await on.select().from(matchNights).where(eq(matchNights.id, nightId));
  return row ?? null;
}

export type MatchFile = typeof matchFiles.$inferSelect;
