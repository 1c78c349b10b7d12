/**
 * What is sold in the demo world, at prices of mid-2026: invented, but inside what was published. Prices per trading
 * unit; `legal` is the ceiling that an order may not pass without a reason.
 */
export type DemoProduct = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly title: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly costRupiah: bigint;
  readonly sellRupiah: bigint;
  readonly legalRupiah: bigint | null;
  readonly shelfDays: number;
  readonly isDry: boolean;
};

type Row = readonly [
  key: string,
  grade: string,
  title: string,
  unit: string,
  base: number,
  cost: number,
  sell: number,
  legal: number | null,
  shelfDays: number,
  storage: "dry" | "fresh",
];

const rows: readonly Row[] = [
  ["BRS-P", "P", "Beras premium", "kg", 1_000, 14_000, 14_500, 14_900, 180, "dry"],
  ["BRS-M", "M", "Beras medium", "kg", 1_000, 12_600, 13_000, 13_500, 180, "dry"],
  ["TLR-M", "M", "Telur ayam ras M", "kg", 1_000, 26_000, 27_200, 30_000, 14, "fresh"],
  ["TLR-P", "M", "Telur ayam ras M per papan", "papan 30", 1_850, 48_500, 50_500, 55_500, 14, "fresh"],
  ["TLR-B", "B", "Telur benthesan", "kg", 1_000, 18_000, 19_000, null, 14, "fresh"],
  ["AYM-K", "A", "Ayam karkas potong 10", "kg", 1_000, 34_500, 36_200, 40_000, 2, "fresh"],
  ["NLA-K", "A", "Ikan nila, 1 kg isi 3", "kg", 1_000, 31_000, 32_800, null, 1, "fresh"],
  ["BDG-K", "A", "Bandeng isi 4", "kg", 1_000, 29_500, 31_000, null, 1, "fresh"],
  ["TMP-P", "A", "Tempe papan ±300 g", "papan", 300, 4_800, 5_300, null, 2, "fresh"],
  ["THU-P", "A", "Tahu putih papan 144", "papan 144", 5_800, 58_000, 60_500, null, 1, "fresh"],
  ["KKG-K", "A", "Kangkung", "kg", 1_000, 6_500, 7_200, null, 1, "fresh"],
  ["BYM-K", "A", "Bayam", "kg", 1_000, 7_000, 7_800, null, 1, "fresh"],
  ["SWI-K", "A", "Sawi hijau", "kg", 1_000, 6_000, 6_700, null, 2, "fresh"],
  ["BCS-K", "A", "Buncis", "kg", 1_000, 11_000, 12_000, null, 3, "fresh"],
  ["WRT-K", "A", "Wortel", "kg", 1_000, 9_500, 10_400, null, 10, "fresh"],
  ["KTG-K", "A", "Kentang", "kg", 1_000, 14_500, 15_700, null, 20, "dry"],
  ["LBU-K", "A", "Labu siam", "kg", 1_000, 5_000, 5_600, null, 7, "fresh"],
  ["TMT-K", "A", "Tomat", "kg", 1_000, 6_500, 7_300, null, 4, "fresh"],
  ["TMN-K", "A", "Timun", "kg", 1_000, 5_500, 6_200, null, 4, "fresh"],
  ["JGM-K", "A", "Jagung manis pipil", "kg", 1_000, 9_500, 10_500, null, 2, "fresh"],
  ["TGE-K", "A", "Tauge", "kg", 1_000, 7_000, 7_700, null, 1, "fresh"],
  ["CRW-K", "A", "Cabai rawit merah", "kg", 1_000, 66_000, 70_500, 57_000, 4, "fresh"],
  ["CMK-K", "A", "Cabai merah keriting", "kg", 1_000, 33_000, 35_500, 55_000, 5, "fresh"],
  ["CMB-K", "A", "Cabai merah besar", "kg", 1_000, 26_000, 28_000, null, 5, "fresh"],
  ["BMR-K", "A", "Bawang merah askip", "kg", 1_000, 32_500, 34_500, 41_500, 60, "dry"],
  ["BPT-K", "A", "Bawang putih kating", "kg", 1_000, 31_500, 33_200, 38_000, 60, "dry"],
  ["PSA-S", "A", "Pisang ambon per sisir", "sisir", 1_600, 15_000, 16_500, null, 3, "fresh"],
  ["PSA-K", "A", "Pisang ambon", "kg", 1_000, 9_500, 10_500, null, 3, "fresh"],
  ["JRK-K", "A", "Jeruk siam", "kg", 1_000, 12_500, 13_900, null, 10, "fresh"],
  ["SMK-K", "A", "Semangka", "kg", 1_000, 5_500, 6_200, null, 10, "fresh"],
  ["MLN-K", "A", "Melon", "kg", 1_000, 8_500, 9_400, null, 7, "fresh"],
  ["PPY-K", "A", "Pepaya", "kg", 1_000, 4_500, 5_200, null, 4, "fresh"],
  ["SLK-K", "A", "Salak pondoh", "kg", 1_000, 9_000, 10_000, null, 7, "fresh"],
  ["MYK-L", "A", "Minyak goreng Minyakita", "liter", 1_000, 14_500, 15_500, 15_700, 360, "dry"],
  ["MYP-L", "A", "Minyak goreng kemasan premium", "liter", 1_000, 18_800, 20_400, null, 360, "dry"],
  ["GLA-K", "GKP", "Gula konsumsi", "kg", 1_000, 16_000, 16_800, 17_500, 360, "dry"],
  ["GRM-K", "A", "Garam beryodium", "kg", 1_000, 4_500, 5_500, null, 720, "dry"],
  ["KCP-B", "A", "Kecap manis 520 ml", "botol", 1, 20_500, 22_500, null, 360, "dry"],
  ["BBU-R", "A", "Bumbu instan renceng 12", "renceng 12", 12, 10_500, 11_500, null, 300, "dry"],
  ["SUS-D", "A", "Susu UHT 125 ml, dus 40", "dus 40", 40, 128_000, 134_000, null, 270, "dry"],
  ["SPS-L", "A", "Susu pasteurisasi", "liter", 1_000, 14_500, 16_000, null, 5, "fresh"],
  ["TPG-K", "A", "Tepung terigu", "kg", 1_000, 9_800, 10_700, null, 180, "dry"],
  ["KRP-K", "A", "Kerupuk mentah titipan UMKM", "kg", 1_000, 22_000, 24_500, null, 120, "dry"],
  ["MGG-K", "A", "Mangga arumanis", "kg", 1_000, 11_000, 12_500, null, 5, "fresh"],
];

const products: ReadonlyMap<string, DemoProduct> = new Map(
  rows.map(([key, gradeCode, title, unit, base, cost, sell, legal, shelfDays, storage]) => [
    key,
    {
      commodityCode: key.slice(0, 3),
      gradeCode,
      title,
      unit,
      basePerUnit: BigInt(base),
      costRupiah: BigInt(cost),
      sellRupiah: BigInt(sell),
      legalRupiah: legal === null ? null : BigInt(legal),
      shelfDays,
      isDry: storage === "dry",
    },
  ]),
);

export function productOf(key: string): DemoProduct {
  const product = products.get(key);
  if (!product) throw new Error(`${key} is a product of the demo`);
  return product;
}

/** What a buyer is ready to pay: some 4 % above the usual price, and never more than the law allows. */
export function buyerCeiling(product: DemoProduct): bigint {
  const generous = ((product.sellRupiah * 104n) / 100_00n + 1n) * 100n;
  return product.legalRupiah !== null && product.legalRupiah < generous ? product.legalRupiah : generous;
}

/** Who sells what: trading units a day, rupiah above or below the usual price, and whose harvest it is. */
export type DemoListing = {
  readonly sellerKey: string;
  readonly productKey: string;
  readonly perDay: number;
  readonly offset: bigint;
  /** What the seller itself pays for a unit, where it is not what others pay. */
  readonly costRupiah: bigint | null;
  readonly producerKey: string | null;
  readonly radiusKm: number;
};

type Offer = readonly [
  productKey: string,
  perDay: number,
  offset?: number,
  producerKey?: string | null,
  radiusKm?: number,
  costRupiah?: number,
];

const offers: Readonly<Record<string, readonly Offer[]>> = {
  K01: [
    ["TMP-P", 700, 0, "U02"],
    ["THU-P", 40],
  ],
  K02: [
    ["KKG-K", 150],
    ["BYM-K", 80],
    ["PSA-K", 200],
    ["PSA-S", 60, 0, "U09"],
  ],
  K03: [
    ["BRS-P", 1_500],
    ["BRS-M", 1_000],
    ["GLA-K", 300],
  ],
  K04: [
    ["MYK-L", 200],
    ["BBU-R", 100],
    ["GRM-K", 100],
    ["KCP-B", 100],
  ],
  K05: [["AYM-K", 480, 0, "U12"]],
  K06: [["TLR-M", 900, 100]],
  K07: [
    ["TLR-M", 1_800, -200, "U03"],
    ["TLR-P", 300, 0, "U03"],
    ["AYM-K", 180, 200],
  ],
  K08: [
    ["TLR-M", 1_500, 0, "U04"],
    ["TLR-B", 120],
    ["JGM-K", 150],
  ],
  K09: [
    ["BRS-P", 2_400],
    ["BRS-M", 1_500],
  ],
  K10: [
    ["TMP-P", 700],
    ["THU-P", 45, 0, "U01"],
    ["SWI-K", 100],
    ["TGE-K", 60],
  ],
  K11: [
    ["PSA-K", 150],
    ["PPY-K", 150, 0, "U13"],
    ["JRK-K", 350, 0, "U13"],
  ],
  K12: [
    ["MYK-L", 150],
    ["GLA-K", 200],
    ["BBU-R", 30, 0, "U11"],
  ],
  K13: [
    ["WRT-K", 250, 0, "U05"],
    ["KTG-K", 200],
    ["BCS-K", 120, 0, "U05"],
    ["LBU-K", 100],
  ],
  K14: [
    ["BRS-P", 1_000],
    ["TLR-M", 600, 100],
  ],
  K15: [
    ["TMP-P", 900],
    ["SPS-L", 500, 0, "U14"],
  ],
  K16: [
    ["MYP-L", 300],
    ["TPG-K", 300],
    ["SUS-D", 100],
    ["GLA-K", 300],
    ["KCP-B", 120],
  ],
  K17: [
    ["SWI-K", 250],
    ["TMT-K", 120],
    ["BYM-K", 60],
    ["TMN-K", 80],
  ],
  K18: [
    ["TLR-M", 500, 0, "U10"],
    ["BMR-K", 40],
    ["BPT-K", 40],
  ],
  K19: [
    ["BRS-P", 800],
    ["BRS-M", 1_200],
    ["MYK-L", 200],
  ],
  K20: [
    ["THU-P", 30],
    ["KRP-K", 40, 0, "U08"],
  ],
  K21: [
    ["AYM-K", 150, 300],
    ["NLA-K", 80],
  ],
  K22: [
    ["SMK-K", 200],
    ["MLN-K", 120],
    ["SLK-K", 80],
  ],
  K23: [["BMR-K", 400, -200, "U07", 120]],
  K24: [
    ["CRW-K", 60, 0, null, 230],
    ["CMK-K", 40],
    ["CMB-K", 30],
    ["BYM-K", 120],
  ],
  K25: [["BDG-K", 250, 0, "U06"]],
  K26: [
    ["BRS-P", 900],
    ["TLR-M", 300, 200],
  ],
  K27: [
    ["MGG-K", 150],
    ["PSA-K", 150],
  ],
  B1: [
    ["BRS-M", 5_000, -100, null, 90],
    // Registered for VAT: the legal price of cooking oil has the tax in it. It buys at the price of the first distributor.
    ["MYK-L", 3_000, -1_400, null, 90, 13_500],
    ["GLA-K", 1_000, -100],
    ["AYM-K", 400, 100],
  ],
};

export const demoListings: readonly DemoListing[] = Object.entries(offers).flatMap(([sellerKey, own]) =>
  own.map(([productKey, perDay, offset = 0, producerKey = null, radiusKm = 45, costRupiah]) => ({
    sellerKey,
    productKey,
    perDay,
    offset: BigInt(offset),
    costRupiah: costRupiah === undefined ? null : BigInt(costRupiah),
    producerKey,
    radiusKm,
  })),
);

/** Farmers and makers, whose goods the koperasi sell. */
export const demoProducers: readonly (readonly [key: string, name: string, koperasiKey: string])[] = [
  ["U01", "Tahu Bu Lastri (Demo)", "K10"],
  ["U02", "Tempe Pak Darmo (Demo)", "K01"],
  ["U03", "Peternak Mbak Wulan (Demo)", "K07"],
  ["U04", "Peternak Pak Sugeng (Demo)", "K08"],
  ["U05", "Sayur Tani Makmur (Demo)", "K13"],
  ["U06", "Ikan Mbak Fatim (Demo)", "K25"],
  ["U07", "Bawang Pak Rosyid (Demo)", "K23"],
  ["U08", "Kerupuk Ning Sri (Demo)", "K20"],
  ["U09", "Pisang Bu Katmi (Demo)", "K02"],
  ["U10", "Telur Bu Ririn (Demo)", "K18"],
  ["U11", "Sambal & Bumbu Aisyah (Demo)", "K12"],
  ["U12", "Ayam Potong Berkah (Demo)", "K05"],
  ["U13", "Jeruk Mas Anom (Demo)", "K11"],
  ["U14", "Susu KUD Mitra (Demo)", "K15"],
  ["U15", "Peternak Pak Jumadi (Demo)", "K07"],
  ["U16", "Peternak Bu Sulastri (Demo)", "K07"],
];

/** Vehicles: owner, kind, kilograms, plate, rupiah a kilometre, least rupiah, driver. */
export const demoVehicles = [
  ["K07", "CDD", 5_000, "AG 0000 XA", 6_000, 250_000, "Pak Yono (Demo)"],
  ["K09", "CDD", 5_000, "AG 0000 XB", 6_000, 250_000, "Mas Eko (Demo)"],
  ["K03", "CDD", 5_000, "AG 0000 XC", 6_000, 250_000, "Pak Tris (Demo)"],
  ["K13", "Engkel", 2_500, "N 0000 XD", 5_000, 150_000, "Mas Bayu (Demo)"],
  ["K25", "Pickup box es", 800, "N 0000 XE", 4_000, 75_000, "Mas Fadil (Demo)"],
  ["K12", "Roda tiga", 400, "AG 0000 XF", 0, 35_000, "Pak Min (Demo)"],
  ["B4", "Fuso (sewa)", 8_000, "AG 0000 XG", 9_500, 500_000, "Pak Joko (Demo)"],
  ["B4", "Peti kemas 20 kaki (ekspedisi)", 20_000, "L 0000 XH", 0, 9_500_000, null],
] as const;
