/** What a synthetic market trades. All in grams; figures are plausible, not measured. */
export type SyntheticCommodity = {
  readonly name: string;
  /** Rupiah per kilogram. */
  readonly price: number;
  /** Kilograms of a usual line of a school kitchen. */
  readonly line: number;
  /** How often it is on the menu, against the others. */
  readonly weight: number;
  /** Road kilometres that sellers deliver it, least and most, and beyond which nobody does. */
  readonly reach: readonly [number, number, number];
  /** Sold for one day only. */
  readonly isPerishable: boolean;
  /** Bit of the licence that its buyers ask for; 0 for none. */
  readonly licence: number;
};

// Name, rupiah per kilogram, kilograms of a line, weight.
const TABLE = {
  staples:
    "beras 13500 247 6|jagung 7200 90 2|tepung terigu 11000 60 2|kedelai 12500 70 2|kacang tanah 26000 25 1|kacang hijau 23000 30 2|minyak goreng 17500 55 5|gula pasir 17000 40 3|garam 7000 12 3|kecap 24000 10 2|santan 28000 18 1|susu bubuk 98000 22 1",
  tubers:
    "singkong 4500 70 1|ubi jalar 6000 70 1|kentang 16000 75 3|talas 8500 45 1|bawang merah 34000 22 5|bawang putih 38000 20 5|labu kuning 7500 60 1|kelapa 9500 40 1|jahe 29000 6 2|kunyit 14000 5 2|lengkuas 11000 5 2|kemiri 46000 4 2|ketumbar 38000 3 2",
  fresh:
    "telur ayam 28500 110 5|daging ayam 36000 130 5|daging sapi 125000 60 1|ikan lele 27000 95 2|ikan bandeng 33000 90 2|ikan tongkol 31000 90 2|ikan nila 34000 90 2|udang 78000 45 1|tahu 14000 75 4|tempe 16000 75 4|bayam 11000 55 3|kangkung 8500 55 3|sawi hijau 9500 55 3|wortel 13500 60 4|buncis 15000 50 2|kacang panjang 13000 50 2|kol 8000 55 3|tomat 13000 35 3|mentimun 8000 40 2|terong 9000 45 1|labu siam 7000 45 2|tauge 12000 40 2|jagung manis 9500 50 1|brokoli 24000 40 1|cabai merah 42000 14 4|cabai rawit 55000 8 3|daun bawang 15000 8 3|seledri 20000 4 2|pisang 11000 90 3|pepaya 8000 90 2|semangka 6500 100 2|melon 11500 90 1|jeruk 17000 85 2|salak 13000 70 1|susu segar 14500 75 1",
};

const LICENSED = new Set(["daging ayam", "daging sapi", "susu segar"]);

function kind(rows: string, reach: SyntheticCommodity["reach"], isPerishable: boolean): SyntheticCommodity[] {
  return rows.split("|").map((row) => {
    const figures = row.split(" ");
    const [price = 0, line = 0, weight = 0] = figures.slice(-3).map(Number);
    const name = figures.slice(0, -3).join(" ");
    return { name, price, line, weight, reach, isPerishable, licence: LICENSED.has(name) ? 1 : 0 };
  });
}

/** Sixty of them, the storable ones first. */
export const syntheticCommodities: readonly SyntheticCommodity[] = [
  ...kind(TABLE.staples, [200, 345, 270], false),
  ...kind(TABLE.tubers, [145, 265, 210], false),
  ...kind(TABLE.fresh, [50, 172, 125], true),
];
