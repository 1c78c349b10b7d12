import { and, eq, gte } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { radarWatches } from "#db/schema/commitments-radar.ts";
import type { RadarAlarm } from "./demand-radar.ts";

/** A night that was missed is made up for by the next one; older warnings say nothing any more. */
const HOURS_TRUE = 48;

/** What the radar warned a seller of last night; nothing where it did not look lately. */
export async function alarmsFor(
  sellerId: string,
  at: Date,
  on: Executor = db(),
): Promise<readonly RadarAlarm[]> {
  const [row] = await on
    .select({ alarms: radarWatches.alarms })
    .from(radarWatches)
    .where(
      and(
        eq(radarWatches.sellerId, sellerId),
        gte(radarWatches.reckonedAt, new Date(at.getTime() - HOURS_TRUE * 3_600_000)),
      ),
    );
  return row?.alarms ?? [];
}
