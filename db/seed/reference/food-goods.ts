import { referenceCommodities } from "./commodities.ts";

/** Which goods a food of the national table is on the market, and the unit in which kitchens order it. */
export type ReferenceFoodGoods = {
  readonly foodId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly unit: string;
  readonly basePerUnit: number;
  /** Milligrams in a base unit of the commodity. */
  readonly mgPerBase: number;
  readonly piecesPerUnit: number | null;
};

type Row = readonly [
  foodId: string,
  commodityCode: string,
  gradeCode: string,
  unit: string,
  more?: { readonly mgPerBase?: number; readonly pieces?: number },
];

const GRAM = 1_000;
/** Oil is lighter than water, milk a little heavier. */
const OIL_ML = 900;
const MILK_ML = 1_030;

const rows: readonly Row[] = [
  ["AR001", "BRS", "M", "sak 25 kg"],
  ["AP025", "TPG", "A", "kg"],
  ["CR017", "KDL", "A", "kg"],
  ["HR002", "TLR", "M", "papan 30", { pieces: 30 }],
  ["FR005", "AYM", "A", "kg"],
  ["GR080", "TKL", "A", "kg"],
  ["CP077", "TMP", "A", "papan", { pieces: 8 }],
  ["CP061", "THU", "A", "papan 144", { pieces: 144 }],
  ["DR100", "KKG", "A", "kg"],
  ["DR008", "BYM", "A", "kg"],
  ["DR141", "SWI", "A", "kg"],
  ["DR013", "BCS", "A", "kg"],
  ["DR166", "WRT", "A", "kg"],
  ["BR013", "KTG", "A", "kg"],
  ["DR123", "LBU", "A", "kg"],
  ["DR161", "TMT", "A", "kg"],
  ["DR109", "TMN", "A", "kg"],
  ["NR015", "CRW", "A", "kg"],
  ["NR014", "CMK", "A", "kg"],
  ["NR007", "BMR", "A", "kg"],
  ["NR008", "BPT", "A", "kg"],
  ["ER074", "PSA", "A", "kg"],
  ["ER039", "JRK", "A", "kg"],
  ["ER105", "SMK", "A", "kg"],
  ["ER067", "MLN", "A", "kg"],
  ["ER073", "PPY", "A", "kg"],
  ["ER100", "SLK", "A", "kg"],
  ["ER058", "MGG", "A", "kg"],
  ["KR012", "MYK", "A", "liter", { mgPerBase: OIL_ML }],
  ["JR006", "SPS", "A", "liter", { mgPerBase: MILK_ML }],
  ["MP007", "GLA", "GKP", "kg"],
];

function sizeOf(commodityCode: string, unit: string): number {
  const commodity = referenceCommodities.find(({ code }) => code === commodityCode);
  const size = commodity?.units.find(([name]) => name === unit)?.[1];
  if (size === undefined) throw new Error(`${commodityCode} is traded in ${unit}`);
  return size;
}

export const referenceFoodGoods: readonly ReferenceFoodGoods[] = rows.map(
  ([foodId, commodityCode, gradeCode, unit, more]) => ({
    foodId,
    commodityCode,
    gradeCode,
    unit,
    basePerUnit: sizeOf(commodityCode, unit),
    mgPerBase: more?.mgPerBase ?? GRAM,
    piecesPerUnit: more?.pieces ?? null,
  }),
);
