/** An open line of a cell, with what is needed to match it and to offer for it. */
export type OpenLine = {
  readonly lineId: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly cityCode: string;
  readonly gradeRank: number;
  readonly missingBase: bigint;
  readonly ceilingRupiah: bigint;
  readonly basePerUnit: bigint;
  readonly urgencyClass: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly version: number;
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
];

/** Reads one of the lines that `demandTexts` streamed. */
export function readDemand(text: string): OpenLine {
  const [lineId, orderId, buyerId, cityCode, gradeRank, missing, ceiling, perUnit, urgencyClass, ...rest] =
    JSON.parse(text) as DemandRow;
  const [latitude, longitude, version, refusedBy] = rest;
  return {
    ...{ lineId, orderId, buyerId, cityCode, gradeRank, urgencyClass },
    ...{ latitude, longitude, version, refusedBy },
    missingBase: BigInt(missing),
    ceilingRupiah: BigInt(ceiling),
    basePerUnit: BigInt(perUnit),
  };
}
