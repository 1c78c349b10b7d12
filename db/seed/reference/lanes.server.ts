import type { TransactionSql } from "postgres";
import { fixedId } from "./fixed-id.ts";
import type { ReferencePart } from "./reference-part.ts";

const VALID_FROM = "2026-01-01";
/** A six-wheel truck of five tonnes at about Rp 5.250 a kilometre; a short trip still costs a day of truck and driver. */
const RUPIAH_PER_TONNE_KM = 1_050;
const RUPIAH_PER_TONNE_MIN = 100_000;

type Road = readonly [from: string, to: string, kilometres: number];
type Sea = readonly [from: string, to: string, kilometres: number, days: number, rupiahPerTonne: number];

/** Distances by road between the cities of the first markets and those they send to. */
const roads: readonly Road[] = [
  ["35.72", "35.71", 46],
  ["35.72", "35.73", 69],
  ["35.72", "35.76", 98],
  ["35.72", "35.78", 148],
  ["35.72", "35.74", 159],
  ["35.72", "33.72", 206],
  ["35.72", "32.76", 810],
  ["35.72", "32.75", 800],
  ["35.72", "31.71", 810],
  ["35.71", "35.76", 78],
  ["35.71", "35.73", 92],
  ["35.73", "35.74", 90],
  ["35.73", "35.78", 106],
  ["35.76", "35.78", 55],
];

/** By truck to Surabaya, then in a 20-foot container of about 18 tonnes. */
const seas: readonly Sea[] = [
  ["35.72", "64.72", 900, 6, 700_000],
  ["35.72", "62.71", 700, 6, 820_000],
  ["35.78", "64.72", 750, 5, 520_000],
  ["35.78", "62.71", 550, 5, 640_000],
];

const SOURCE_ROAD =
  "Perkiraan rencana 2026: Rp 3 juta per 5.040 kg Blitar–Jakarta (2020) dan kenaikan tarif truk";
const SOURCE_SEA = "Perkiraan rencana 2026: peti kemas 20 kaki dari Surabaya, perlu diperiksa";

function roadFreight(kilometres: number): number {
  return Math.max(RUPIAH_PER_TONNE_MIN, Math.ceil((kilometres * RUPIAH_PER_TONNE_KM) / 1_000) * 1_000);
}

function laneRow(
  from: string,
  to: string,
  kilometres: number,
  days: number,
  freight: number,
  source: string,
) {
  return {
    id: fixedId("lane", `${from}>${to}@${VALID_FROM}`),
    from_region_code: from,
    to_region_code: to,
    distance_metres: kilometres * 1_000,
    transit_days: days,
    freight_rupiah_per_tonne: freight,
    valid_from: VALID_FROM,
    source,
  };
}

async function load(tx: TransactionSql): Promise<void> {
  const oneWay = [
    ...roads.map(([from, to, km]) =>
      laneRow(from, to, km, km > 400 ? 2 : km > 200 ? 1 : 0, roadFreight(km), SOURCE_ROAD),
    ),
    ...seas.map(([from, to, km, days, freight]) => laneRow(from, to, km, days, freight, SOURCE_SEA)),
  ];
  const both = oneWay.flatMap((lane) => [
    lane,
    laneRow(
      lane.to_region_code,
      lane.from_region_code,
      lane.distance_metres / 1_000,
      lane.transit_days,
      lane.freight_rupiah_per_tonne,
      lane.source,
    ),
  ]);
  // A row that is there already stays as it was written: a wrong one is corrected by another.
  await tx`
    insert into lanes ${tx(both)}
    on conflict do nothing`;
}

/** Roads and sea lanes with what they cost, in both directions. */
export const lanesPart: ReferencePart = { table: "lanes", version: "2026-07 / 1", load };
