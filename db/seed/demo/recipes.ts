import type { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";

type Card = Parameters<typeof saveRecipe>[1];
type Part = Card["parts"][number];

/** What the national table lacks or has wrong, as the kitchen of the demo found it: per 100 g edible. */
export const ownFoods = [
  {
    key: "bandeng",
    food: {
      name: "Bandeng, isi 4",
      energy: "123",
      protein: "20",
      fat: "4,8",
      carbohydrate: "0",
      ediblePercent: "80",
    },
    goods: { commodityCode: "BDG", gradeCode: "A", unit: "kg" },
  },
  {
    key: "nila",
    food: {
      name: "Nila, isi 3",
      energy: "89",
      protein: "18,7",
      fat: "1",
      carbohydrate: "0",
      ediblePercent: "80",
    },
    goods: { commodityCode: "NLA", gradeCode: "A", unit: "kg" },
  },
  {
    key: "jagung",
    food: {
      name: "Jagung manis pipil",
      energy: "96",
      protein: "3,4",
      fat: "1,3",
      carbohydrate: "21",
      ediblePercent: "100",
    },
    goods: { commodityCode: "JGM", gradeCode: "A", unit: "kg" },
  },
  {
    key: "tauge",
    food: {
      name: "Tauge",
      energy: "34",
      protein: "3,7",
      fat: "1,2",
      carbohydrate: "4,3",
      ediblePercent: "100",
    },
    goods: { commodityCode: "TGE", gradeCode: "A", unit: "kg" },
  },
  {
    key: "pepaya",
    food: {
      name: "Pepaya",
      energy: "46",
      protein: "0,5",
      fat: "0,1",
      carbohydrate: "12,2",
      ediblePercent: "75",
    },
    goods: { commodityCode: "PPY", gradeCode: "A", unit: "kg" },
  },
  {
    key: "susu",
    food: {
      name: "Susu UHT 125 ml",
      energy: "61",
      protein: "3,2",
      fat: "3,5",
      carbohydrate: "4,3",
      ediblePercent: "100",
    },
    goods: { commodityCode: "SUS", gradeCode: "A", unit: "dus 40", gramsPerBase: "129", piecesPerUnit: 40 },
  },
] as const;

/** Grams on the plate of a food, small and large; `own:` names a food of the kitchen's own. */
const grams = (foodId: string, small: string, large: string, more: Partial<Part> = {}): Part => ({
  foodId,
  small,
  large,
  ...more,
});
/** One piece a child, and so much on top for what breaks. */
const counted = (allowancePercent: string): Partial<Part> => ({
  smallPieces: "1",
  largePieces: "1",
  allowancePercent,
});
/** The kitchen's own spice paste, as a card inside the card. */
export const SPICE_PASTE = "own:bumbu";
const spiced: Part = { dishId: SPICE_PASTE, small: "1", large: "1" };

const rice = grams("AR001", "45", "80");
const egg = grams("HR002", "50", "50", counted("1,7"));
const tempe = grams("CP077", "25", "40", counted("1,3"));
const tofu = grams("CP061", "30", "50", counted("5"));
const oil = grams("KR012", "5", "7,5");
const chicken = (small: string, large: string) => grams("FR005", small, large, { cutSpec: "potong 10" });

const card = (name: string, dishGroup: Card["dishGroup"], ...parts: Part[]): Card => ({
  name,
  dishGroup,
  parts,
});

/** The recipe cards of kitchen S08, the paste first because others hold it. */
export const recipeCards: readonly Card[] = [
  card(
    "Bumbu dasar",
    "other",
    grams("NR007", "2", "3"),
    grams("NR008", "1", "1,5"),
    grams("KR012", "2", "3"),
  ),
  card("Nasi putih", "staple", rice),
  card("Nasi kuning", "staple", rice),
  card("Nasi goreng telur", "staple", rice, egg, oil),
  card("Ayam kecap", "animal", chicken("45", "65")),
  card("Telur balado", "animal", egg),
  card("Nila goreng", "animal", grams("own:nila", "60", "78", { cutSpec: "1 kg isi 3" }), oil),
  card("Ayam suwir", "animal", chicken("43", "61"), spiced),
  card("Telur dadar", "animal", egg, oil),
  card("Ayam goreng", "animal", chicken("45", "65"), oil),
  card("Bandeng presto", "animal", grams("own:bandeng", "55", "70"), spiced),
  card("Telur semur", "animal", egg, spiced),
  card("Ayam rica", "animal", chicken("44", "62"), grams("NR015", "0,7", "0,95"), spiced),
  card("Tahu kukus", "plant", tofu),
  card("Tempe kukus", "plant", tempe),
  card("Tempe orek", "plant", tempe, spiced),
  card(
    "Tumis buncis wortel",
    "vegetable",
    grams("DR013", "25", "35"),
    grams("DR166", "25", "35", { cutSpec: "korek api" }),
    oil,
  ),
  card(
    "Sayur asem",
    "vegetable",
    grams("DR123", "14", "18"),
    grams("own:jagung", "12", "17"),
    grams("DR097", "10", "15"),
  ),
  card("Lalap timun tomat", "vegetable", grams("DR109", "14", "18"), grams("DR161", "14", "24")),
  card("Bening bayam jagung", "vegetable", grams("DR008", "22", "29"), grams("own:jagung", "14", "18")),
  card(
    "Sop kentang wortel buncis",
    "vegetable",
    grams("BR013", "27", "34"),
    grams("DR166", "19", "23", { cutSpec: "dadu 1 cm" }),
    grams("DR013", "15", "20"),
  ),
  card("Urap tauge kangkung", "vegetable", grams("own:tauge", "17", "22"), grams("DR100", "15", "20")),
  card("Tumis kacang panjang", "vegetable", grams("DR097", "40", "55"), oil),
  card("Tumis sawi", "vegetable", grams("DR141", "24", "30"), oil),
  card("Acar timun", "vegetable", grams("DR109", "9", "12")),
  card("Jeruk", "fruit", grams("ER039", "80", "100")),
  card("Pisang", "fruit", grams("ER074", "50", "75")),
  card("Semangka", "fruit", grams("ER105", "36", "42")),
  card("Melon", "fruit", grams("ER067", "34", "42")),
  card("Pepaya", "fruit", grams("own:pepaya", "48", "60")),
  card("Susu UHT", "drink", grams("own:susu", "129", "129", counted("0"))),
];

/** Ten days that go round; the first two are the chicken menu and the egg menu whose figures are known. */
export const cycleMenus: readonly (readonly string[])[] = [
  ["Nasi putih", "Ayam kecap", "Tahu kukus", "Tumis buncis wortel", "Jeruk"],
  ["Nasi putih", "Telur balado", "Tempe kukus", "Tumis buncis wortel", "Pisang"],
  ["Nasi putih", "Nila goreng", "Sayur asem", "Semangka"],
  ["Nasi kuning", "Ayam suwir", "Tempe orek", "Lalap timun tomat", "Melon"],
  ["Nasi putih", "Telur dadar", "Tahu kukus", "Bening bayam jagung", "Pisang"],
  ["Nasi putih", "Ayam goreng", "Sop kentang wortel buncis", "Jeruk"],
  ["Nasi putih", "Bandeng presto", "Tempe kukus", "Urap tauge kangkung", "Pepaya"],
  ["Nasi putih", "Telur semur", "Tahu kukus", "Tumis kacang panjang", "Semangka"],
  ["Nasi putih", "Ayam rica", "Tempe kukus", "Tumis sawi", "Jeruk"],
  ["Nasi goreng telur", "Acar timun", "Susu UHT", "Pisang"],
];
