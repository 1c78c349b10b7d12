import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Role } from "#app/modules/identity/roles.ts";

/**
 * Who takes part in the demo world: real places, invented actors. Every name carries (Demo), every number begins with
 * zeros, and places that the press names as running a koperasi or a kitchen are left out.
 */
export type DemoParty = {
  /** How the rest of the demo calls it: K07, S08, B4. */
  readonly key: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly regionCode: string;
  /** Local parts of e-mail addresses, with the roles behind them. */
  readonly people: readonly (readonly [mailbox: string, ...roles: Role[]])[];
  readonly isVatRegistered?: boolean;
  readonly memberCount?: number;
  readonly smallPortions?: number;
  readonly largePortions?: number;
  readonly receivingWindows?: string;
  readonly foundationKey?: string;
  /** First segment of its addresses, where the name would make a long one. */
  readonly slug?: string;
};

type KoperasiRow = readonly [
  key: string,
  regionCode: string,
  place: string,
  memberCount: number,
  tax: "PKP" | "non",
];

const koperasiRows: readonly KoperasiRow[] = [
  ["K01", "35.71.01.1005", "Sukorame", 38, "non"],
  ["K02", "35.71.01.1004", "Pojok", 52, "non"],
  ["K03", "35.71.03.1007", "Betet", 44, "non"],
  ["K04", "35.71.02.1015", "Manisrenggo", 31, "non"],
  ["K05", "35.71.03.1012", "Ketami", 29, "non"],
  ["K06", "35.72.01.1006", "Bendo", 41, "non"],
  ["K07", "35.72.02.1003", "Tlumpu", 63, "PKP"],
  ["K08", "35.72.03.1003", "Klampok", 36, "non"],
  ["K09", "35.72.03.1005", "Rembang", 58, "non"],
  ["K10", "35.72.01.1005", "Tanggung", 27, "non"],
  ["K11", "35.72.03.1006", "Karangtengah", 33, "non"],
  ["K12", "35.72.02.1004", "Turi", 49, "non"],
  ["K13", "35.73.03.1012", "Tlogowaru", 61, "non"],
  ["K14", "35.73.03.1004", "Wonokoyo", 40, "non"],
  ["K15", "35.73.05.1002", "Merjosari", 55, "PKP"],
  ["K16", "35.73.04.1008", "Bandulan", 47, "PKP"],
  ["K17", "35.73.01.1001", "Balearjosari", 30, "non"],
  ["K18", "35.76.01.1008", "Blooto", 34, "non"],
  ["K19", "35.76.01.1007", "Surodinawan", 42, "non"],
  ["K20", "35.76.03.1003", "Meri", 25, "non"],
  ["K21", "35.76.02.1010", "Wates", 37, "non"],
  ["K22", "35.76.01.1005", "Pulorejo", 22, "non"],
  ["K23", "35.74.01.1001", "Ketapang", 39, "non"],
  ["K24", "35.74.02.1003", "Kedunggaleng", 28, "non"],
  ["K25", "35.74.03.1002", "Mangunharjo", 45, "PKP"],
  ["K26", "35.74.05.1006", "Jrebeng Wetan", 33, "non"],
  ["K27", "35.74.05.1003", "Sumber Wetan", 26, "non"],
];

type KitchenRow = readonly [
  key: string,
  regionCode: string,
  place: string,
  small: number,
  large: number,
  foundation: string,
  windows: string,
];

const kitchenRows: readonly KitchenRow[] = [
  ["S01", "35.72.03.1007", "Bendogerit", 820, 1280, "Lentera", "05.30–06.30 kering H-1; 14.00–16.00 segar"],
  ["S02", "35.72.03.1001", "Gedog", 950, 1550, "Melati", "14.00–16.00"],
  ["S03", "35.72.02.1001", "Pakunden", 700, 1100, "Bina Gizi", "03.30–04.30 tempe/tahu; 14.00–16.00"],
  ["S04", "35.71.02.1002", "Balowerti", 900, 1500, "Brantas Sehat", "13.30–15.30"],
  ["S05", "35.71.03.1015", "Burengan", 1000, 1500, "Cahaya Pagi", "14.00–16.00"],
  ["S06", "35.71.01.1008", "Mrican", 620, 1180, "Tunas Harapan", "14.00–15.30"],
  ["S07", "35.73.05.1004", "Dinoyo", 1100, 1400, "Arjuna Muda", "13.00–15.00"],
  ["S08", "35.73.03.1008", "Sawojajar", 1200, 1800, "Sawo Manila", "14.00–16.00"],
  ["S09", "35.73.02.1006", "Kasin", 500, 1000, "Kencana", "14.00–16.00; enam hari seminggu"],
  ["S10", "35.76.02.1009", "Kedundung", 850, 1450, "Wilwatikta", "13.30–15.30"],
  ["S11", "35.76.03.1001", "Kranggan", 600, 900, "Padi Kapas", "14.00–16.00"],
  ["S12", "35.74.03.1010", "Wiroborang", 800, 1300, "Bayu Samudra", "14.00–16.00"],
  ["S13", "35.74.01.1008", "Kademangan", 550, 950, "Anggrek", "13.00–15.00"],
  ["S14", "35.74.02.1007", "Wonoasih", 650, 1050, "Rumah Tumbuh", "14.00–16.00"],
];

/** Portions of a kitchen, both sizes: its orders are drawn to this scale. */
export function portionsOf(key: string): number {
  const row = kitchenRows.find(([one]) => one === key);
  return row ? row[3] + row[4] : 0;
}

const SMALL_RUPIAH = 8_000n;
const LARGE_RUPIAH = 10_000n;

/** What a kitchen may spend on ingredients a day. */
export function dayBudgetOf(key: string): bigint {
  const row = kitchenRows.find(([one]) => one === key);
  return row ? BigInt(row[3]) * SMALL_RUPIAH + BigInt(row[4]) * LARGE_RUPIAH : 0n;
}

export const kitchenKeys: readonly string[] = kitchenRows.map(([key]) => key);

const mailboxOf = (role: string, key: string) => `${role}.${key.toLowerCase()}`;

function koperasiParty([key, regionCode, place, memberCount, tax]: KoperasiRow): DemoParty {
  const box = (role: string) => mailboxOf(role, key);
  return {
    key,
    kind: "koperasi",
    name: `KKMP ${place} (Demo)`,
    regionCode,
    memberCount,
    isVatRegistered: tax === "PKP",
    people: [
      [box("ketua"), "koperasi_chair"],
      [box("bendahara"), "koperasi_treasurer"],
      [box("gudang"), "koperasi_warehouse"],
      ...(key === "K07"
        ? ([
            [box("usaha"), "koperasi_business"],
            [box("sekretaris"), "koperasi_secretary"],
            [box("pengawas"), "koperasi_overseer"],
          ] as const)
        : []),
    ],
  };
}

const foundationKeyOf = (kitchenKey: string) => kitchenKey.replace("S", "Y");

function kitchenParty([key, regionCode, place, small, large, , windows]: KitchenRow): DemoParty {
  const box = (role: string) => mailboxOf(role, key);
  return {
    key,
    kind: "kitchen",
    name: `SPPG ${place} 01 (Demo)`,
    regionCode,
    smallPortions: small,
    largePortions: large,
    receivingWindows: windows,
    foundationKey: foundationKeyOf(key),
    people: [
      [box("kepala"), "kitchen_head"],
      [box("keuangan"), "kitchen_finance"],
      [box("gizi"), "kitchen_nutrition"],
      [box("aslap"), "kitchen_field"],
    ],
  };
}

function foundationParty([key, regionCode, , , , name]: KitchenRow): DemoParty {
  const own = foundationKeyOf(key);
  return {
    key: own,
    kind: "foundation",
    name: `Yayasan Contoh ${name} (Demo)`,
    regionCode: regionCode.slice(0, 5),
    people: [[mailboxOf("maker", own), "foundation_maker"]],
  };
}

function bumdParty(key: string, regionCode: string, name: string): DemoParty {
  return {
    key,
    kind: "bumd",
    name,
    regionCode,
    isVatRegistered: true,
    people: [
      [mailboxOf("sales", key), "bumd_sales"],
      [mailboxOf("gudang", key), "bumd_warehouse"],
      [mailboxOf("keuangan", key), "bumd_finance"],
    ],
  };
}

const hub: DemoParty = {
  key: "B4",
  kind: "trade_center",
  name: "UPT Blitar Trade Center (Demo)",
  slug: "blitar-trade-center",
  regionCode: "35.72",
  people: [
    ["kepala.btc", "hub_head"],
    ["kontrak.btc", "hub_contracts"],
    ["logistik.btc", "hub_logistics"],
    ["kas.btc", "hub_cashier"],
    ["timbang.btc", "hub_logistics"],
    ["arsip.btc", "hub_contracts"],
  ],
};

const agencyRows = [
  ["D1", "35.71", "Dinkop UMTK Kota Kediri (Demo)", "kediri"],
  ["D2", "35.72", "Dinas Koperasi, UKM dan Tenaga Kerja Kota Blitar (Demo)", "blitar"],
  ["D3", "35.73", "Diskopindag Kota Malang (Demo)", "malang"],
  ["D4", "35.76", "Diskopukmperindag Kota Mojokerto (Demo)", "mojokerto"],
  ["D5", "35.74", "DKUP Kota Probolinggo (Demo)", "probolinggo"],
] as const;

const agencies: readonly DemoParty[] = agencyRows.map(([key, regionCode, name, city]) => ({
  key,
  kind: "agency",
  name,
  regionCode,
  slug: `dinas-${city}`,
  people: [[`dinas.${city}`, "agency_officer"]],
}));

/** Everybody who trades or watches, in the order in which they register. */
export const demoParties: readonly DemoParty[] = [
  ...agencies,
  hub,
  bumdParty("B1", "35.73", "Perumda Arjuno Pangan (Demo)"),
  bumdParty("B2", "35.73", "BPR Arjuno Artha (Demo)"),
  bumdParty("B3", "35.71", "Perumda Pasar Brantas (Demo)"),
  bumdParty("B5", "32.76", "BUMD Pangan Depok (Demo)"),
  bumdParty("B6", "35.78", "BUMD Pangan Surabaya (Demo)"),
  bumdParty("B7", "64.72", "BUMD Pangan Samarinda (Demo)"),
  bumdParty("B8", "62.71", "BUMD Pangan Palangka Raya (Demo)"),
  bumdParty("B9", "33.72", "BUMD Pangan Surakarta (Demo)"),
  ...kitchenRows.map(foundationParty),
  ...koperasiRows.map(koperasiParty),
  ...kitchenRows.map(kitchenParty),
];

/** Who has asked to take part and waits for its agency, or for the operator. */
export const applicants: readonly DemoParty[] = [
  ...(
    [
      ["A1", "35.71.01.1010", "KKMP Ngampel (Demo)"],
      ["A2", "35.72.02.1007", "KKMP Tanjungsari (Demo)"],
      ["A3", "35.73.04.1002", "KKMP Gadang (Demo)"],
      ["A4", "35.76.02.1008", "KKMP Balongsari (Demo)"],
      ["A5", "35.74.03.1004", "KKMP Jati (Demo)"],
    ] as const
  ).map(
    ([key, regionCode, name]): DemoParty => ({
      key,
      kind: "koperasi",
      name,
      regionCode,
      memberCount: 24,
      people: [[mailboxOf("ketua", key), "koperasi_chair"]],
    }),
  ),
  {
    key: "A6",
    kind: "agency",
    name: "Dinkopumdag Kota Surabaya (Demo)",
    regionCode: "35.78",
    people: [["dinas.surabaya", "agency_officer"]],
  },
];

export const OPERATOR = {
  key: "O1",
  name: "Pengelola Lumbung (Demo)",
  regionCode: "35.72",
  mailbox: "admin.platform",
} as const;
