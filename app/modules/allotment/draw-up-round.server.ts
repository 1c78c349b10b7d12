import { and, eq } from "drizzle-orm";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds } from "#db/schema/allotment.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { DrawUpRound } from "./allotment.schema.ts";
import { type RoundRow, roundRow } from "./allotment-reads.server.ts";
import { type Planning, planFor } from "./plan-for.server.ts";
import { rulesFor } from "./round.ts";
import { drawRound } from "./write-round.server.ts";

/**
 * Draws up a table that somebody asked for, from the facts of this moment. When by now nothing can be shared out, the
 * round is laid aside with the reason, which its page shows. Does nothing to a round that is drawn up, or was laid
 * aside meanwhile: hearing of it again changes nothing.
 */
export const drawUpRound = command({
  name: "allotment.drawUp",
  input: DrawUpRound,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { roundId }) => {
    const before = await roundRow(roundId, tx);
    if (!before) throw new Missing("allotment.missing");
    await holdCallOff(tx, before.callOffId);
    const round = await roundRow(roundId, tx);
    if (round?.state !== "asked") return { roundId };
    const planning = await planOrRefusal(tx, call.at, round);
    if ("code" in planning) await layAside(tx, roundId, planning.code);
    else if (!(await drawRound(tx, call, round, planning)))
      await layAside(
        tx,
        roundId,
        planning.plan.packs === 0 ? "allotment.nothingLeft" : "allotment.nobodyHasRoom",
      );
    return { roundId };
  },
});

/** A rule of the trade that says no is an answer here, which whoever asked will read. */
async function planOrRefusal(
  tx: Transaction,
  at: Date,
  round: RoundRow,
): Promise<Planning | { readonly code: string }> {
  try {
    const planning = await planFor(tx, at, round.callOffId, round.key);
    const isFit = planning.plan.packs === 0 || rulesFor(planning.plan.waves.length).includes(round.rule);
    return isFit ? planning : { code: "allotment.ruleOneWave" };
  } catch (error) {
    if (error instanceof RuleBroken) return { code: error.code };
    throw error;
  }
}

async function layAside(tx: Transaction, roundId: string, code: string): Promise<void> {
  await tx
    .update(allotmentRounds)
    .set({ state: "discarded", failedBecause: code })
    .where(and(eq(allotmentRounds.id, roundId), eq(allotmentRounds.state, "asked")));
}
