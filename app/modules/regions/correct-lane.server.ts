import { Conflict, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { lanes } from "#db/schema/regions.ts";
import { correcting } from "#db/written-once.ts";
import { CorrectLane } from "./lane.schema.ts";
import { recordedLane } from "./lane-reads.server.ts";
import { refuseAllButOperators } from "./rule-keeper.ts";

/**
 * Answers a wrong lane with the right figures, and a reason, for the same cities and first day; one that annuls leaves the
 * lane before it in force. The wrong row stays on record, and what was reckoned with it stays reckoned. Only operators.
 * Refuses a row that was corrected already.
 */
export const correctLane = command({
  name: "regions.correctLane",
  input: CorrectLane,
  permit: async (tx, call, { laneId }) => {
    refuseAllButOperators(call.actor);
    if (!(await recordedLane(laneId, tx))) throw new Missing("regions.laneMissing");
  },
  run: async (tx, call, { laneId: wrongId, reason, annuls, ...figures }) => {
    const wrong = await recordedLane(wrongId, tx);
    if (!wrong) throw new Missing("regions.laneMissing");
    if (wrong.correctedBy !== null) throw new Conflict("regions.laneCorrected");
    const laneId = newId("lane");
    await tx.insert(lanes).values({
      ...wrong.lane,
      ...figures,
      id: laneId,
      ...correcting(call, wrong.lane, { reason, annuls: annuls === "true" }),
    });
    return { laneId };
  },
});
