import type { BaseUnit } from "#app/kernel/quantity.ts";

/** A commodity, or one grade of it, by a name that a survey may use. */
export type NamedGoods = {
  readonly commodityCode: string;
  /** Null: every grade. */
  readonly gradeCode: string | null;
  readonly label: string;
  readonly baseUnit: BaseUnit;
};

type Commodity = {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly baseUnit: BaseUnit;
  readonly grades: readonly { readonly code: string; readonly name: string }[];
};

/** Names that provincial and national surveys use for what the house calls otherwise: commodity, and grade where one is meant. */
const SURVEY_NAMES: readonly (readonly [name: string, commodityCode: string, gradeCode: string | null])[] = [
  ["beras kualitas premium", "BRS", "P"],
  ["beras kualitas medium", "BRS", "M"],
  ["beras bulog sphp", "BRS", "SPHP"],
  ["telur ayam", "TLR", null],
  ["telur ayam ras segar", "TLR", null],
  ["daging ayam ras", "AYM", null],
  ["daging ayam", "AYM", null],
  ["ayam ras", "AYM", null],
  ["cabe rawit merah", "CRW", null],
  ["cabe merah keriting", "CMK", null],
  ["cabai keriting", "CMK", null],
  ["cabe merah besar", "CMB", null],
  ["gula pasir", "GLA", null],
  ["gula kristal putih", "GLA", null],
  ["gula konsumsi", "GLA", null],
  ["minyak goreng minyakita", "MYK", null],
  ["minyak kita", "MYK", null],
  ["minyakita", "MYK", null],
  ["minyak goreng kemasan premium", "MYP", null],
  ["minyak goreng premium", "MYP", null],
  ["kedelai impor", "KDL", null],
  ["tomat merah", "TMT", null],
];

/** A name without what people write around it: case, accents, signs, and the unit in brackets. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/\((?:rp)?\.?\s*\/?\s*(?:kg|kilogram|liter|ltr|l|butir|pcs|buah)\)/g, " ")
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Finds goods by the names of the register, their codes, and the names of surveys. A name of two goods finds neither. */
export function goodsFinder(commodities: readonly Commodity[]): (name: string) => NamedGoods | null {
  const byName = new Map<string, NamedGoods | null>();
  const add = (name: string, goods: NamedGoods) => {
    const plain = plainName(name);
    const before = byName.get(plain);
    const isOther =
      before !== undefined &&
      (before?.commodityCode !== goods.commodityCode || before.gradeCode !== goods.gradeCode);
    if (plain !== "") byName.set(plain, isOther ? null : goods);
  };
  const goodsOf = (commodity: Commodity, gradeCode: string | null): NamedGoods => {
    const grade = commodity.grades.find(({ code }) => code === gradeCode);
    const label = grade ? `${commodity.name} ${grade.name}` : commodity.name;
    return {
      commodityCode: commodity.code,
      gradeCode: grade?.code ?? null,
      label,
      baseUnit: commodity.baseUnit,
    };
  };
  for (const commodity of commodities) {
    for (const name of [commodity.code, commodity.name, commodity.nameEn])
      add(name, goodsOf(commodity, null));
    for (const grade of commodity.grades) {
      add(`${commodity.name} ${grade.name}`, goodsOf(commodity, grade.code));
      add(`${commodity.code}/${grade.code}`, goodsOf(commodity, grade.code));
    }
  }
  const byCode = new Map(commodities.map((commodity) => [commodity.code, commodity]));
  for (const [name, code, gradeCode] of SURVEY_NAMES) {
    const commodity = byCode.get(code);
    if (commodity) add(name, goodsOf(commodity, gradeCode));
  }
  return (name) => byName.get(plainName(name)) ?? null;
}
