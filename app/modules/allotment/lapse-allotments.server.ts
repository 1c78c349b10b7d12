import { and, eq, inArray, sql } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { allotmentLapsed } from "./allotment.events.ts";
import { LapseAllotments } from "./allotment.schema.ts";
import { openShares } from "./allotment-reads.server.ts";
import { answerDeadlineOf } from "./deadline-reads.server.ts";
import { settleRound } from "./settle-round.server.ts";

/** Lets every share go that was not answered in time; what is left goes to the others. Answers how many. */
export const lapseAllotments = command({
  name: "allotment.lapse",
  input: LapseAllotments,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call) => {
    const overdue = new Map<string, string[]>();
    for (const share of await openShares(tx)) {
      if (call.at <= (await answerDeadlineOf(share, tx))) continue;
      overdue.set(share.callOffId, [...(overdue.get(share.callOffId) ?? []), share.allotmentId]);
    }
    let count = 0;
    // In the order of their ids, as everyone holds call-offs who holds several.
    for (const [callOffId, allotmentIds] of overdue) {
      const callOff = await holdCallOff(tx, callOffId);
      const lapsed = await tx
        .update(allotments)
        .set({ state: "lapsed", version: sql`${allotments.version} + 1` })
        .where(and(inArray(allotments.id, allotmentIds), eq(allotments.state, "published")))
        .returning({ id: allotments.id });
      for (const { id } of lapsed) await announce(tx, call, allotmentLapsed, { allotmentId: id });
      if (lapsed.length > 0) await settleRound(tx, call, callOff);
      count += lapsed.length;
    }
    return { lapsed: count };
  },
});
