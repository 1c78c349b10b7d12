import { sumOf } from "#app/kernel/money.ts";
import type { PeriodPapers } from "#app/modules/accountability/period-papers.ts";
import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
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

const at = (day: string, time: string) => ({ day, time, timeZone: "Asia/Jakarta" as const });

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

/** The papers of one small period of a kitchen: three deliveries of two suppliers, a payment, and the review of a dear order. */
export const periodPapers: PeriodPapers & Pick<FactsByKind, "BPK"> = {
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
  BANK: {
    ...head,
    openingRupiah: 500_000_000n,
    rows: [
      {
        day: "2026-03-27",
        reference: "BRI-2026032700417",
        text: "Pembayaran kepada KKMP Tlumpu (Demo)",
        note: "014/KW/KKMP-TLU/III/2026",
        inRupiah: 0n,
        outRupiah: 8_024_000n,
      },
    ],
    closingRupiah: 491_976_000n,
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
  BPK: {
    issuer: sawojajar,
    place: "Kota Malang",
    issuedOn: "2026-04-06",
    fund: "Bahan pangan",
    delivery: { day: "2026-03-24", start: "14:00", end: "16:00", timeZone: "Asia/Jakarta" },
    deeds: [
      { deed: "Diajukan", name: "Rina Kusumawardani, S.E.", at: at("2026-03-21", "09:10") },
      { deed: "Disetujui", name: "Agus Prasetyo", at: at("2026-03-21", "16:40") },
    ],
    lines: [
      {
        description: "Cabai rawit merah A",
        specification: "Segar, tanpa tangkai busuk",
        unit: kg,
        quantityBase: 3_000n,
        askedRupiah: 70_500n,
        legalRupiah: 57_000n,
        reference: { rupiah: 70_410n, source: "Siskaperbapo", onDay: "2026-03-20" },
        unquestionedRupiah: 57_000n,
        overrideReason: "Harga pasar di atas HAP",
        agreed: [{ seller: "KKMP Tlumpu (Demo)", quantityBase: 3_000n, priceRupiah: 70_000n }],
        matched: { at: at("2026-03-22", "12:00"), candidates: 2 },
        offers: [
          { seller: "KKMP Tlumpu (Demo)", priceMilli: 70_000n, standing: "bought" },
          { seller: "KKMP Klampok (Demo)", priceMilli: 71_200n, standing: "next" },
        ],
      },
    ],
    evidences: [
      {
        goods: "Cabai rawit merah A",
        askedRupiah: 70_500n,
        reason: "barang langka di pasar",
        note: null,
        writtenBy: "Rina Kusumawardani, S.E.",
        writtenAt: at("2026-03-21", "09:00"),
        verdict: "Disetujui",
        verdictNote: null,
        decidedBy: "Agus Prasetyo",
        decidedAt: at("2026-03-21", "09:05"),
      },
    ],
    papers: [
      {
        title: "Surat Pesanan",
        number: "045/SP/SPPG-012/III/2026",
        issuedOn: "2026-03-22",
        factsHash: "0".repeat(64),
      },
    ],
    files: [{ purpose: "Bukti harga", name: "papan-harga.png", sha256: "f".repeat(64) }],
  },
};
