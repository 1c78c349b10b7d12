import type { GoodsClass } from "#app/kernel/goods-class.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";

/**
 * What is traded, under one clean code each; grade and pack are not part of the code, so that rice of two grades and
 * eggs by the kilo or the tray are compared as what they are.
 */
export type ReferenceCommodity = {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly category: "staple" | "protein" | "vegetable" | "spice" | "fruit" | "oil" | "dairy" | "seasoning";
  readonly baseUnit: BaseUnit;
  readonly taxClass: "exempt" | "standard";
  readonly storageClass: "dry" | "ambient" | "cool" | "chilled" | "frozen";
  readonly shelfLifeDays: number;
  readonly isCatchWeight: boolean;
  readonly goodsClass: GoodsClass;
  /** The best first. */
  readonly grades: readonly (readonly [code: string, name: string])[];
  /**
   * The usual one first; sizes in base units. What is counted or poured also has its weight on a vehicle, in grams with what it
   * is packed in, where one is known: a carton of milk weighs more than its milk.
   */
  readonly units: readonly (readonly [unit: string, basePerUnit: number, weightGrams?: number])[];
};

type Kind = Pick<ReferenceCommodity, "category" | "baseUnit" | "taxClass" | "isCatchWeight">;

const exempt = (category: ReferenceCommodity["category"], baseUnit: BaseUnit = "g"): Kind => ({
  category,
  baseUnit,
  taxClass: "exempt",
  isCatchWeight: false,
});
const taxed = (category: ReferenceCommodity["category"], baseUnit: BaseUnit = "g"): Kind => ({
  ...exempt(category, baseUnit),
  taxClass: "standard",
});
const catchWeight: Kind = { ...exempt("protein"), isCatchWeight: true };

const KG = ["kg", 1_000] as const;
const SACK_50 = ["karung 50 kg", 50_000] as const;
/** Oil is lighter than water, milk a little heavier; both with a pouch or bottle. */
const LITRE_OF_OIL = ["liter", 1_000, 940] as const;
const LITRE_OF_MILK = ["liter", 1_000, 1_060] as const;
const FRESH = [
  ["A", "Mutu A"],
  ["B", "Mutu B"],
] as const;
const STANDARD = [["A", "Standar"]] as const;
const SEGAR = [["A", "Segar"]] as const;

/** What keeps is dry; of the rest the kind says it, but for eggs, tofu and tempeh. */
const freshClasses: Partial<Record<ReferenceCommodity["category"], GoodsClass>> = {
  protein: "meat",
  vegetable: "vegetable",
  spice: "vegetable",
  fruit: "fruit",
  dairy: "milk",
};
const ownClasses: Readonly<Record<string, GoodsClass>> = { TLR: "egg", TMP: "daily", THU: "daily" };

type Row = readonly [
  code: string,
  name: string,
  nameEn: string,
  kind: Kind,
  storage: ReferenceCommodity["storageClass"],
  days: number,
  grades: ReferenceCommodity["grades"],
  units: ReferenceCommodity["units"],
];

const rows: readonly Row[] = [
  [
    "BRS",
    "Beras",
    "Rice",
    exempt("staple"),
    "dry",
    180,
    [
      ["P", "Premium"],
      ["M", "Medium"],
      ["SPHP", "SPHP"],
    ],
    [KG, ["sak 5 kg", 5_000], ["sak 10 kg", 10_000], ["sak 25 kg", 25_000], SACK_50],
  ],
  ["TPG", "Tepung terigu", "Wheat flour", taxed("staple"), "dry", 180, STANDARD, [KG, ["sak 25 kg", 25_000]]],
  ["KDL", "Kedelai", "Soybeans", exempt("staple"), "dry", 180, STANDARD, [KG, SACK_50]],
  [
    "TLR",
    "Telur ayam ras",
    "Chicken eggs",
    exempt("protein"),
    "cool",
    14,
    [
      ["M", "M, 50–60 g"],
      ["B", "Benthesan (retak)"],
    ],
    [KG, ["papan 30", 1_850], ["peti 10 kg", 10_000], ["peti 15 kg", 15_000]],
  ],
  ["AYM", "Ayam karkas", "Chicken, dressed", catchWeight, "chilled", 2, [["A", "0,9–1,1 kg"]], [KG]],
  [
    "DSP",
    "Daging sapi",
    "Beef",
    catchWeight,
    "chilled",
    3,
    [
      ["PB", "Paha belakang"],
      ["PD", "Paha depan"],
    ],
    [KG],
  ],
  ["NLA", "Ikan nila", "Tilapia", catchWeight, "chilled", 1, SEGAR, [KG]],
  ["BDG", "Ikan bandeng", "Milkfish", catchWeight, "chilled", 1, SEGAR, [KG]],
  ["TKL", "Ikan tongkol", "Skipjack tuna", catchWeight, "chilled", 1, SEGAR, [KG]],
  ["TMP", "Tempe", "Tempeh", exempt("protein"), "ambient", 2, SEGAR, [["papan", 300], KG]],
  ["THU", "Tahu putih", "White tofu", exempt("protein"), "cool", 1, SEGAR, [["papan 144", 5_800], KG]],
  ["KKG", "Kangkung", "Water spinach", exempt("vegetable"), "cool", 1, FRESH, [KG, ["ikat", 350]]],
  ["BYM", "Bayam", "Spinach", exempt("vegetable"), "cool", 1, FRESH, [KG, ["ikat", 300]]],
  ["SWI", "Sawi hijau", "Mustard greens", exempt("vegetable"), "cool", 2, FRESH, [KG, ["ikat", 300]]],
  ["BCS", "Buncis", "Green beans", exempt("vegetable"), "cool", 3, FRESH, [KG]],
  ["WRT", "Wortel", "Carrots", exempt("vegetable"), "cool", 10, FRESH, [KG]],
  ["KTG", "Kentang", "Potatoes", exempt("vegetable"), "dry", 20, FRESH, [KG, SACK_50]],
  ["LBU", "Labu siam", "Chayote", exempt("vegetable"), "ambient", 7, FRESH, [KG]],
  ["TMT", "Tomat", "Tomatoes", exempt("vegetable"), "cool", 4, FRESH, [KG]],
  ["TMN", "Timun", "Cucumbers", exempt("vegetable"), "cool", 4, FRESH, [KG]],
  ["JGM", "Jagung manis pipil", "Sweet corn kernels", exempt("vegetable"), "cool", 2, FRESH, [KG]],
  ["TGE", "Tauge", "Bean sprouts", exempt("vegetable"), "cool", 1, SEGAR, [KG]],
  ["CRW", "Cabai rawit merah", "Red bird's eye chili", exempt("spice"), "ambient", 4, FRESH, [KG]],
  ["CMK", "Cabai merah keriting", "Curly red chili", exempt("spice"), "ambient", 5, FRESH, [KG]],
  ["CMB", "Cabai merah besar", "Large red chili", exempt("spice"), "ambient", 5, FRESH, [KG]],
  [
    "BMR",
    "Bawang merah",
    "Shallots",
    exempt("spice"),
    "dry",
    60,
    [
      ["A", "Kering askip"],
      ["B", "Mutu B"],
    ],
    [KG],
  ],
  [
    "BPT",
    "Bawang putih",
    "Garlic",
    exempt("spice"),
    "dry",
    60,
    [
      ["A", "Kating"],
      ["B", "Mutu B"],
    ],
    [KG],
  ],
  ["PSA", "Pisang ambon", "Ambon bananas", exempt("fruit"), "ambient", 3, FRESH, [KG, ["sisir", 1_600]]],
  ["JRK", "Jeruk siam", "Siam oranges", exempt("fruit"), "cool", 10, FRESH, [KG]],
  ["SMK", "Semangka", "Watermelon", exempt("fruit"), "ambient", 10, FRESH, [KG]],
  ["MLN", "Melon", "Melon", exempt("fruit"), "ambient", 7, FRESH, [KG]],
  ["PPY", "Pepaya", "Papaya", exempt("fruit"), "ambient", 4, FRESH, [KG]],
  ["SLK", "Salak pondoh", "Snake fruit", exempt("fruit"), "ambient", 7, FRESH, [KG]],
  ["MGG", "Mangga arumanis", "Arumanis mangoes", exempt("fruit"), "ambient", 5, FRESH, [KG]],
  [
    "MYK",
    "Minyak goreng Minyakita",
    "Minyakita cooking oil",
    taxed("oil", "ml"),
    "dry",
    360,
    STANDARD,
    [LITRE_OF_OIL, ["dus 12 liter", 12_000, 11_700]],
  ],
  [
    "MYP",
    "Minyak goreng kemasan premium",
    "Premium cooking oil",
    taxed("oil", "ml"),
    "dry",
    360,
    STANDARD,
    [LITRE_OF_OIL, ["dus 12 liter", 12_000, 11_700], ["jeriken 18 liter", 18_000, 17_200]],
  ],
  [
    "SUS",
    "Susu UHT 125 ml",
    "UHT milk, 125 ml",
    exempt("dairy", "piece"),
    "dry",
    270,
    [["A", "Tawar"]],
    [
      ["dus 40", 40, 5_700],
      ["kotak", 1, 140],
    ],
  ],
  [
    "SPS",
    "Susu pasteurisasi",
    "Pasteurised milk",
    exempt("dairy", "ml"),
    "chilled",
    5,
    STANDARD,
    [LITRE_OF_MILK],
  ],
  [
    "GLA",
    "Gula konsumsi",
    "Sugar",
    exempt("seasoning"),
    "dry",
    360,
    [["GKP", "Gula kristal putih"]],
    [KG, SACK_50],
  ],
  ["GRM", "Garam beryodium", "Iodised salt", exempt("seasoning"), "dry", 720, STANDARD, [KG]],
  [
    "KCP",
    "Kecap manis 520 ml",
    "Sweet soy sauce, 520 ml",
    taxed("seasoning", "piece"),
    "dry",
    360,
    STANDARD,
    [
      ["botol", 1, 730],
      ["dus 12", 12, 9_000],
    ],
  ],
  [
    "BBU",
    "Bumbu instan",
    "Instant seasoning",
    taxed("seasoning", "piece"),
    "dry",
    300,
    STANDARD,
    [
      ["renceng 12", 12],
      ["sachet", 1],
    ],
  ],
  ["KRP", "Kerupuk mentah", "Raw crackers", taxed("seasoning"), "dry", 120, STANDARD, [KG]],
];

export const referenceCommodities: readonly ReferenceCommodity[] = rows.map(
  ([code, name, nameEn, kind, storageClass, shelfLifeDays, grades, units]) => ({
    code,
    name,
    nameEn,
    ...kind,
    storageClass,
    shelfLifeDays,
    goodsClass: ownClasses[code] ?? (storageClass === "dry" ? "dry" : (freshClasses[kind.category] ?? "dry")),
    grades,
    units,
  }),
);
