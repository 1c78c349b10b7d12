import { sumOf } from "#app/kernel/money.ts";
import type { PeriodPapers } from "#app/modules/accountability/period-papers.ts";
import { kg, papan, sawojajar } from "./paper-parties.ts";

const head = {
  issuer: sawojajar,
  place: "Kota Malang",
  issuedOn: "2026-04-06",
  fund: "Bahan pangan",
  source: "Dana MBG",
  startsOn: "2026-03-23",
  endsOn: "2026-04-03",
};

const suppliers = [
  {
    name: "KKMP Tlumpu (Demo)",
    kindLabel: "Koperasi Kelurahan Merah Putih",
    cityName: "Kota Blitar",
    isLocal: false,
    businessNumber: null,
    deliveries: 2,
    spentRupiah: 8_024_000n,
  },
  {
    name: "Perumda Pangan Contoh Malang (Demo)",
    kindLabel: "Badan Usaha Milik Daerah",
    cityName: "Kota Malang",
    isLocal: true,
    businessNumber: "0000000000108",
    deliveries: 1,
    spentRupiah: 2_980_000n,
  },
];
const spentRupiah = sumOf(suppliers.map((row) => row.spentRupiah));
const days = [
  { day: "2026-03-24", smallPortions: 1200, largePortions: 1800, capRupiah: 27_600_000n },
  { day: "2026-03-25", smallPortions: 1200, largePortions: 1800, capRupiah: 27_600_000n },
];
const goods = [
  { description: "Telur ayam ras M", unit: kg, quantityBase: 295_000n, spentRupiah: 8_024_000n },
  { description: "Tahu putih", unit: papan, quantityBase: 8_640n, spentRupiah: 2_980_000n },
];

/** The papers of one small period of a kitchen: three deliveries of two suppliers, and a payment. */
export const periodPapers: PeriodPapers = {
  RAB: {
    ...head,
    budgetRupiah: 276_000_000n,
    days,
    capSmallRupiah: 8_000n,
    capLargeRupiah: 10_000n,
    lines: [
      { description: "Telur ayam ras M", unit: kg, quantityBase: 300_000n, amountRupiah: 8_700_000n },
      { description: "Tahu putih", unit: papan, quantityBase: 8_640n, amountRupiah: 3_100_000n },
    ],
    plannedRupiah: 11_800_000n,
  },
  BKU: {
    ...head,
    openingRupiah: 500_000_000n,
    rows: [
      {
        day: "2026-03-27",
        reference: "014/KW/KKMP-TLU/III/2026",
        text: "Pembayaran kepada KKMP Tlumpu (Demo)",
        note: null,
        inRupiah: 0n,
        outRupiah: 8_024_000n,
      },
    ],
    closingRupiah: 491_976_000n,
  },
  BPB: {
    ...head,
    openingRupiah: 0n,
    rows: [
      {
        day: "2026-03-23",
        reference: null,
        text: "Anggaran dibuka",
        note: null,
        inRupiah: 276_000_000n,
        outRupiah: 0n,
      },
      {
        day: "2026-03-24",
        reference: "031/BAST/SPPG-SWJ/III/2026",
        text: "KKMP Tlumpu (Demo)",
        note: "Telur ayam ras M",
        inRupiah: 0n,
        outRupiah: 8_024_000n,
      },
      {
        day: "2026-03-25",
        reference: "032/BAST/SPPG-SWJ/III/2026",
        text: "Perumda Pangan Contoh Malang (Demo)",
        note: "Tahu putih",
        inRupiah: 0n,
        outRupiah: 2_980_000n,
      },
    ],
    closingRupiah: 264_996_000n,
  },
  REKAP: {
    ...head,
    budgetRupiah: 276_000_000n,
    spentRupiah,
    heldRupiah: 5_000_000n,
    leftRupiah: 259_996_000n,
    invoicedRupiah: 8_024_000n,
    days: days.map(({ day, capRupiah }, at) => ({
      day,
      capRupiah,
      deliveries: at === 0 ? 2 : 1,
      spentRupiah: suppliers[at]?.spentRupiah ?? 0n,
    })),
    suppliers,
    goods,
    unsuppliedRupiah: 0n,
    unweighedRupiah: 0n,
  },
  DPS: { ...head, suppliers, least: 15, totalRupiah: spentRupiah },
};
