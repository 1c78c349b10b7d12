import { and, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { matchCells, matchFiles, matchReasonPages, matchRuns } from "#db/schema/matching.ts";
import { offerCommitments } from "../commitments/offer-commitments.server.ts";
import { numberParameters } from "../regions/parameter-reads.server.ts";
import type { CellOutcome, KeptFile } from "./answer-cell.ts";
import { type Cell, type CellScope, lockNameOf } from "./cell.ts";
import { matchApplied } from "./matching.events.ts";

const MINUTE_MS = 60_000;

/** A cell that was read and solved, ready to take effect. */
export type SolvedCell = {
  readonly cell: Cell;
  readonly scope: CellScope;
  readonly startedAt: Date;
  readonly outcome: CellOutcome;
};

/** One clearing of a cell at a time; others wait here until the transaction ends, and then find the goods taken. */
export async function lockCell(tx: Transaction, cell: Cell): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lockNameOf(cell)}, 0))`);
}

/** The run that cleared this cell of its night already; null when there is none, and outside of a night. */
export async function runOfNight(tx: Transaction, cell: Cell, scope: CellScope): Promise<string | null> {
  if (scope.trigger !== "cut_off") return null;
  const [row] = await tx
    .select({ runId: matchCells.runId })
    .from(matchCells)
    .where(and(eq(matchCells.nightId, scope.nightId), eq(matchCells.commodityCode, cell.commodityCode)));
  invariant(row, "a night is asked for its own cells");
  return row.runId;
}

/**
 * Lets a solved cell take effect in the caller's transaction, which holds the cell's lock: offers every commitment or
 * none, and keeps what was read, what was answered and why. Nothing was locked while it was solved, so a Conflict says
 * that what it was solved from has changed since (`catalogue.moved`, `orders.moved`, `catalogue.dayFull`, …).
 */
export async function applyCell(tx: Transaction, call: Call, solved: SolvedCell): Promise<string> {
  const { cell, outcome } = solved;
  const runId = newId("matchRun");
  await writeRun(tx, call, runId, solved);
  const answerMinutes = await numberParameters(tx, "market.answer_minutes", {
    regionCodes: outcome.cityCodes,
    day: cell.deliveryDay,
  });
  const answerBy = outcome.cityCodes.map((city): [string, Date] => [
    city,
    new Date(call.at.getTime() + (answerMinutes.get(city) ?? 0) * MINUTE_MS),
  ]);
  await offerCommitments(tx, call, outcome.offers, {
    deliveryDay: cell.deliveryDay,
    matchRunId: runId,
    answerBy: new Map(answerBy),
  });
  await tx.insert(matchFiles).values([
    { runId, kind: "rows", ...stored(outcome.rows) },
    { runId, kind: "result", ...stored(outcome.result) },
  ]);
  await writeReasons(tx, runId, outcome);
  await announce(tx, call, matchApplied, { runId, ...cell });
  return runId;
}

async function writeRun(
  tx: Transaction,
  call: Call,
  runId: string,
  { cell, scope, startedAt, outcome }: SolvedCell,
): Promise<void> {
  await tx.insert(matchRuns).values({
    id: runId,
    ...cell,
    nightId: scope.trigger === "cut_off" ? scope.nightId : null,
    cityCode: scope.trigger === "cut_off" ? null : scope.cityCode,
    trigger: scope.trigger,
    state: outcome.offers.count > 0 ? "applied" : "empty",
    instanceHash: outcome.rows.sha256,
    isUnique: outcome.isUnique,
    lineCount: outcome.lineCount,
    offerCount: outcome.lotCount,
    assignmentCount: outcome.offers.count,
    askedBase: outcome.askedBase,
    filledBase: outcome.filledBase,
    gapBase: outcome.gapBase,
    tierGapRupiah: outcome.tierGapRupiah,
    componentHashes: Buffer.from(outcome.seal.components.join(""), "hex"),
    restHash: outcome.seal.rest,
    zones: outcome.zones,
    startedAt,
    appliedAt: call.at,
  });
  if (scope.trigger === "cut_off")
    await tx
      .update(matchCells)
      .set({ runId })
      .where(and(eq(matchCells.nightId, scope.nightId), eq(matchCells.commodityCode, cell.commodityCode)));
}

function stored({ bytes, ...file }: KeptFile) {
  return { ...file, encoding: "deflate" as const, bytes: Buffer.from(bytes) };
}

// Pages are large; one message to the database holds so many of them.
const PAGES_AT_ONCE = 100;

async function writeReasons(tx: Transaction, runId: string, { reasons }: CellOutcome): Promise<void> {
  const pages = reasons.map(({ kind, subjectIds, zones, bytes }, page) => ({
    ...{ runId, kind, page },
    subjectIds: [...subjectIds],
    zones: [...zones],
    encoding: "deflate" as const,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  }));
  for (let from = 0; from < pages.length; from += PAGES_AT_ONCE)
    await tx.insert(matchReasonPages).values(pages.slice(from, from + PAGES_AT_ONCE));
}
