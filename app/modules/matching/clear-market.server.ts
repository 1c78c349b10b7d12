import { createHash } from "node:crypto";
import { type BusinessDay, momentOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { milliRupiahPerBase } from "#app/kernel/quantity.ts";
import { now } from "#app/platform/clock.server.ts";
import { log } from "#app/platform/log.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { type SupplyLot as StockedLot, supplyFor } from "../catalogue/supply-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { applyMatches } from "./apply-matches.server.ts";
import { type MarketLine, openDemand } from "./demand-reads.server.ts";
import { explainLine } from "./explain.ts";
import { type BuiltMarket, buildMarket, type SupplyLot } from "./market.ts";
import type { MatchTrigger } from "./match.schema.ts";
import type { MatchResult } from "./result.ts";
import { solveMarket } from "./solve-market.ts";

/** How often a market is solved anew because somebody took goods while it was being solved. */
const TRIES_MAX = 5;
const MINUTE_MS = 60_000;

export type Market = {
  readonly cityCode: string;
  readonly deliveryDay: BusinessDay;
  readonly trigger: MatchTrigger;
};

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
  const { lines, supply, zone, answerMinutes } = await snapshot(call, market);
  const built = buildMarket(
    lines,
    supply.flatMap((lot) => marketLot(lot, market.deliveryDay, zone)),
    { now: call.at, preferenceMilli: 1n },
  );
  const result = solveMarket(built.instance);
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
    offers: offersOf(lines, supply, result),
    reasons: reasonsOf(built, supply, result),
  });
}

/** Demand and supply as of one moment: both are read in the same transaction. */
async function snapshot(call: Call, market: Market) {
  return inTransaction(
    async (tx) => ({
      lines: await openDemand(market.cityCode, market.deliveryDay, tx),
      supply: await supplyFor(market.cityCode, market.deliveryDay, call.at, tx),
      zone: await timeZoneOf(market.cityCode, tx),
      answerMinutes: await numberParameter(tx, "market.answer_minutes", {
        regionCode: market.cityCode,
        day: market.deliveryDay,
      }),
    }),
    { readOnly: true },
  );
}

/** A lot as the market sees it; none when nobody knows where it starts from. */
function marketLot(lot: StockedLot, day: BusinessDay, zone: TimeZone): SupplyLot[] {
  if (lot.point === null) return [];
  return [
    {
      lotId: lot.lotId,
      listingId: lot.listingId,
      sellerId: lot.sellerId,
      commodityCode: lot.commodityCode,
      gradeRank: lot.gradeRank,
      availableBase: lot.availableBase,
      availableFrom: lot.availableFrom,
      expiresOn: lot.expiresOn,
      radiusMetres: lot.radiusMetres,
      priceMilli: milliRupiahPerBase(lot.priceRupiah, lot.basePerUnit),
      minOrderBase: lot.minOrderBase,
      lat: lot.point.latitude,
      lng: lot.point.longitude,
      // A seller that needs a day to get ready can be asked until a day before the delivery day ends.
      orderBefore: new Date(momentOf(day, "23:59", zone).getTime() - lot.leadTimeHours * 60 * MINUTE_MS),
      isPreferred: lot.sellerKind === "koperasi",
    },
  ];
}

/** What to offer to whom, at the price of the listing. */
function offersOf(lines: readonly MarketLine[], supply: readonly StockedLot[], result: MatchResult) {
  const lineById = new Map(lines.map((line) => [line.lineId, line]));
  const lotById = new Map(supply.map((lot) => [lot.lotId, lot]));
  return result.assignments.map((assignment) => {
    const line = lineById.get(assignment.line);
    const lot = lotById.get(assignment.offer);
    invariant(line && lot, "an assignment names a line and a lot of its market");
    return {
      orderId: line.orderId,
      orderLineId: line.lineId,
      buyerId: line.buyerId,
      sellerId: lot.sellerId,
      listingId: lot.listingId,
      lotId: lot.lotId,
      quantityBase: assignment.quantity.toString(),
      unit: lot.unit,
      basePerUnit: lot.basePerUnit.toString(),
      priceRupiah: lot.priceRupiah.toString(),
    };
  });
}

/** Why each line got what it got, with the sellers and prices that its lots stood for. */
function reasonsOf(built: BuiltMarket, supply: readonly StockedLot[], result: MatchResult) {
  const lotById = new Map(supply.map((lot) => [lot.lotId, lot]));
  return built.instance.lines.map((line, at) => {
    const explanation = explainLine(built.instance, result, at);
    const named = [...explanation.parts, ...explanation.alternatives].map((part) => part.offer);
    const offers = Object.fromEntries(
      [...new Set(named)].map((lotId) => {
        const lot = lotById.get(lotId);
        return [
          lotId,
          lot && {
            sellerId: lot.sellerId,
            priceRupiah: lot.priceRupiah.toString(),
            unit: lot.unit,
            basePerUnit: lot.basePerUnit.toString(),
          },
        ];
      }),
    );
    return {
      orderLineId: line.id,
      because: { ...explanation, offers, excluded: built.excludedByLine.get(line.id) ?? {} },
    };
  });
}
