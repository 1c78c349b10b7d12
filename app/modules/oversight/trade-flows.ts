/**
 * What went from one city to another in some days: goods that were accepted at their destination, as they stand on the
 * papers. A way is everything from one city to another; a city also trades within itself, which is a row and no line.
 */
export type TradeCity = {
  readonly code: string;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
};

export type TradeFlow = {
  readonly fromCode: string;
  readonly toCode: string;
  readonly commodityCode: string;
  readonly goods: string;
  readonly isWeighed: boolean;
  /** Grams; of goods that are counted, pieces or millilitres. */
  readonly acceptedBase: bigint;
  readonly valueRupiah: bigint;
  readonly deliveries: number;
};

export const flowMeasures = ["weight", "value"] as const;
/** By what ways are as thick as they are: tonnes of what is weighed, or rupiah of everything. */
export type FlowMeasure = (typeof flowMeasures)[number];

export type TradeWay = {
  readonly fromCode: string;
  readonly toCode: string;
  /** Of what is weighed; goods that are counted have a value only. */
  readonly grams: bigint;
  readonly valueRupiah: bigint;
  readonly deliveries: number;
  /** By name. */
  readonly goods: readonly string[];
};

const measureOf = (way: TradeWay, measure: FlowMeasure) =>
  measure === "weight" ? way.grams : way.valueRupiah;

/** One way for each pair of cities, the heaviest first; of equals the one whose cities come earlier by code. */
export function tradeWays(flows: readonly TradeFlow[], measure: FlowMeasure): TradeWay[] {
  const ways = new Map<string, TradeWay>();
  for (const flow of flows) {
    const key = `${flow.fromCode} ${flow.toCode}`;
    const before = ways.get(key);
    ways.set(key, {
      fromCode: flow.fromCode,
      toCode: flow.toCode,
      grams: (before?.grams ?? 0n) + (flow.isWeighed ? flow.acceptedBase : 0n),
      valueRupiah: (before?.valueRupiah ?? 0n) + flow.valueRupiah,
      deliveries: (before?.deliveries ?? 0) + flow.deliveries,
      goods: [...new Set([...(before?.goods ?? []), flow.goods])].sort(),
    });
  }
  return [...ways].sort((a, b) => heavierFirst(a, b, measure)).map(([, way]) => way);
}

function heavierFirst(
  [keyA, a]: readonly [string, TradeWay],
  [keyB, b]: readonly [string, TradeWay],
  measure: FlowMeasure,
): number {
  const difference = measureOf(b, measure) - measureOf(a, measure);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return keyA < keyB ? -1 : 1;
}

/** More lines than these nobody follows on a phone. */
export const WAYS_DRAWN_MAX = 12;

export type DrawnWays = {
  /** The cities on the map with their marks, in the order in which the ways name them. */
  readonly marks: ReadonlyMap<string, string>;
  /** Between two known places, with what they are of the heaviest, between 0 and 1. */
  readonly ways: readonly { readonly from: string; readonly to: string; readonly weight: number }[];
  /** Ways between two cities that are not drawn: too light, or to or from a city that stands nowhere on the map. */
  readonly left: number;
};

/** The heaviest ways between cities whose places are known, and a number for each city on them. */
export function drawnWays(
  ways: readonly TradeWay[],
  cities: readonly TradeCity[],
  measure: FlowMeasure,
): DrawnWays {
  const placed = new Set(
    cities.filter((city) => city.latitude !== null && city.longitude !== null).map((city) => city.code),
  );
  const between = ways.filter((way) => way.fromCode !== way.toCode && measureOf(way, measure) > 0n);
  const shown = between
    .filter((way) => placed.has(way.fromCode) && placed.has(way.toCode))
    .slice(0, WAYS_DRAWN_MAX);
  const heaviest = shown[0] ? measureOf(shown[0], measure) : 1n;
  const codes = [...new Set(shown.flatMap((way) => [way.fromCode, way.toCode]))];
  return {
    marks: new Map(codes.map((code, at) => [code, `${at + 1}`])),
    ways: shown.map((way) => ({
      from: way.fromCode,
      to: way.toCode,
      weight: Number((measureOf(way, measure) * 1000n) / heaviest) / 1000,
    })),
    left: between.length - shown.length,
  };
}
