import type { BaseUnit } from "#app/kernel/quantity.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { PartyFacts } from "#app/modules/documents/facts.ts";

/** The parties of the demo as papers name them, and the goods that they trade. */
export const tlumpu: PartyFacts = {
  name: "KKMP Tlumpu (Demo)",
  kindLabel: "Koperasi Kelurahan Merah Putih",
  address: "Jalan Contoh Raya 12, RT 02 RW 05",
  regionCode: "35.72.02.1003",
  regionName: "Kelurahan Tlumpu, Kecamatan Sukorejo, Kota Blitar",
  phone: "0812-0000-0007",
  legalIds: [
    { label: "NIK Koperasi", value: "00003572021003" },
    { label: "Badan Hukum", value: "AHU-0000007.AH.01.29.Tahun 2025" },
    { label: "NPWP", value: "0000 0000 0000 0007" },
  ],
};

export const sawojajar: PartyFacts = {
  name: "SPPG Sawojajar 01 (Demo)",
  kindLabel: "Satuan Pelayanan Pemenuhan Gizi, mitra Yayasan Contoh Sawojajar (Demo)",
  address: "Jalan Danau Contoh Blok B 4",
  regionCode: "35.73.03.1008",
  regionName: "Kelurahan Sawojajar, Kecamatan Kedungkandang, Kota Malang",
  phone: "0812-0000-0108",
  legalIds: [{ label: "Nomor SPPG", value: "SPPG-012" }],
};

export const tradeCenter: PartyFacts = {
  name: "Blitar Trade Center (Demo)",
  kindLabel: "Pusat Dagang Antardaerah Kota Blitar",
  address: "Jalan Perdagangan 1",
  regionCode: "35.72.03.1004",
  regionName: "Kelurahan Sananwetan, Kecamatan Sananwetan, Kota Blitar",
  phone: "(0342) 000 000",
  legalIds: [{ label: "NIB", value: "0000000000001" }],
};

export const samarinda: PartyFacts = {
  name: "Perumda Pangan Contoh Samarinda (Demo)",
  kindLabel: "Badan Usaha Milik Daerah Kota Samarinda",
  address: "Jalan Pelabuhan Contoh 8",
  regionCode: "64.72.08.1002",
  regionName: "Kelurahan Pelabuhan, Kecamatan Samarinda Kota, Kota Samarinda",
  phone: null,
  legalIds: [
    { label: "NPWP", value: "0000 0000 0000 0107" },
    { label: "NIB", value: "0000000000107" },
  ],
};

function unit(name: string, base: BaseUnit, size: bigint) {
  return { name, base, size };
}

export const kg = unit("kg", "g", 1000n);
export const peti = unit("peti", "g", 15_000n);
export const papan = unit("papan", "piece", 144n);
const liter = unit("liter", "ml", 1000n);

export function priced(
  description: string,
  specification: string | null,
  traded: typeof kg,
  quantityBase: bigint,
  priceRupiah: bigint,
) {
  return {
    description,
    specification,
    unit: traded,
    quantityBase,
    priceRupiah,
    amountRupiah: priceOf(quantityBase, priceRupiah, traded.size),
  };
}

export const goods = [
  priced("Telur ayam ras", "Mutu M, retak paling banyak 2 %", kg, 168_500n, 28_500n),
  priced("Ayam karkas", "Potong 10, ukuran 0,9–1,1 kg, suhu paling tinggi 4 °C", kg, 174_000n, 38_750n),
  priced("Beras medium", "SNI 6128:2020", kg, 295_000n, 13_400n),
  priced("Tahu putih", null, papan, 20n * 144n, 52_000n),
  priced("Wortel", "Grade A", kg, 92_250n, 14_200n),
  priced("Minyak goreng", "Kemasan 1 liter", liter, 36_000n, 15_700n),
];
export const goodsRupiah = goods.reduce((sum, line) => sum + line.amountRupiah, 0n);

export const bank = { bank: "Bank Contoh Jatim", number: "0007 1234 5678", holder: "KKMP TLUMPU (DEMO)" };

/** Where and when these papers were written, unless they say otherwise. */
export const head = { place: "Kota Blitar", issuedOn: "2026-03-27" };
