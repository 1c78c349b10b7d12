import { invariant } from "#app/kernel/errors.ts";
import { milliRupiahPerBase } from "#app/kernel/quantity.ts";
import { buyerKinds, priceListFor } from "../catalogue/kind-prices.ts";
import type { TieredPrice } from "../catalogue/price-tiers.ts";
import { readSupply, type SupplyLot as StockedLot } from "../catalogue/supply-row.ts";
import type { TaxClass, VatRule } from "../catalogue/vat.ts";
import { roomsWithinWarehouses } from "../catalogue/within-warehouses.ts";
import type { Cell } from "./cell.ts";
import type { CellLimitFacts } from "./cell-limits.ts";
import { type OpenLine, readDemand } from "./demand-row.ts";
import { type CellRules, type DemandLine, type SupplyLot, type VatShare, withShare } from "./market.ts";
import type { CellMarket } from "./what-if.ts";

/** A cell as the database told it: one line of JSON for each line and each lot, in id order. */
export type CellTexts = {
  readonly cell: Cell;
  readonly lines: readonly string[];
  readonly lots: readonly string[];
  /** What limits the plan beyond the rows; absent where nothing does. */
  readonly limits?: CellLimitFacts | undefined;
  /** How the goods are taxed on the day; absent in what was kept before prices were compared with tax. */
  readonly tax?: CellTax | undefined;
};

export type CellTax = { readonly taxClass: TaxClass; readonly rule: VatRule };

const ROWS_FORMAT = "lumbung-cell/1";

// Whether a seller can still be asked is a fact of its row, so the rules need no clock and equal rows answer equally.
export const CELL_RULES: CellRules = { now: new Date(0), preferenceMilli: 1 };
const IN_TIME = new Date(1);
const TOO_LATE = new Date(-1);

/** The file that a run keeps of what it read: what it is about, then a line of JSON for each line and each lot. */
export function rowsText({ cell, lines, lots, limits, tax }: CellTexts): string {
  const head = JSON.stringify({
    format: ROWS_FORMAT,
    ...cell,
    preferenceMilli: CELL_RULES.preferenceMilli,
    lines: lines.length,
    lots: lots.length,
    limits,
    tax,
  });
  return `${[head, ...lines, ...lots].join("\n")}\n`;
}

/** Reads what `rowsText` wrote. */
export function readRowsText(text: string): CellTexts {
  const [head = "", ...rows] = text.trimEnd().split("\n");
  const { format, commodityCode, deliveryDay, lines, limits, tax } = JSON.parse(head) as Cell & {
    readonly format: string;
    readonly lines: number;
    readonly limits?: CellLimitFacts;
    readonly tax?: CellTax;
  };
  invariant(format === ROWS_FORMAT, "a run keeps its rows in the format of cells");
  return {
    cell: { commodityCode, deliveryDay },
    lines: rows.slice(0, lines),
    lots: rows.slice(lines),
    limits,
    tax,
  };
}

/** What is asked and offered in a cell. A lot that nobody knows the place of reaches nobody, and is not among them. */
export function cellMarket({ cell, lines, lots, tax }: CellTexts): CellMarket {
  return marketOf(
    cell,
    lines.map(readDemand),
    lots.map(readSupply).filter(({ point }) => point !== null),
    tax,
  );
}

/**
 * The market of rows that were read, in their order. Costs are what is paid: a seller's VAT is in its price, and a line's
 * ceiling, written before tax, has the same VAT on it; a legal price caps both as it stands.
 */
export function marketOf(
  cell: Cell,
  lines: readonly OpenLine[],
  lots: readonly StockedLot[],
  tax: CellTax | undefined,
): CellMarket {
  const vat = vatShareOf(tax);
  const sellerIds = [...new Set(lots.map(({ sellerId }) => sellerId))];
  const rooms = roomsWithinWarehouses(lots);
  return {
    lines: lines.map((line) => demandLine(cell, line, vat, sellerIds)),
    lots: lots.map((lot, at) => supplyLot(cell, lot, vat, rooms[at] as bigint)),
  };
}

/** What registered sellers add to their prices; null where nothing is. */
function vatShareOf(tax: CellTax | undefined): VatShare | null {
  if (tax === undefined || tax.taxClass === "exempt") return null;
  const { rateBasisPoints, baseNumerator, baseDenominator } = tax.rule;
  return {
    numerator: BigInt(rateBasisPoints) * BigInt(baseNumerator),
    denominator: 10_000n * BigInt(baseDenominator),
  };
}

function demandLine(
  { commodityCode, deliveryDay }: Cell,
  line: OpenLine,
  vat: VatShare | null,
  sellerIds: readonly string[],
): DemandLine {
  const capped = (ceiling: bigint) => {
    const legal = line.legalRupiah;
    return milliRupiahPerBase(legal !== null && legal < ceiling ? legal : ceiling, line.basePerUnit);
  };
  return {
    lineId: line.lineId,
    orderId: line.orderId,
    buyerId: line.buyerId,
    ...(line.buyerKind === null ? {} : { buyerKind: line.buyerKind }),
    commodityCode,
    gradeRank: line.gradeRank,
    quantityBase: line.missingBase,
    deliveryDay,
    ceilingMilli: capped(line.ceilingRupiah),
    ceilingTaxedMilli: capped(vat === null ? line.ceilingRupiah : withShare(line.ceilingRupiah, vat)),
    legalMilli: line.legalRupiah === null ? null : milliRupiahPerBase(line.legalRupiah, line.basePerUnit),
    lat: line.latitude,
    lng: line.longitude,
    urgencyClass: line.urgencyClass,
    blockedSellerIds: blockedFor(line, sellerIds),
  };
}

/** Who refused the line; and where it has all the suppliers that its buyer takes, everybody who is none of them. */
function blockedFor({ refusedBy, servedBy, suppliersMax }: OpenLine, sellerIds: readonly string[]) {
  if (suppliersMax === null || servedBy.length < suppliersMax) return refusedBy;
  const served = new Set(servedBy);
  return [...refusedBy, ...sellerIds.filter((id) => !served.has(id))];
}

function supplyLot(
  { commodityCode }: Cell,
  lot: StockedLot,
  vatOfGoods: VatShare | null,
  dayRoomBase: bigint,
): SupplyLot {
  invariant(lot.point !== null, "only lots with a place are on the market");
  const vat = lot.isVatRegistered ? vatOfGoods : null;
  const paid = (priceRupiah: bigint) =>
    milliRupiahPerBase(vat === null ? priceRupiah : withShare(priceRupiah, vat), lot.basePerUnit);
  const inMilli = (list: TieredPrice) => ({
    priceMilli: paid(list.priceRupiah),
    tiers: list.tiers.map(({ fromBase, priceRupiah }) => ({ fromBase, priceMilli: paid(priceRupiah) })),
  });
  const priced = buyerKinds.filter((kind) => lot.kindPrices[kind] !== undefined);
  return {
    lotId: lot.lotId,
    listingId: lot.listingId,
    sellerId: lot.sellerId,
    commodityCode,
    gradeRank: lot.gradeRank,
    availableBase: lot.availableBase,
    dayRoomBase,
    availableFrom: lot.availableFrom,
    expiresOn: lot.expiresOn,
    radiusMetres: lot.radiusMetres,
    ...inMilli(priceListFor(lot, null)),
    ...(priced.length === 0
      ? {}
      : { kindLists: Object.fromEntries(priced.map((kind) => [kind, inMilli(priceListFor(lot, kind))])) }),
    ...(vat === null ? {} : { vat }),
    minOrderBase: lot.minOrderBase,
    lat: lot.point.latitude,
    lng: lot.point.longitude,
    orderBefore: lot.isInTime ? IN_TIME : TOO_LATE,
    isPreferred: lot.sellerKind === "koperasi",
  };
}
