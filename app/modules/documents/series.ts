import { romanMonth } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";

/**
 * A series is the run of numbers that one organisation gives to one kind of paper in one year: 1, 2, 3 and on,
 * without a gap. The kind stands in the number by its customary Indonesian short form.
 */
export const documentKinds = [
  "SP",
  "KP",
  "SJ",
  "BAST",
  "BAP",
  "BAK",
  "BAB",
  "INV",
  "KW",
  "JATAH",
  "TIMBANG",
  "SPK",
  "STMT",
  "SKRD",
  "RET",
  "NK",
  "ND",
  "BTT",
  "NB",
  "RPP",
  "TITIP",
  "NPK",
  "KAD",
  "STS",
  "RAB",
  "BKU",
  "BPB",
  "BANK",
  "REKAP",
  "DPS",
  "BPK",
  "RAT",
  "LAP",
  "LK",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The formal title of each kind of paper. Papers are Indonesian whatever language their reader uses on screen. */
export const documentTitles: Readonly<Record<DocumentKind, string>> = {
  SP: "Surat Pesanan",
  KP: "Konfirmasi Pesanan",
  SJ: "Surat Jalan",
  BAST: "Berita Acara Serah Terima",
  BAP: "Berita Acara Penolakan",
  BAK: "Berita Acara Klaim",
  BAB: "Berita Acara Banding Penimbangan",
  INV: "Tagihan",
  KW: "Kwitansi",
  JATAH: "Tabel Penjatahan",
  TIMBANG: "Bukti Timbang",
  SPK: "Surat Perintah Kirim dan Manifest",
  STMT: "Rekapitulasi Pembagian Hasil",
  SKRD: "Surat Ketetapan Retribusi Daerah",
  RET: "Bukti Retribusi",
  NK: "Nota Kredit",
  ND: "Nota Debit",
  BTT: "Bukti Tagihan Terverifikasi",
  NB: "Nota Beli",
  RPP: "Rekapitulasi Pembelian Produsen",
  TITIP: "Bukti Titip",
  NPK: "Nota Perhitungan Konsinyasi",
  KAD: "Kontrak Kerja Sama Antardaerah",
  STS: "Surat Tanda Setoran",
  RAB: "Rencana Anggaran Belanja",
  BKU: "Buku Kas Umum",
  BPB: "Buku Pembantu Bahan Pangan",
  BANK: "Buku Pembantu Bank",
  REKAP: "Rekapitulasi Belanja per Periode",
  DPS: "Daftar Pemasok",
  BPK: "Berkas Pemeriksaan Pembelian",
  RAT: "Laporan Rapat Anggota Tahunan",
  LAP: "Laporan Dinas",
  LK: "Laporan Keuangan",
};

/**
 * The number as it is printed: `{serial, at least three digits}/{kind}/{issuer}/{roman month}/{year}`, such as
 * `001/INV/KKMP-TLU/III/2026`. One pattern for every kind: a treasurer files them by the same eye.
 *
 * The serial runs on through the year, so the month says when, and never restarts the count. Refuses a serial
 * below 1 and a short name with a slash or a space, which would make two numbers read alike.
 */
export function documentNumber(place: {
  readonly kind: DocumentKind;
  readonly serial: number;
  readonly organisationShort: string;
  readonly on: BusinessDay;
}): string {
  invariant(Number.isSafeInteger(place.serial) && place.serial >= 1, "a series counts from one");
  invariant(/^[^\s/]+$/.test(place.organisationShort), "a short name is one word without a slash");
  const [year = "", month = ""] = place.on.split("-");
  const serial = place.serial.toString().padStart(3, "0");
  return `${serial}/${place.kind}/${place.organisationShort}/${romanMonth(Number(month))}/${year}`;
}
