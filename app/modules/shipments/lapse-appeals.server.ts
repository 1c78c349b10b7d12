import { and, eq, lt } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { LapseAppeals } from "./appeal.schema.ts";
import { endAppeal } from "./end-appeal.server.ts";
import { appealLapsed } from "./shipments.events.ts";

/** How many are worked off in one round; the next one is a minute later. */
const LAPSES_MAX = 50;

/**
 * Ends the appeals that no kitchen answered in time: the weighing stands, because nobody's silence spends public money, and
 * what was appealed against counts for the seller where it is judged. Answers how many.
 */
export const lapseAppeals = command({
  name: "shipments.lapseAppeals",
  input: LapseAppeals,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const overdue = await takeFree(tx, appeals, and(eq(appeals.state, "open"), lt(appeals.dueAt, call.at)), {
      by: [appeals.dueAt, appeals.id],
      limit: LAPSES_MAX,
    });
    for (const appeal of overdue) {
      await endAppeal(tx, call, appeal, "lapse");
      await announce(tx, call, appealLapsed, { appealId: appeal.id });
    }
    return { lapsed: overdue.length };
  },
});
