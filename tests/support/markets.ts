import type { MatchInstance, MatchPair } from "#app/modules/matching/instance.ts";

/** A repeatable stream of numbers in [0, 1): Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export type MarketSize = {
  readonly lines: number;
  readonly offers: number;
  /** How many of the nearest offers each line may buy from. */
  readonly degree: number;
  /** Supply over demand; 1.1 when absent. */
  readonly supply?: number;
};

/**
 * A market of kitchens and koperasi scattered over a square of 200 km: three classes of urgency, quantities in grams
 * with a long tail, prices of Rp 12,000 to 17,000 a kilogram and freight by distance. The same seed, the same market.
 */
export function randomMarket(
  seed: number,
  { lines, offers, degree, supply = 1.1 }: MarketSize,
): MatchInstance {
  const random = seeded(seed);
  const spread = () =>
    Math.exp(Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()) * 0.8);
  const place = () => ({ x: random() * 200, y: random() * 200 });
  const lineList = Array.from({ length: lines }, (_, at) => ({
    id: `line-${String(at).padStart(7, "0")}`,
    class: Math.floor(random() * 3),
    quantity: 1000 * Math.ceil(120 * spread()),
    ...place(),
  }));
  const demand = lineList.reduce((sum, line) => sum + line.quantity, 0);
  const shares = Array.from({ length: offers }, spread);
  const shareSum = shares.reduce((sum, share) => sum + share, 0);
  const offerList = shares.map((share, at) => ({
    id: `lot-${String(at).padStart(7, "0")}`,
    quantity: 1000 * Math.max(1, Math.round((demand * supply * share) / shareSum / 1000)),
    price: 12_000 + Math.floor(random() * 5_000),
    ...place(),
  }));
  const nearest = nearestOf(offerList);
  const pairs: MatchPair[] = [];
  for (const [line, asked] of lineList.entries()) {
    for (const { at, distance } of nearest(asked, degree)) {
      pairs.push([line, at, (offerList[at]?.price ?? 0) + Math.ceil(distance * 25)]);
    }
  }
  return {
    format: "lumbung-match/1",
    classes: 3,
    lines: lineList.map(({ id, class: urgency, quantity }) => ({ id, class: urgency, quantity })),
    offers: offerList.map(({ id, quantity }) => ({ id, quantity })),
    pairs,
  };
}

type Place = { readonly x: number; readonly y: number };

/** Rings of grid cells around a place until enough neighbours are certain to be the nearest. */
function nearestOf(places: readonly Place[]) {
  const cell = Math.max(1, 200 / Math.sqrt(places.length / 4));
  const grid = new Map<string, number[]>();
  for (const [at, { x, y }] of places.entries()) {
    const key = `${Math.floor(x / cell)},${Math.floor(y / cell)}`;
    const there = grid.get(key);
    if (there) there.push(at);
    else grid.set(key, [at]);
  }
  return (from: Place, wanted: number) => {
    const found: { at: number; distance: number }[] = [];
    const column = Math.floor(from.x / cell);
    const row = Math.floor(from.y / cell);
    const rings = Math.ceil(200 / cell) + 1;
    for (let ring = 0; ring <= rings; ring++) {
      for (let dx = -ring; dx <= ring; dx++) {
        const step = Math.abs(dx) === ring ? 1 : Math.max(1, 2 * ring);
        for (let dy = -ring; dy <= ring; dy += step) {
          for (const at of grid.get(`${column + dx},${row + dy}`) ?? []) {
            const place = places[at] as Place;
            found.push({ at, distance: Math.hypot(place.x - from.x, place.y - from.y) });
          }
        }
      }
      const certain = found.filter(({ distance }) => distance <= ring * cell).length;
      if (certain >= wanted) break;
    }
    return found.sort((a, b) => a.distance - b.distance || a.at - b.at).slice(0, wanted);
  };
}
