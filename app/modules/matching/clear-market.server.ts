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
import type { CellAnswer } from "./cell-answer.ts";
import { cellInstance, cellResult } from "./cell-file.ts";
import { type MarketLine, openDemand } from "./demand-reads.server.ts";
import { Explainer } from "./explain.ts";
import { exclusionReasons, type SupplyLot } from "./market.ts";
import type { MatchTrigger } from "./match.schema.ts";
import { packRows } from "./rows.ts";
import { solveCell } from "./solve-cell.ts";

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
  const placed = supply.filter((lot) => lot.point !== null);
  const rows = packRows(
    lines,
    placed.flatMap((lot) => marketLot(lot, market.deliveryDay, zone)),
  );
  const rules = { now: call.at, preferenceMilli: 1 };
  const answer = solveCell(rows, rules, { why: true, seal: false });
  const instance = cellInstance(rows, rules);
  await applyMatches(call, {
    ...market,
    startedAt,
    answerBy: new Date(call.at.getTime() + answerMinutes * MINUTE_MS),
    instanceHash: createHash("sha256").update(JSON.stringify(instance)).digest("hex"),
    instance,
    result: cellResult(rows, rules, answer),
    isUnique: answer.unique,
    lineCount: lines.length,
    offerCount: placed.length,
    offers: offersOf(lines, placed, answer),
    reasons: reasonsOf(new Explainer(rows, answer), lines, placed, answer),
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
function offersOf(lines: readonly MarketLine[], supply: readonly StockedLot[], { bought }: CellAnswer) {
  return Array.from(bought.quantity, (quantity, at) => {
    const line = lines[bought.line[at] as number];
    const lot = supply[bought.lot[at] as number];
    invariant(line && lot, "a sale names a line and a lot of its market");
    return {
      orderId: line.orderId,
      orderLineId: line.lineId,
      buyerId: line.buyerId,
      sellerId: lot.sellerId,
      listingId: lot.listingId,
      lotId: lot.lotId,
      quantityBase: quantity.toString(),
      unit: lot.unit,
      basePerUnit: lot.basePerUnit.toString(),
      priceRupiah: lot.priceRupiah.toString(),
    };
  });
}

/** Why each line got what it got, with the sellers and prices that its lots stood for. */
function reasonsOf(
  explainer: Explainer,
  lines: readonly MarketLine[],
  supply: readonly StockedLot[],
  { excluded }: CellAnswer,
) {
  const lotById = new Map(supply.map((lot) => [lot.lotId, lot]));
  return lines.map((line, row) => {
    const explanation = explainer.line(row);
    const { parts, alternatives, cheaperButTaken } = explanation;
    const named = [...parts, ...alternatives, ...cheaperButTaken].map((part) => part.offer);
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
    const counts = exclusionReasons.map((reason, at) => [
      reason,
      excluded[row * exclusionReasons.length + at],
    ]);
    return {
      orderLineId: line.lineId,
      because: { ...explanation, offers, excluded: Object.fromEntries(counts) },
    };
  });
}
