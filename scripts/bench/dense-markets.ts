import { arcStore, refuseUnlessExact, type Transport } from "#app/modules/matching/simplex/transport.ts";
import { seeded } from "#tests/support/markets.ts";

/** A market as the solver takes it, with a name for the table of figures. */
export type NamedTransport = { readonly name: string; readonly transport: Transport };

type Shape = {
  readonly lines: number;
  readonly offers: number;
  /** Pairs per line; every pair of the market where it is Infinity. */
  readonly degree: number;
  readonly demand?: (random: () => number) => number;
  readonly capacity?: (random: () => number) => number;
  /** Supply over demand, when capacities are to be scaled to it. */
  readonly supply?: number;
  readonly cost?: (near: number, random: () => number) => number;
};

const SIDE_KM = 400;
const FREIGHT_PER_KM = 12;
const PRICE = 12_000;

function tail(random: () => number, width: number): number {
  return Math.exp(width * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

/**
 * Kitchens and koperasi scattered over a square, each line paired with everything in the radius that gives it the
 * wanted degree; three classes of urgency. The same seed, the same market.
 */
function scattered(seed: number, shape: Shape): Transport {
  const random = seeded(seed);
  const { lines, offers, supply = 1.25 } = shape;
  const places = (count: number) => Float64Array.from({ length: count * 2 }, () => random() * SIDE_KM);
  const linePlace = places(lines);
  const offerPlace = places(offers);
  const demand = Float64Array.from({ length: lines }, () =>
    shape.demand ? shape.demand(random) : Math.round(50_000 * tail(random, 0.5)),
  );
  const weight = Array.from({ length: offers }, () => tail(random, 1) * (random() < 0.02 ? 8 : 1));
  const scale = (supply * demand.reduce((a, b) => a + b, 0)) / weight.reduce((a, b) => a + b, 0);
  const capacity = Float64Array.from(weight, (share) =>
    shape.capacity ? shape.capacity(random) : Math.max(1, Math.round(share * scale)),
  );
  const price = Array.from({ length: offers }, () => Math.round(PRICE * (0.85 + 0.3 * random())));
  const radius = SIDE_KM * Math.sqrt(shape.degree / offers / Math.PI);
  const costOf = shape.cost ?? ((near: number, _random: () => number) => Math.round(near * FREIGHT_PER_KM));
  const rows = Array.from({ length: lines }, (_, line) => {
    const row: number[] = [];
    for (let offer = 0; offer < offers; offer++) {
      const near = Math.hypot(
        (linePlace[2 * line] as number) - (offerPlace[2 * offer] as number),
        (linePlace[2 * line + 1] as number) - (offerPlace[2 * offer + 1] as number),
      );
      if (near > radius) continue;
      row.push(lines + offer, costOf(near, random) + (shape.cost ? 0 : (price[offer] as number)));
    }
    return Int32Array.from(row);
  });
  return transportOf(demand, capacity, rows, () => 1 + Math.floor(random() * 3));
}

function transportOf(
  demand: Float64Array,
  capacity: Float64Array,
  rows: readonly Int32Array[],
  level: () => number,
): Transport {
  let costMax = 0;
  const start = new Int32Array(rows.length + 1);
  for (const [line, row] of rows.entries()) {
    start[line + 1] = (start[line] as number) + row.length;
    for (let at = 1; at < row.length; at += 2) costMax = Math.max(costMax, row[at] as number);
  }
  const arcs = arcStore(start[rows.length] as number, costMax);
  for (const [line, row] of rows.entries()) arcs.set(row, start[line]);
  const step = 2 * Math.min(demand.length, capacity.length) * costMax + 1;
  const valueMax = 4 * step;
  refuseUnlessExact(valueMax);
  return {
    lineCount: demand.length,
    offerCount: capacity.length,
    demand,
    capacity,
    columns: { start, arcs },
    unfilledCost: Float64Array.from(demand, () => level() * step),
    valueMax,
  };
}

/** Markets of rising size as evenings bring them. */
export function everydayMarkets(seed: number): NamedTransport[] {
  const sizes: [string, number, number, number][] = [
    ["20 k arcs", 900, 1_000, 21],
    ["150 k arcs", 2_500, 2_700, 60],
    ["380 k arcs", 4_000, 4_300, 95],
    ["1.2 M arcs", 7_000, 7_500, 170],
    ["5.3 M arcs", 12_000, 13_000, 440],
    ["13 M arcs", 20_000, 21_000, 650],
  ];
  return sizes.map(([name, lines, offers, degree]) => ({
    name,
    transport: scattered(seed, { lines, offers, degree }),
  }));
}

/** Markets that are hard on purpose: ties everywhere, unit quantities, one seller for all, nothing but shortage. */
export function hardMarkets(seed: number): NamedTransport[] {
  const everyPair = Number.POSITIVE_INFINITY;
  return [
    {
      name: "all costs equal",
      transport: scattered(seed, { lines: 2_000, offers: 2_200, degree: 100, cost: () => 1_000 }),
    },
    {
      name: "one unit each",
      transport: scattered(seed, {
        lines: 600,
        offers: 600,
        degree: everyPair,
        demand: () => 1,
        capacity: () => 1,
        cost: (_near, random) => Math.floor(random() * 10_000),
      }),
    },
    {
      name: "one seller, 20,000 lines",
      transport: scattered(seed, { lines: 20_000, offers: 1, degree: everyPair, supply: 0.6 }),
    },
    {
      name: "shortage everywhere",
      transport: scattered(seed, { lines: 4_000, offers: 3_000, degree: 60, supply: 0.3 }),
    },
    {
      name: "random costs, dense",
      transport: scattered(seed, {
        lines: 800,
        offers: 900,
        degree: everyPair,
        cost: (_near, random) => Math.floor(random() * 1_000_000),
      }),
    },
  ];
}
