import { Conflict, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { lanes } from "#db/schema/regions.ts";
import { writtenBy } from "#db/written-once.ts";
import { RecordLane } from "./lane.schema.ts";
import { laneHistory } from "./lane-reads.server.ts";
import { regionByCode } from "./region-reads.server.ts";
import { refuseAllButOperators } from "./rule-keeper.ts";

const CITY = 2;

/**
 * Writes down a lane between two cities from a day on, in one direction. Nothing is changed: of one lane the row that began
 * last holds, so this one closes the one before. Only operators. Refuses what is no city, and a day on which a row of the
 * lane begins already: a wrong row is corrected.
 */
export const recordLane = command({
  name: "regions.recordLane",
  input: RecordLane,
  permit: async (_tx, call) => refuseAllButOperators(call.actor),
  run: async (tx, call, lane) => {
    for (const code of [lane.fromRegionCode, lane.toRegionCode])
      if ((await regionByCode(code, tx))?.level !== CITY) throw new Missing("regions.notACity", { code });
    const isTaken = (await laneHistory(lane.fromRegionCode, lane.toRegionCode, tx)).some(
      ({ lane: row, correctedBy }) => correctedBy === null && row.validFrom === lane.validFrom,
    );
    if (isTaken) throw new Conflict("regions.laneThatDay", { day: lane.validFrom });
    const laneId = newId("lane");
    await tx.insert(lanes).values({ id: laneId, ...lane, ...writtenBy(call) });
    return { laneId };
  },
});
