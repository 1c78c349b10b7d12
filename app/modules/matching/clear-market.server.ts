import { createHash } from "node:crypto";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { log } from "#app/platform/log.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { type MarketSupply, supplyFor } from "../catalogue/supply-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { applyMatches } from "./apply-matches.server.ts";
import { type MarketLine, openDemand } from "./demand-reads.server.ts";
import { explainLine } from "./explain.ts";
import { buildMarket, type BuiltMarket } from "./market.ts";
import type { MatchTrigger } from "./match.schema.ts";
import type { MatchResult } from "./result.ts";
import { solveMarket } from "./solve-market.ts";

/** How often a market is solved anew because somebody took goods while it was being solved. */
const TRIES_MAX = 5;
const MINUTE_MS = 60_000;

export type Market = { readonly cityCode: string; readonly deliveryDay: BusinessDay; readonly trigger: MatchTrigger };

/**
 * Matches all open lines of one city and day to the proven optimum and offers the result to the sellers. Reads one
 * snapshot, solves without a lock, and lets the answer take effect in one short transaction; when goods were taken in
 * between, reads and solves again. Running it twice offers nothing twice: what was offered is no longer open.
 */
export async function clearMarket(call: Call, market: Market): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await clearOnce({ ...call, key: call.key === null ? null : `${call.key}.${attempt}` }, market);
      return;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // The same job came again after its first run had committed: it is done.
      if (error.code === "kernel.keyReused") return;
      if (attempt >= TRIES_MAX) throw error;
      log.info({ ...market, attempt, code: error.code }, "market moved while it was solved");
    }
  }
}

async function clearOnce(call: Call, market: Market): Promise<void> {
  const startedAt = now();
  const { lines, supply, answerMinutes } = await snapshot(call, market);
  const built = buildMarket(lines, supply.map((lot) => lot.lot), { now: call.at });
  const result = solveMarket(built.instance);
  const { offers, reasons } = proposalOf(lines, supply, built, result);
  await applyMatches(call, {
    ...market,
    startedAt,
    answerBy: new Date(call.at.getTime() + answerMinutes * MINUTE_MS),
    instanceHash: createHash("sha256").update(JSON.stringify(built.instance)).digest("hex"),
    instance: built.instance,
    result,
    isUnique: result.unique,
    lineCount: built.instance.lines.length,
    offerCount: built.instance.offers.length,
    offers,
    reasons,
  });
}

/** Demand and supply as of one moment: both are read in the same transaction. */
async function snapshot(call: Call, market: Market) {
  return inTransaction(
    async (tx) => ({
      lines: await openDemand(market.cityCode, market.deliveryDay, tx),
      supply: await supplyFor(market.cityCode, market.deliveryDay, call.at, tx),
      answerMinutes: await numberParameter(tx, "market.answer_minutes", { regionCode: market.cityCode, day: market.deliveryDay }),
    }),
    { readOnly: true },
  );
}
