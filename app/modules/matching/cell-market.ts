import { invariant } from "#app/kernel/errors.ts";
import { milliRupiahPerBase } from "#app/kernel/quantity.ts";
import { readSupply, type SupplyLot as StockedLot } from "../catalogue/supply-row.ts";
import type { Cell } from "./cell.ts";
import type { CellLimitFacts } from "./cell-limits.ts";
import { type OpenLine, readDemand } from "./demand-row.ts";
import type { CellRules, DemandLine, SupplyLot } from "./market.ts";

/** A cell as the database told it: one line of JSON for each line and each lot, in id order. */
export type CellTexts = {
  readonly cell: Cell;
  readonly lines: readonly string[];
  readonly lots: readonly string[];
  /** What limits the plan beyond the rows; absent where nothing does. */
  readonly limits?: CellLimitFacts | undefined;
};

const ROWS_FORMAT = "lumbung-cell/1";

// Whether a seller can still be asked is a fact of its row, so the rules need no clock and equal rows answer equally.
export const CELL_RULES: CellRules = { now: new Date(0), preferenceMilli: 1 };
const IN_TIME = new Date(1);
const TOO_LATE = new Date(-1);

/** The file that a run keeps of what it read: what it is about, then a line of JSON for each line and each lot. */
export function rowsText({ cell, lines, lots, limits }: CellTexts): string {
  const head = JSON.stringify({
    format: ROWS_FORMAT,
    ...cell,
    preferenceMilli: CELL_RULES.preferenceMilli,
    lines: lines.length,
    lots: lots.length,
    limits,
  });
  return `${[head, ...lines, ...lots].join("\n")}\n`;
}

/** Reads what `rowsText` wrote. */
export function readRowsText(text: string): CellTexts {
  const [head = "", ...rows] = text.trimEnd().split("\n");
  const { format, commodityCode, deliveryDay, lines, limits } = JSON.parse(head) as Cell & {
    readonly format: string;
    readonly lines: number;
    readonly limits?: CellLimitFacts;
  };
  invariant(format === ROWS_FORMAT, "a run keeps its rows in the format of cells");
  return {
    cell: { commodityCode, deliveryDay },
    lines: rows.slice(0, lines),
    lots: rows.slice(lines),
    ...(limits === undefined ? {} : { limits }),
  };
}

/** What is asked and offered in a cell. A lot that nobody knows the place of reaches nobody, and is not among them. */
export function cellMarket({ cell, lines, lots }: CellTexts): {
  readonly lines: readonly DemandLine[];
  readonly lots: readonly SupplyLot[];
} {
  return {
    lines: lines.map((text) => demandLine(cell, readDemand(text))),
    lots: lots.map(readSupply).flatMap((lot) => (lot.point === null ? [] : [supplyLot(cell, lot)])),
  };
}

export function demandLine({ commodityCode, deliveryDay }: Cell, line: OpenLine): DemandLine {
  return {
    lineId: line.lineId,
    orderId: line.orderId,
    buyerId: line.buyerId,
    commodityCode,
    gradeRank: line.gradeRank,
    quantityBase: line.missingBase,
    deliveryDay,
    ceilingMilli: milliRupiahPerBase(line.ceilingRupiah, line.basePerUnit),
    lat: line.latitude,
    lng: line.longitude,
    urgencyClass: line.urgencyClass,
    blockedSellerIds: line.refusedBy,
  };
}

export function supplyLot({ commodityCode }: Cell, lot: StockedLot): SupplyLot {
  invariant(lot.point !== null, "only lots with a place are on the market");
  return {
    lotId: lot.lotId,
    listingId: lot.listingId,
    sellerId: lot.sellerId,
    commodityCode,
    gradeRank: lot.gradeRank,
    availableBase: lot.availableBase,
    dayRoomBase: lot.roomBase,
    availableFrom: lot.availableFrom,
    expiresOn: lot.expiresOn,
    radiusMetres: lot.radiusMetres,
    priceMilli: milliRupiahPerBase(lot.priceRupiah, lot.basePerUnit),
    minOrderBase: lot.minOrderBase,
    lat: lot.point.latitude,
    lng: lot.point.longitude,
    orderBefore: lot.isInTime ? IN_TIME : TOO_LATE,
    isPreferred: lot.sellerKind === "koperasi",
  };
}
