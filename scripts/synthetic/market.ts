import { freightMilliPer1000Km, type VehicleClass } from "#app/modules/matching/freight.ts";
import type { IdColumn } from "#app/modules/matching/id-column.ts";
import type { CellRules } from "#app/modules/matching/market.ts";
import type { CellRows, LineRows, LotRows } from "#app/modules/matching/rows.ts";
import { type SyntheticCommodity, syntheticCommodities } from "./commodities.ts";
import { kabupaten } from "./kabupaten.ts";
import { type Household, settle } from "./places.ts";
import { Lottery, Random } from "./random.ts";

type Size = {
  readonly kitchens: number;
  readonly linesEach: number;
  readonly koperasi: number;
  readonly lotsEach: number;
  readonly commodities: number;
  /** Prefixes of the codes of the kabupaten it lies in. */
  readonly where: readonly string[];
};

/** From a table on a desk to the whole country on one night. */
export const scales = {
  small: {
    kitchens: 12,
    linesEach: 8,
    koperasi: 30,
    lotsEach: 4,
    commodities: 12,
    where: ["35.71", "35.06"],
  },
  city: {
    ...{ kitchens: 120, linesEach: 25, koperasi: 460, lotsEach: 10, commodities: 60 },
    where: ["35.71", "35.72", "35.03", "35.04", "35.05", "35.06", "35.17", "35.18"],
  },
  province: { kitchens: 1_600, linesEach: 25, koperasi: 6_000, lotsEach: 10, commodities: 60, where: ["35"] },
  nation: { kitchens: 30_000, linesEach: 25, koperasi: 80_000, lotsEach: 10, commodities: 60, where: [""] },
} as const satisfies Record<string, Size>;
export type Scale = keyof typeof scales;

export type MarketWish = {
  /** Any text. */
  readonly seed: string;
  readonly scale: Scale;
  /** Factor on every delivery radius. */
  readonly radius: number;
};

// 3 June 2026; the night before its deliveries.
const FIRST_DAY = 20_607;
const DAYS = 3;
const NOW = (FIRST_DAY - 1) * 86_400_000;
const SUPPLY_PER_DEMAND = 1.25;

export const syntheticRules: CellRules = { now: new Date(NOW), preferenceMilli: 1 };

/**
 * A synthetic market: school kitchens where people live, koperasi where villages are, each kabupaten good at some
 * things, sizes with a long tail, prices and ceilings around a base. The same wish gives the same market everywhere.
 */
export function syntheticMarket({ seed, scale, radius }: MarketWish): CellRows {
  const size: Size = scales[scale];
  const areas = kabupaten.filter(({ code }) => size.where.some((prefix) => code.startsWith(prefix)));
  const commodities = syntheticCommodities.slice(0, size.commodities);
  const kitchens = settle(new Random(seed, "kitchens"), areas, size.kitchens, "people");
  const koperasi = settle(new Random(seed, "koperasi"), areas, size.koperasi, "villages");
  const lines = layLines(new Random(seed, "lines"), size, commodities, kitchens, koperasi);
  const wanted = new Float64Array(commodities.length);
  for (const [at, commodity] of lines.commodity.entries())
    wanted[commodity] = (wanted[commodity] as number) + (lines.quantity[at] as number);
  const goods = new Goods(seed, areas.length, commodities);
  return { lines, lots: layLots(new Random(seed, "lots"), size, goods, koperasi, wanted, radius) };
}

// Kitchens are organisations 0, 1, 2 …; koperasi come after every possible kitchen.
const FIRST_SELLER = 1_000_000;

function layLines(
  random: Random,
  size: Size,
  commodities: readonly SyntheticCommodity[],
  kitchens: readonly Household[],
  koperasi: readonly Household[],
): LineRows {
  const count = size.kitchens * size.linesEach;
  const int = () => new Int32Array(new SharedArrayBuffer(4 * count));
  const number = () => new Float64Array(new SharedArrayBuffer(8 * count));
  const rows = {
    ...{ buyer: int(), priceList: int(), commodity: int(), gradeRank: int(), day: int() },
    ...{ urgency: int(), licences: int() },
    ...{ quantity: number(), ceiling: number(), latitude: number(), longitude: number() },
  };
  const blocked: number[] = [];
  const blockedStart = new Int32Array(new SharedArrayBuffer(4 * (count + 1)));
  let at = 0;
  for (const [kitchen, home] of kitchens.entries()) {
    const portions = random.spread(0.35);
    const urgency = new Lottery([0.1, 0.3, 0.6]).draw(random);
    for (const commodity of menuOf(random, commodities, size.linesEach)) {
      const { price, line, licence } = commodities[commodity] as SyntheticCommodity;
      rows.buyer[at] = kitchen;
      rows.commodity[at] = commodity;
      rows.gradeRank[at] = GRADES_ASKED.draw(random);
      rows.day[at] = FIRST_DAY + random.below(DAYS);
      rows.urgency[at] = urgency;
      rows.licences[at] = licence;
      rows.quantity[at] = 1_000 * Math.max(1, Math.round(line * portions * random.spread(0.25)));
      rows.ceiling[at] = 50 * Math.round((price * random.between(1.28, 1.48)) / 50);
      rows.latitude[at] = home.latitude;
      rows.longitude[at] = home.longitude;
      if (random.next() < 0.01) blocked.push(FIRST_SELLER + random.below(koperasi.length));
      blockedStart[++at] = blocked.length;
    }
  }
  const shared = new Int32Array(new SharedArrayBuffer(4 * blocked.length));
  shared.set(blocked);
  // Nobody adds VAT to this market, so there is one ceiling to a line.
  const ceilingTaxed = rows.ceiling;
  return { id: numberedIds("line", count), ...rows, ceilingTaxed, blockedStart, blocked: shared };
}

const GRADES_ASKED = new Lottery([0.15, 0.55, 0.3]);
const GRADES_OFFERED = new Lottery([0.35, 0.45, 0.2]);

/** Different commodities, the usual ones more often. */
function menuOf(random: Random, commodities: readonly SyntheticCommodity[], count: number): number[] {
  const keys = commodities.map(({ weight }, at) => ({ at, key: -Math.log(1 - random.next()) / weight }));
  return keys
    .sort((a, b) => a.key - b.key || a.at - b.at)
    .slice(0, count)
    .map(({ at }) => at);
}

/** What each kabupaten is good at, and at what prices. */
class Goods {
  private readonly lotteries: readonly Lottery[];
  private readonly level: readonly Float64Array[];

  constructor(
    seed: string,
    areas: number,
    readonly commodities: readonly SyntheticCommodity[],
  ) {
    const random = new Random(seed, "goods");
    const all = Array.from({ length: areas }, () => {
      const special = new Set(menuOf(random, commodities, Math.ceil(commodities.length / 6)));
      return commodities.map(({ weight }, at) => weight * (special.has(at) ? 9 : 1));
    });
    this.lotteries = all.map((weights) => new Lottery(weights));
    this.level = all.map((weights) =>
      Float64Array.from(weights, (weight, at) => {
        const isSpecial = weight > (commodities[at]?.weight ?? 0);
        return random.spread(0.05) * (isSpecial ? 0.96 : 1.02);
      }),
    );
  }

  draw(random: Random, area: number): number {
    return (this.lotteries[area] as Lottery).draw(random);
  }

  /** Rupiah per kilogram as this kabupaten sells it. */
  price(area: number, commodity: number): number {
    return (this.commodities[commodity]?.price ?? 0) * (this.level[area]?.[commodity] ?? 1);
  }
}

const VEHICLES: readonly VehicleClass[] = ["motorcycle", "pickup", "truck"];
const VEHICLES_USED = new Lottery([0.25, 0.55, 0.2]);

function layLots(
  random: Random,
  size: Size,
  goods: Goods,
  koperasi: readonly Household[],
  wanted: Float64Array,
  radius: number,
): LotRows {
  const count = size.koperasi * size.lotsEach;
  const rows = bareLots(count);
  const tierFrom: number[] = [];
  const tierPrice: number[] = [];
  const offered = new Float64Array(wanted.length);
  let at = 0;
  for (const [seller, home] of koperasi.entries()) {
    const means = random.spread(0.6) * (random.next() < 0.02 ? 8 : 1);
    const vehicle = freightMilliPer1000Km(VEHICLES[VEHICLES_USED.draw(random)] as VehicleClass);
    const reach = random.next();
    const isVerified = random.next() < 0.98;
    const isLicensed = random.next() < 0.85;
    const isLate = random.next() < 0.02;
    for (let lot = 0; lot < size.lotsEach; lot++, at++) {
      const code = goods.draw(random, home.area);
      const commodity = goods.commodities[code] as SyntheticCommodity;
      rows.seller[at] = FIRST_SELLER + seller;
      rows.listing[at] = at;
      rows.commodity[at] = code;
      rows.gradeRank[at] = GRADES_OFFERED.draw(random);
      rows.available[at] = means * random.spread(0.8) * commodity.line;
      offered[code] = (offered[code] as number) + (rows.available[at] as number);
      rows.dayRoom[at] = Number.POSITIVE_INFINITY;
      const from = FIRST_DAY + random.below(commodity.isPerishable ? DAYS : 2);
      rows.fromDay[at] = from;
      rows.untilDay[at] = commodity.isPerishable ? from : from + 30;
      const [least, most, limit] = commodity.reach;
      rows.radius[at] = Math.round(1_000 * Math.min(limit, radius * (least + (most - least) * reach)));
      const price = 50 * Math.round((goods.price(home.area, code) * random.spread(0.05)) / 50);
      tierFrom.push(0);
      tierPrice.push(price);
      if (random.next() < 0.3) {
        tierFrom.push(100_000);
        tierPrice.push(50 * Math.round((price * 0.97) / 50));
      }
      rows.tierStart[at + 1] = tierFrom.length;
      rows.minOrder[at] = random.next() < 0.1 ? 5_000 * (1 + random.below(4)) : 0;
      rows.latitude[at] = home.latitude;
      rows.longitude[at] = home.longitude;
      rows.orderBefore[at] = NOW + (isLate ? -1 : 1) * 3_600_000;
      rows.freight[at] = vehicle;
      rows.preferred[at] = random.next() < 0.9 ? 1 : 0;
      rows.verified[at] = isVerified ? 1 : 0;
      rows.licences[at] = isLicensed ? 1 : 0;
    }
  }
  scaleSupply(rows, wanted, offered);
  return { id: numberedIds("lot", count), ...rows, tierFrom: shared(tierFrom), tierPrice: shared(tierPrice) };
}

function bareLots(count: number): Omit<LotRows, "id" | "tierFrom" | "tierPrice"> {
  const int = (length = count) => new Int32Array(new SharedArrayBuffer(4 * length));
  const number = () => new Float64Array(new SharedArrayBuffer(8 * count));
  const flag = () => new Uint8Array(new SharedArrayBuffer(count));
  return {
    ...{ seller: int(), listing: int(), commodity: int(), gradeRank: int(), tierStart: int(count + 1) },
    priceLists: 1,
    ...{ available: number(), dayRoom: number(), fromDay: int(), untilDay: int(), radius: number() },
    ...{
      minOrder: number(),
      latitude: number(),
      longitude: number(),
      orderBefore: number(),
      freight: number(),
    },
    ...{ preferred: flag(), taxed: flag(), verified: flag(), licences: int() },
  };
}

function shared(values: readonly number[]): Float64Array {
  const column = new Float64Array(new SharedArrayBuffer(8 * values.length));
  column.set(values);
  return column;
}

/** Makes the supply of every commodity the same multiple of its demand, in whole kilograms. */
function scaleSupply(
  { commodity, available }: Pick<LotRows, "commodity" | "available">,
  wanted: Float64Array,
  offered: Float64Array,
): void {
  for (const [at, code] of commodity.entries()) {
    const factor = (SUPPLY_PER_DEMAND * (wanted[code] as number)) / (offered[code] as number) / 1_000;
    available[at] = 1_000 * Math.max(1, Math.round((available[at] as number) * factor));
  }
}

const DIGITS = 7;

/** Ids as `line-0000001`, in order. */
function numberedIds(prefix: string, count: number): IdColumn {
  const length = prefix.length + 1 + DIGITS;
  const bytes = new Uint8Array(new SharedArrayBuffer(length * count));
  const start = new Int32Array(new SharedArrayBuffer(4 * (count + 1)));
  const head = new TextEncoder().encode(`${prefix}-`);
  for (let at = 0; at < count; at++) {
    bytes.set(head, at * length);
    let rest = at + 1;
    for (let place = length - 1; place >= head.length; place--) {
      bytes[at * length + place] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    start[at + 1] = (at + 1) * length;
  }
  return { bytes, start };
}
