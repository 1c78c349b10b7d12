import { jsonb, pgTable } from "drizzle-orm/pg-core";
import type { RadarAlarm } from "#app/modules/commitments/demand-radar.ts";
import { id, moment } from "./columns.ts";
import { organisations } from "./identity.ts";

/** What the radar warned a seller of when it looked last: read on its first screen, reckoned anew every night. */
export const radarWatches = pgTable("radar_watches", {
  sellerId: id()
    .primaryKey()
    .references(() => organisations.id),
  alarms: jsonb().$type<readonly RadarAlarm[]>().notNull(),
  reckonedAt: moment().notNull(),
});
