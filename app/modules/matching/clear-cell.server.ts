import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Outage } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { now } from "#app/platform/clock.server.ts";
import { command } from "#app/platform/command.server.ts";
import { log } from "#app/platform/log.server.ts";
import { matchSeconds } from "#app/platform/metrics.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { holdSupply } from "../catalogue/hold-supply.server.ts";
import { holdDemand } from "../orders/hold-demand.server.ts";
import { applyCell, lockCell, runOfNight, type SolvedCell } from "./apply-cell.server.ts";
import type { Cell, CellScope } from "./cell.ts";
import { readCell } from "./cell-reads.server.ts";
import { solveInThread } from "./solve-in-thread.server.ts";

/** How often a cell is solved anew because somebody took goods while it was being solved. */
const TRIES_MAX = 5;
const PAUSE_MS_MAX = 200;

const CellInput = z.object({
  cell: z.object({ commodityCode: z.string(), deliveryDay: BusinessDayText }),
  scope: z.discriminatedUnion("trigger", [
    z.object({ trigger: z.literal("cut_off"), nightId: idOf("matchNight") }),
    z.object({ trigger: z.enum(["on_demand", "rematch"]), cityCode: z.string() }),
  ]),
});
// Columns of a whole market, made by our own thread a moment ago: looking into each again would take longer than the deed.
const SolvedInput = CellInput.extend({ solved: z.custom<Pick<SolvedCell, "startedAt" | "outcome">>() });

async function permitSystem(_tx: unknown, call: Call): Promise<void> {
  if (call.actor.kind !== "system") throw new Forbidden("matching.forbidden");
}

/** A night's cell is cleared once, however often its job comes. */
const letTakeEffect = command({
  name: "matching.applyCell",
  input: SolvedInput,
  // What was solved is kept with the run; a second copy in the audit trail would say nothing more.
  secret: ["solved"],
  // Every row that matters is locked and checked against what was read, so the newest state is the one to see.
  isolation: "read committed",
  permit: permitSystem,
  run: async (tx, call, { cell, scope, solved }) => {
    await lockCell(tx, cell);
    const earlier = await runOfNight(tx, cell, scope);
    return { runId: earlier ?? (await applyCell(tx, call, { cell, scope, ...solved })) };
  },
});

/** The slow way that cannot be overtaken: first the locks, of the cell and of all its goods and lines, then the reckoning. */
const clearWithLocks = command({
  name: "matching.clearLocked",
  input: CellInput,
  isolation: "read committed",
  permit: permitSystem,
  run: async (tx, call, { cell, scope }) => {
    await lockCell(tx, cell);
    const earlier = await runOfNight(tx, cell, scope);
    if (earlier !== null) return { runId: earlier };
    await holdSupply(tx, cell);
    await holdDemand(tx, cell);
    const startedAt = now();
    const task = await readCell(tx, cell, scope, call.at);
    const outcome = await solveInThread(task, { isKept: true });
    return { runId: await applyCell(tx, call, { cell, scope, startedAt, outcome }) };
  },
});

/**
 * Matches all open lines of a cell to the proven optimum and offers the result to the sellers. Reads one snapshot,
 * solves it in a thread without any lock, and lets the answer take effect in one short transaction that checks the
 * version of every row it uses. When something of it has changed meanwhile it reads and solves again, a few times with
 * a pause of chance in between, and then once more with everything locked beforehand.
 *
 * Running it twice offers nothing twice: a night's cell has one run, and elsewhere what was offered is no longer open.
 * Returns how often it was solved, or 0 when nothing is open.
 */
export async function clearCell(call: Call, cell: Cell, scope: CellScope): Promise<number> {
  const unkeyed = { ...call, key: null };
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    try {
      // What is cleared again and again during a day is kept solved. The cells of a night are solved once each, unless
      // they move meanwhile: then only what moved has to be looked at.
      const isKept = scope.trigger !== "cut_off" || attempt > 1;
      return (await clearOnce(unkeyed, cell, scope, isKept)) ? attempt : 0;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      log.info({ ...cell, attempt, code: error.code }, "a cell moved while it was solved");
      await sleep(Math.random() * Math.min(PAUSE_MS_MAX, 10 * 2 ** attempt));
    }
  }
  try {
    await clearWithLocks(unkeyed, { cell, scope });
  } catch (error) {
    // With everything locked only what is outside the cell can have moved; that passes, and the job comes again.
    throw error instanceof Conflict ? new Outage("market", { cause: error }) : error;
  }
  return TRIES_MAX + 1;
}

/** False when there is nothing to clear. */
async function clearOnce(call: Call, cell: Cell, scope: CellScope, isKept: boolean): Promise<boolean> {
  const startedAt = now();
  const task = await timed("read", () =>
    inTransaction((tx) => readCell(tx, cell, scope, call.at), { readOnly: true }),
  );
  if (task.lines.length === 0 && scope.trigger !== "cut_off") return false;
  const outcome = await timed("solve", () => solveInThread(task, { isKept }));
  await timed("commit", () => letTakeEffect(call, { cell, scope, solved: { startedAt, outcome } }));
  return true;
}

async function timed<T>(stage: "read" | "solve" | "commit", work: () => Promise<T>): Promise<T> {
  const done = matchSeconds.startTimer({ stage });
  try {
    return await work();
  } finally {
    done();
  }
}
