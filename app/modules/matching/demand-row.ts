import type { OrganisationKind } from "#app/kernel/call.ts";

/** An open line of a cell, with what is needed to match it and to offer for it. */
export type OpenLine = {
  readonly lineId: string;
  readonly orderId: string;
  readonly buyerId: string;
  /** Whose price of a listing it pays; null in rows of before such prices. */
  readonly buyerKind: OrganisationKind | null;
  readonly cityCode: string;
  readonly gradeRank: number;
  readonly missingBase: bigint;
  /** Before tax, as the buyer wrote it. */
  readonly ceilingRupiah: bigint;
  /** The legal price that caps what is paid, tax included; null where there is none, or the buyer wrote down why it pays more. */
  readonly legalRupiah: bigint | null;
  readonly basePerUnit: bigint;
  readonly urgencyClass: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly version: number;
  /** From how many suppliers the buyer takes the line at the most; null where it set no limit. */
  readonly suppliersMax: number | null;
  /** Sellers that have promised a part of it. */
  readonly servedBy: readonly string[];
  /** Sellers that declined or let lapse an offer for this line. */
  readonly refusedBy: readonly string[];
};

/** A line as the database writes it into one line of JSON; `demand-reads` keeps the order of these. */
type DemandRow = readonly [
  lineId: string,
  orderId: string,
  buyerId: string,
  cityCode: string,
  gradeRank: number,
  missingBase: string,
  ceilingRupiah: string,
  basePerUnit: string,
  urgencyClass: number,
  latitude: number,
  longitude: number,
  version: number,
  refusedBy: readonly string[],
  // Rows that were kept earlier end here: no legal price and no limit of the buyer's own took part.
  legalRupiah?: string | null,
  suppliersMax?: number | null,
  servedBy?: readonly string[],
  // Or here: everybody paid the same.
  buyerKind?: OrganisationKind,
];

/** Reads one of the lines that `demandTexts` streamed. */
export function readDemand(text: string): OpenLine {
  const [lineId, orderId, buyerId, cityCode, gradeRank, missing, ceiling, perUnit, urgencyClass, ...rest] =
    JSON.parse(text) as DemandRow;
  const [latitude, longitude, version, refusedBy, legal = null, suppliersMax = null, servedBy = [], kind] =
    rest;
  return {
    ...{ lineId, orderId, buyerId, cityCode, gradeRank, urgencyClass },
    ...{ latitude, longitude, version, refusedBy, suppliersMax, servedBy },
    buyerKind: kind ?? null,
    legalRupiah: legal === null ? null : BigInt(legal),
    missingBase: BigInt(missing),
    ceilingRupiah: BigInt(ceiling),
    basePerUnit: BigInt(perUnit),
  };
}
