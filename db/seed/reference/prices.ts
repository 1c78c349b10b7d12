/** Legal prices and surveyed prices, as published; where a rule names a range, the ceiling is its upper end. */
export type ReferenceCeiling = {
  readonly commodityCode: string;
  readonly gradeCode: string | null;
  readonly kind: "het" | "hap" | "farm_floor";
  readonly regionCode: string | null;
  readonly priceRupiah: number;
  readonly validFrom: string;
  readonly source: string;
};

export type ReferenceSurvey = {
  readonly commodityCode: string;
  readonly gradeCode: string | null;
  readonly regionCode: string;
  readonly onDay: string;
  readonly priceRupiah: number;
  readonly source: string;
};

const RICE = "Kepbadan 299/2025, 22 Agustus 2025";
const PERBADAN_6 = "Perbadan 6/2024";
const PERBADAN_12 = "Perbadan 12/2024; perlu diperiksa";
const PERBADAN_11 = "Perbadan 11/2022 atau penggantinya; perlu diperiksa";
const MINYAKITA = "Permendag 43/2025, berlaku 26 Desember 2025";

/** The second and third price zone of rice; the rest is the first. */
const ZONE_2 = ["11", "12", "13", "14", "15", "17", "19", "21", "53", "61", "62", "63", "64", "65"];
const ZONE_3 = ["81", "82", "91", "92", "93", "94", "95", "96"];

const riceZones = [
  { grade: "M", prices: [13_500, 14_000, 15_500] },
  { grade: "P", prices: [14_900, 15_400, 15_800] },
  { grade: "SPHP", prices: [12_500, 13_100, 13_500] },
] as const;

function everywhere(
  commodityCode: string,
  gradeCode: string | null,
  priceRupiah: number,
  validFrom: string,
  source: string,
): ReferenceCeiling {
  return { commodityCode, gradeCode, kind: "hap", regionCode: null, priceRupiah, validFrom, source };
}

function inRegions(
  ceiling: ReferenceCeiling,
  regions: readonly string[],
  priceRupiah: number,
): ReferenceCeiling[] {
  return regions.map((regionCode) => ({ ...ceiling, regionCode, priceRupiah }));
}

function riceCeilings(): ReferenceCeiling[] {
  return riceZones.flatMap(({ grade, prices: [first, second, third] }) => {
    const base: ReferenceCeiling = { ...everywhere("BRS", grade, first, "2025-08-22", RICE), kind: "het" };
    return [base, ...inRegions(base, ZONE_2, second), ...inRegions(base, ZONE_3, third)];
  });
}

const floor = (
  commodityCode: string,
  gradeCode: string | null,
  priceRupiah: number,
  validFrom: string,
  source: string,
): ReferenceCeiling => ({
  ...everywhere(commodityCode, gradeCode, priceRupiah, validFrom, source),
  kind: "farm_floor",
});

const garlic = everywhere("BPT", null, 38_000, "2024-12-01", PERBADAN_12);
const sugar = everywhere("GLA", null, 17_500, "2024-12-01", PERBADAN_12);
const soy = everywhere("KDL", null, 11_400, "2024-12-01", PERBADAN_12);

/** Rupiah per kilogram, or per litre for oil. */
export const referenceCeilings: readonly ReferenceCeiling[] = [
  ...riceCeilings(),
  { ...everywhere("MYK", null, 15_700, "2025-12-26", MINYAKITA), kind: "het" },
  everywhere("TLR", "M", 30_000, "2024-06-01", PERBADAN_6),
  floor("TLR", "M", 26_500, "2024-06-01", PERBADAN_6),
  everywhere("AYM", null, 40_000, "2024-06-01", PERBADAN_6),
  everywhere("BMR", null, 41_500, "2024-12-01", PERBADAN_12),
  garlic,
  ...inRegions(garlic, ZONE_3, 40_000),
  everywhere("CRW", null, 57_000, "2024-12-01", PERBADAN_12),
  floor("CRW", null, 25_000, "2022-10-01", PERBADAN_11),
  everywhere("CMK", null, 55_000, "2024-12-01", PERBADAN_12),
  floor("CMK", null, 22_000, "2022-10-01", PERBADAN_11),
  sugar,
  ...inRegions(sugar, ZONE_3, 18_500),
  everywhere("DSP", "PD", 130_000, "2024-12-01", PERBADAN_12),
  everywhere("DSP", "PB", 140_000, "2024-12-01", PERBADAN_12),
  soy,
  ...inRegions(soy, ZONE_3, 12_000),
];

const PROVINCE = "Siskaperbapo Jawa Timur";
const MARKET = "Pasar Legi, Kota Blitar";

function survey(
  regionCode: string,
  onDay: string,
  source: string,
  prices: readonly (readonly [string, string | null, number])[],
): ReferenceSurvey[] {
  return prices.map(([commodityCode, gradeCode, priceRupiah]) => ({
    commodityCode,
    gradeCode,
    regionCode,
    onDay,
    priceRupiah,
    source,
  }));
}

/** Published survey prices, rupiah per kilogram or litre. */
export const referenceSurveys: readonly ReferenceSurvey[] = [
  ...survey("35", "2026-01-28", PROVINCE, [
    ["BRS", "P", 14_854],
    ["BRS", "M", 12_893],
    ["TLR", "M", 27_417],
    ["AYM", null, 35_906],
    ["CRW", null, 50_201],
    ["GLA", null, 16_609],
    ["MYK", null, 16_759],
    ["MYP", null, 20_564],
  ]),
  ...survey("35", "2026-02-04", PROVINCE, [
    ["BRS", "P", 14_827],
    ["BRS", "M", 12_891],
    ["TLR", "M", 27_335],
    ["AYM", null, 36_279],
    ["CRW", null, 70_410],
    ["BMR", null, 33_993],
    ["BPT", null, 32_434],
    ["GLA", null, 16_552],
    ["MYK", null, 16_310],
  ]),
  ...survey("35.72", "2026-02-13", MARKET, [
    ["AYM", null, 42_000],
    ["CRW", null, 80_000],
    ["BMR", null, 40_000],
    ["TMT", null, 7_000],
    ["CMK", null, 40_000],
    ["CMB", null, 30_000],
  ]),
];
