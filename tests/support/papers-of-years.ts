import type { AnnualReportFacts } from "#app/modules/documents/papers/annual-report-paper.ts";
import { tlumpu } from "./paper-parties.ts";

const row = (text: string, amountRupiah: bigint, beforeRupiah: bigint | null = null) => ({
  text,
  amountRupiah,
  beforeRupiah,
});

/** The yearly report of a small koperasi: one sale, one purchase, two members. */
export const annualReport: AnnualReportFacts = {
  issuer: tlumpu,
  place: "Kota Blitar",
  issuedOn: "2026-03-10",
  year: 2025,
  startsOn: "2025-01-01",
  endsOn: "2025-12-31",
  isClosed: true,
  income: {
    title: "Pendapatan",
    rows: [row("Penjualan", 11_000_000n, 9_000_000n)],
    totalLabel: "Jumlah pendapatan",
    totalRupiah: 11_000_000n,
  },
  expense: {
    title: "Beban",
    rows: [row("Pembelian", 10_000_000n, 8_500_000n)],
    totalLabel: "Jumlah beban",
    totalRupiah: 10_000_000n,
  },
  resultRupiah: 1_000_000n,
  assets: {
    title: "Aset",
    rows: [row("Kas", 1_240_000n, 700_000n)],
    totalLabel: "Jumlah aset",
    totalRupiah: 1_240_000n,
  },
  liabilities: {
    title: "Kewajiban",
    rows: [row("Utang kepada anggota", 40_000n, 0n)],
    totalLabel: "Jumlah kewajiban",
    totalRupiah: 40_000n,
  },
  equity: {
    title: "Ekuitas",
    rows: [row("Simpanan pokok", 200_000n, 200_000n), row("SHU tahun berjalan", 1_000_000n, 500_000n)],
    totalLabel: "Jumlah ekuitas",
    totalRupiah: 1_200_000n,
  },
  tables: [],
  members: [
    {
      number: "A-0001",
      name: "Siti Aminah",
      joinedOn: "2025-02-01",
      savingsRupiah: 100_000n,
      tradeRupiah: 6_000_000n,
      shuRupiah: 270_000n,
    },
  ],
};
