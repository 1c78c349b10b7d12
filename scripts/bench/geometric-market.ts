import type { ArrangedMarket } from "#app/modules/matching/arrange.ts";
import { packIds } from "#app/modules/matching/id-column.ts";
import { seeded } from "#tests/support/markets.ts";

/**
 * One commodity on an island: kitchens gather in towns, koperasi are scattered over the land, every koperasi within
 * reach may serve. Quantities in grams with a long tail, one koperasi in fifty eight times as large as the others,
 * prices of Rp 12,000 to 17,000 a kilogram, freight by distance, three classes of urgency, ceilings that shut out the
 * dearest. The same seed, the same market.
 */
export type Island = {
  readonly seed: number;
  readonly lines: number;
  readonly offers: number;
  /** Pairs per line, on average, before the ceilings. */
  readonly degree: number;
  /** Supply over demand. */
  readonly supply: number;
};

type Place = { readonly x: number; readonly y: number };
type Kitchen = Place & { readonly urgency: number; readonly quantity: number; readonly ceiling: number };
type Lot = Place & { readonly quantity: number; readonly price: number };

const SIDE_KM = 1000;
const FREIGHT_MILLI_PER_KM = 12;

export function geometricMarket(
  island: Island,
): ArrangedMarket & { readonly kitchens: readonly Kitchen[]; readonly lots: readonly Lot[] } {
  const random = seeded(island.seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const anywhere = (): Place => ({ x: random() * SIDE_KM, y: (random() * SIDE_KM) / 4 });
  const towns = Array.from({ length: Math.ceil(island.lines / 120) }, anywhere);
  const inside = (at: number, most: number) => Math.min(most, Math.max(0, at));
  const nearTown = (): Place => {
    const town = towns[Math.floor(random() * towns.length)] as Place;
    return { x: inside(town.x + normal() * 12, SIDE_KM), y: inside(town.y + normal() * 12, SIDE_KM / 4) };
  };
  const kitchens: Kitchen[] = Array.from({ length: island.lines }, () => ({
    ...(random() < 0.7 ? nearTown() : anywhere()),
    urgency: Math.floor(random() * 3),
    quantity: 1000 * Math.ceil(120 * Math.exp(normal() * 0.6)),
    ceiling: 18_000 + Math.floor(random() * 4_000),
  }));
  const demand = kitchens.reduce((sum, kitchen) => sum + kitchen.quantity, 0);
  const shares = Array.from(
    { length: island.offers },
    () => Math.exp(normal() * 0.9) * (random() < 0.02 ? 8 : 1),
  );
  const shareSum = shares.reduce((sum, share) => sum + share, 0);
  const lots: Lot[] = shares.map((share) => ({
    ...anywhere(),
    quantity: 1000 * Math.max(1, Math.round((demand * island.supply * share) / shareSum / 1000)),
    price: 12_000 + Math.floor(random() * 5_000),
  }));
  const reach = Math.sqrt((island.degree * SIDE_KM * SIDE_KM) / 4 / island.offers / Math.PI);
  return { kitchens, lots, ...arranged(kitchens, lots, reach) };
}

function arranged(kitchens: readonly Kitchen[], lots: readonly Lot[], reach: number): ArrangedMarket {
  const nearby = lotsWithin(lots, reach);
  const start = new Int32Array(kitchens.length + 1);
  const arcs: number[] = [];
  let costMax = 0;
  for (const [line, kitchen] of kitchens.entries()) {
    for (const [offer, km] of nearby(kitchen)) {
      const cost = landed(lots[offer] as Lot, km);
      if (cost > kitchen.ceiling) continue;
      arcs.push(offer, cost);
      if (cost > costMax) costMax = cost;
    }
    start[line + 1] = arcs.length;
  }
  const named = (kind: string) => (_: unknown, at: number) => `${kind}-${String(at).padStart(7, "0")}`;
  return {
    classes: 3,
    lineIds: packIds(kitchens.map(named("line"))),
    offerIds: packIds(lots.map(named("lot"))),
    lineAt: Int32Array.from(kitchens.keys()),
    offerAt: Int32Array.from(lots.keys()),
    lineClass: Int32Array.from(kitchens, ({ urgency }) => urgency),
    lineQuantity: Float64Array.from(kitchens, ({ quantity }) => quantity),
    offerQuantity: Float64Array.from(lots, ({ quantity }) => quantity),
    start,
    arcs: Int32Array.from(arcs),
    idle: [],
    costMax,
  };
}

function landed({ price }: Lot, km: number): number {
  return price + Math.ceil(km * FREIGHT_MILLI_PER_KM);
}

function lotsWithin(lots: readonly Lot[], reach: number): (from: Place) => [number, number][] {
  const grid = new Map<number, number[]>();
  const key = (x: number, y: number) => Math.floor(x / reach) * 100_000 + Math.floor(y / reach);
  for (const [at, { x, y }] of lots.entries()) {
    const there = grid.get(key(x, y));
    if (there) there.push(at);
    else grid.set(key(x, y), [at]);
  }
  return (from) => {
    const found: [number, number][] = [];
    for (const dx of [-reach, 0, reach]) {
      for (const dy of [-reach, 0, reach]) {
        for (const at of grid.get(key(from.x + dx, from.y + dy)) ?? []) {
          const { x, y } = lots[at] as Lot;
          const km = Math.hypot(x - from.x, y - from.y);
          if (km <= reach) found.push([at, km]);
        }
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  };
}
