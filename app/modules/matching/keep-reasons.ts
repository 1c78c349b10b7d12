import { invariant } from "#app/kernel/errors.ts";
import type { SupplyLot as StockedLot } from "../catalogue/supply-row.ts";
import { roomsWithinWarehouses } from "../catalogue/within-warehouses.ts";
import type { CellAnswer } from "./cell-answer.ts";
import type { OpenLine } from "./demand-row.ts";
import { Explainer } from "./explain.ts";
import { exclusionReasons } from "./market.ts";
import { type LineReason, type LotFacts, type LotReason, packReasons } from "./reason-page.ts";
import type { CellRows } from "./rows.ts";

/** One page of reasons, with what has to be found without opening it. */
export type KeptReasons = {
  readonly kind: "lines" | "lots";
  /** Whom the page speaks of, in its order, and the shortage that each is part of. */
  readonly subjectIds: readonly string[];
  readonly zones: readonly (number | null)[];
  readonly bytes: Uint8Array;
};

const REASONS_PER_PAGE = 200;

/** Why every line and every lot of a cell got what it got, a page for every few hundred of them, in the order of the rows. */
export function keepReasons(
  rows: CellRows,
  answer: CellAnswer,
  lines: readonly OpenLine[],
  lots: readonly StockedLot[],
): KeptReasons[] {
  const explainer = new Explainer(rows, answer);
  const lotById = new Map(lots.map((lot) => [lot.lotId, lot]));
  const ofLines = pages(lines, (some, from) => {
    const told = some.map(({ lineId }, at): [string, LineReason] => [
      lineId,
      { ...explainer.line(from + at), excluded: excludedAt(answer, from + at), ...kindOf(some[at]) },
    ]);
    return keptPage("lines", told, namedLots(told, lotById));
  });
  const rooms = roomsWithinWarehouses(lots);
  const ofLots = pages(lots, (some, from) => {
    const told = some.map((lot, at): [string, LotReason] => {
      const { sellerId, ...facts } = factsOf(lot);
      const { soldTo, ...because } = explainer.lot(from + at);
      return [lot.lotId, { ...because, ...facts, ...heldBy(rooms[from + at] as bigint, lot) }];
    });
    return keptPage("lots", told, {});
  });
  return [...ofLines, ...ofLots];
}

/** What its warehouse left of a listing, where that was less than what it could send itself. */
function heldBy(roomBase: bigint, lot: StockedLot): Pick<LotReason, "warehouseBase"> {
  return roomBase < lot.roomBase ? { warehouseBase: roomBase.toString() } : {};
}

function keptPage(
  kind: KeptReasons["kind"],
  told: readonly [string, LineReason | LotReason][],
  lots: Readonly<Record<string, LotFacts>>,
): KeptReasons {
  return {
    kind,
    subjectIds: told.map(([id]) => id),
    zones: told.map(([, { zone }]) => zone),
    bytes: packReasons({ lots, told }),
  };
}

function excludedAt({ excluded }: CellAnswer, row: number): LineReason["excluded"] {
  return Object.fromEntries(
    exclusionReasons.map((reason, at) => [reason, excluded[row * exclusionReasons.length + at]]),
  );
}

/** The sellers and prices that the lots of these explanations stood for. */
function namedLots(
  told: readonly [string, LineReason][],
  lotById: ReadonlyMap<string, StockedLot>,
): Record<string, LotFacts> {
  const named = new Set<string>();
  for (const [, { parts, alternatives, cheaperButTaken }] of told)
    for (const list of [parts, alternatives, cheaperButTaken]) for (const { offer } of list) named.add(offer);
  return Object.fromEntries(
    Array.from(named, (lotId) => {
      const lot = lotById.get(lotId);
      invariant(lot, "an explanation names a lot of its market");
      return [lotId, factsOf(lot)];
    }),
  );
}

function kindOf(line: OpenLine | undefined): Pick<LineReason, "buyerKind"> {
  return line === undefined || line.buyerKind === null ? {} : { buyerKind: line.buyerKind };
}

function factsOf(lot: StockedLot): LotFacts {
  const { sellerId, priceRupiah, tiers, unit, basePerUnit } = lot;
  const byKind = Object.entries(lot.kindPrices).map(([kind, price]) => [kind, price.toString()]);
  const facts = {
    ...{ sellerId, priceRupiah: priceRupiah.toString(), unit, basePerUnit: basePerUnit.toString() },
    ...(byKind.length === 0 ? {} : { kindPrices: Object.fromEntries(byKind) as Record<string, string> }),
  };
  if (tiers.length === 0) return facts;
  const steps = tiers.map((tier) => ({
    fromBase: tier.fromBase.toString(),
    priceRupiah: tier.priceRupiah.toString(),
  }));
  return { ...facts, tiers: steps };
}

function pages<Row, Page>(rows: readonly Row[], write: (some: readonly Row[], from: number) => Page): Page[] {
  const written: Page[] = [];
  for (let from = 0; from < rows.length; from += REASONS_PER_PAGE)
    written.push(write(rows.slice(from, from + REASONS_PER_PAGE), from));
  return written;
}
