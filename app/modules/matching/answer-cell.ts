import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { invariant } from "#app/kernel/errors.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { priceListFor } from "../catalogue/kind-prices.ts";
import { priceAtQuantity } from "../catalogue/price-tiers.ts";
import { readSupply, type SupplyLot as StockedLot } from "../catalogue/supply-row.ts";
import { type Offer, type OfferColumns, offerColumns, type Seen } from "../commitments/offer-columns.ts";
import type { ArrangedMarket } from "./arrange.ts";
import type { CellAnswer } from "./cell-answer.ts";
import { cellResult } from "./cell-file.ts";
import { lineLimits } from "./cell-limits.ts";
import { CELL_RULES, type CellTexts, marketOf, rowsText } from "./cell-market.ts";
import { type OpenLine, readDemand } from "./demand-row.ts";
import { type KeptReasons, keepReasons } from "./keep-reasons.ts";
import { withShare } from "./market.ts";
import { packRows } from "./rows.ts";
import type { CellSeal } from "./seal-cell.ts";
import type { SolvedMarket } from "./solve-arranged.ts";
import { solveCell } from "./solve-cell.ts";
import type { CellMarket } from "./what-if.ts";

/**
 * From what the database said to what it is to be told: the whole of matching one cell, for a thread of its own. Lines
 * and lots come as the very texts that were read, so that what is kept and hashed is what was read, byte for byte.
 */
export type CellTask = CellTexts;

export type KeptFile = { readonly sha256: string; readonly byteCount: number; readonly bytes: Uint8Array };

/** What takes effect, and what is kept to prove and to explain it. */
export type CellOutcome = {
  readonly offers: OfferColumns;
  /** The cities of the buyers that something is offered to. */
  readonly cityCodes: readonly string[];
  readonly reasons: readonly KeptReasons[];
  readonly rows: KeptFile;
  readonly result: KeptFile;
  readonly seal: CellSeal;
  readonly zones: readonly {
    readonly lines: number;
    readonly lots: number;
    readonly asked: string;
    readonly held: string;
  }[];
  readonly isUnique: boolean;
  readonly lineCount: number;
  readonly lotCount: number;
  readonly pairCount: number;
  readonly askedBase: bigint;
  readonly filledBase: bigint;
  /** Nothing that keeps the limits can fill more than this beyond what is offered. */
  readonly gapBase: bigint;
  /**
   * What is offered costs at most this much more than the bound: its prices by quantity are those of what each line asks
   * for, and a line that draws on several sellers gets less of each.
   */
  readonly tierGapRupiah: bigint;
};

/**
 * Solves a cell and writes everything that its clearing will store. Pure: the same task, the same outcome, also with
 * another `solve` that gives the same answers.
 */
export function answerCell(
  { cell, lines: lineTexts, lots: lotTexts, limits, tax }: CellTask,
  solve?: (market: ArrangedMarket) => SolvedMarket,
): CellOutcome {
  const lines = lineTexts.map(readDemand);
  // A lot that nobody knows the place of reaches nobody.
  const lots = lotTexts.map(readSupply).filter((lot) => lot.point !== null);
  const market = marketOf(cell, lines, lots, tax);
  const rows = packRows(market.lines, market.lots);
  const wishes = { why: true, seal: true, limits: limits && lineLimits(limits, lines, lots) };
  const answer = solveCell(rows, CELL_RULES, wishes, undefined, solve);
  const sales = salesOf(lines, lots, answer);
  const offers = sales.map(({ offer }) => offer);
  return {
    offers: offerColumns(offers, cell.deliveryDay, seenBy(offers, lines, lots)),
    cityCodes: [...new Set(offers.map(({ cityCode }) => cityCode))].sort(),
    reasons: keepReasons(rows, answer, lines, paidFor(lots, market)),
    rows: kept(rowsText({ cell, lines: lineTexts, lots: lotTexts, limits, tax })),
    result: kept(JSON.stringify(cellResult(rows, CELL_RULES, answer))),
    seal: answer.seal ?? { components: [], rest: "" },
    zones: (answer.why?.zones ?? []).map((zone) => ({
      lines: zone.lines,
      lots: zone.lots,
      asked: zone.asked.toString(),
      held: zone.held.toString(),
    })),
    isUnique: answer.unique,
    lineCount: lines.length,
    lotCount: lots.length,
    pairCount: answer.pairCount,
    askedBase: lines.reduce((sum, line) => sum + line.missingBase, 0n),
    filledBase: offers.reduce((sum, offer) => sum + offer.quantityBase, 0n),
    gapBase: answer.offeredGap,
    tierGapRupiah: sales.reduce((sum, { tierGapRupiah }) => sum + tierGapRupiah, 0n),
  };
}

type OfferedSale = { readonly offer: Offer; readonly tierGapRupiah: bigint };

/**
 * What to offer to whom, at the listing's price for such a buyer and for as much as the line gets of it, over all its lots together; and how
 * much that is more than its price for all that the line asks for.
 */
function salesOf(
  lines: readonly OpenLine[],
  lots: readonly StockedLot[],
  { offered }: CellAnswer,
): OfferedSale[] {
  const keyOf = (sale: number) => `${offered.line[sale]} ${at(lots, offered.lot[sale]).listingId}`;
  const together = new Map<string, bigint>();
  for (const [sale, quantity] of offered.quantity.entries())
    if (at(lots, offered.lot[sale]).tiers.length > 0)
      together.set(keyOf(sale), (together.get(keyOf(sale)) ?? 0n) + BigInt(quantity));
  return Array.from(offered.quantity, (quantity, sale) => {
    const { orderId, lineId, buyerId, buyerKind, cityCode, missingBase } = at(lines, offered.line[sale]);
    const lot = at(lots, offered.lot[sale]);
    const { sellerId, listingId, lotId, unit, basePerUnit } = lot;
    const quantityBase = BigInt(quantity);
    const list = priceListFor(lot, buyerKind);
    const priceRupiah =
      list.tiers.length === 0 ? list.priceRupiah : priceAtQuantity(list, together.get(keyOf(sale)) ?? 0n);
    const over = priceRupiah - priceAtQuantity(list, missingBase);
    return {
      offer: {
        ...{ orderId, orderLineId: lineId, buyerId, cityCode, sellerId, listingId, lotId },
        ...{ quantityBase, unit, basePerUnit, priceRupiah },
      },
      tierGapRupiah: priceOf(quantityBase, over, basePerUnit),
    };
  });
}

/** The lots at what is paid for them: with the VAT that their sellers add. */
function paidFor(lots: readonly StockedLot[], market: CellMarket): readonly StockedLot[] {
  return lots.map((lot, row) => {
    const vat = market.lots[row]?.vat;
    if (vat === undefined) return lot;
    return {
      ...lot,
      priceRupiah: withShare(lot.priceRupiah, vat),
      tiers: lot.tiers.map((tier) => ({ ...tier, priceRupiah: withShare(tier.priceRupiah, vat) })),
      kindPrices: Object.fromEntries(
        Object.entries(lot.kindPrices).map(([kind, price]) => [kind, withShare(price, vat)]),
      ),
    };
  });
}

function kept(text: string): KeptFile {
  const bytes = Buffer.from(text, "utf8");
  return {
    sha256: createHash("sha256").update(bytes).digest("hex"),
    byteCount: bytes.length,
    bytes: new Uint8Array(deflateSync(bytes)),
  };
}

/** What the rows that the offers use were when they were read. */
function seenBy(offers: readonly Offer[], lines: readonly OpenLine[], lots: readonly StockedLot[]): Seen {
  const used = new Set(offers.flatMap(({ orderLineId, lotId }) => [orderLineId, lotId]));
  return {
    lots: new Map(lots.filter(({ lotId }) => used.has(lotId)).map((lot) => [lot.lotId, lot])),
    lines: new Map(
      lines.filter(({ lineId }) => used.has(lineId)).map(({ lineId, version }) => [lineId, version]),
    ),
  };
}

function at<Row>(rows: readonly Row[], row: number | undefined): Row {
  const found = rows[row ?? -1];
  invariant(found !== undefined, "an answer names rows of its cell");
  return found;
}
