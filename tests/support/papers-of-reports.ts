import { sumOf } from "#app/kernel/money.ts";
import type { PartyFacts } from "#app/modules/documents/facts.ts";
import type { CityReportFacts } from "#app/modules/documents/papers/city-report-paper.ts";
import type { FinancialStatementsFacts } from "#app/modules/documents/papers/financial-statements-paper.ts";
import { tlumpu } from "./paper-parties.ts";
import { annualReport } from "./papers-of-years.ts";

const agency: PartyFacts = {
  name: "Dinas Koperasi, UKM dan Tenaga Kerja Kota Blitar (Demo)",
  kindLabel: "Dinas Pembina Koperasi",
  address: "Jalan Contoh Dinas 3",
  regionCode: "35.72.03.1003",
  regionName: "Kel. Sananwetan, Kec. Sananwetan, Kota Blitar",
  phone: null,
  legalIds: [],
};

/** March in a city of 21 kelurahan, three koperasi and one kitchen. */
const cityReport: CityReportFacts = {
  issuer: agency,
  place: "Kota Blitar",
  issuedOn: "2026-04-02",
  cityName: "Kota Blitar",
  startsOn: "2026-03-01",
  endsOn: "2026-03-31",
  isOver: true,
  villages: 21,
  koperasi: [
    {
      name: "KKMP Tlumpu (Demo)",
      villageName: "Tlumpu",
      isActive: true,
      deliveries: 12,
      soldRupiah: 64_800_000n,
    },
    {
      name: "KKMP Klampok (Demo)",
      villageName: "Klampok",
      isActive: true,
      deliveries: 3,
      soldRupiah: 9_200_500n,
    },
    { name: "KKMP Sentul (Demo)", villageName: "Sentul", isActive: false, deliveries: 0, soldRupiah: 0n },
  ],
  soldRupiah: 74_000_500n,
  bought: [
    { goods: "Telur ayam ras", boughtRupiah: 30_000_000n, localRupiah: 30_000_000n },
    { goods: "Beras medium", boughtRupiah: 20_000_000n, localRupiah: 4_999_999n },
  ],
  boughtRupiah: 50_000_000n,
  localRupiah: 34_999_999n,
  sentOutRupiah: 39_000_501n,
  ceilings: [
    { goods: "Minyak goreng", unit: "liter", lines: 8, above: 1, mostAboveRupiah: 300n },
    { goods: "Telur ayam ras", unit: "kg", lines: 12, above: 0, mostAboveRupiah: 0n },
  ],
  deliveries: [
    {
      sellerName: "KKMP Klampok (Demo)",
      cityName: "Kota Blitar",
      due: 4,
      onTime: 2,
      late: 1,
      letGo: 1,
    },
    { sellerName: "KKMP Tlumpu (Demo)", cityName: "Kota Blitar", due: 12, onTime: 12, late: 0, letGo: 0 },
  ],
  unmet: [{ goods: "Wortel", base: "g", missingBase: 12_500n, kitchens: 1 }],
  kitchens: [{ name: "SPPG Sentul 01 (Demo)", villageName: "Sentul", suppliers: 9 }],
  suppliersLeast: 15,
  claims: { opened: 2, granted: 1, refused: 0, grantedRupiah: 427_500n },
};

const row = (code: string | null, text: string, amountRupiah: bigint, beforeRupiah = 0n) => ({
  code,
  text,
  amountRupiah,
  beforeRupiah,
});

const part = (totalLabel: string, ...rows: ReturnType<typeof row>[]) => ({
  totalLabel,
  rows,
  amountRupiah: sumOf(rows.map((one) => one.amountRupiah)),
  beforeRupiah: sumOf(rows.map((one) => one.beforeRupiah)),
});

const booked = (
  code: string,
  text: string,
  openingRupiah: bigint,
  debitRupiah: bigint,
  creditRupiah: bigint,
) => ({ code, text, openingRupiah, debitRupiah, creditRupiah });

/** March in a koperasi's books: eggs bought for 9 million, sold for 11, of which 4 were paid. */
const financialStatements: FinancialStatementsFacts = {
  issuer: tlumpu,
  place: "Kota Blitar",
  issuedOn: "2026-04-03",
  startsOn: "2026-03-01",
  endsOn: "2026-03-31",
  beforeStartsOn: "2026-02-01",
  beforeEndsOn: "2026-02-28",
  isClosed: false,
  provenLines: 1_248,
  incomeTitle: "Perhitungan hasil usaha",
  income: part("Jumlah pendapatan", row("4100", "Penjualan", 11_000_000n, 500_000n)),
  expense: part("Jumlah beban", row("5100", "Pembelian", 9_000_000n, 700_000n)),
  resultLabel: "Sisa hasil usaha (SHU)",
  resultRupiah: 2_000_000n,
  resultBeforeRupiah: -200_000n,
  assets: part(
    "Jumlah aset",
    row("1100", "Kas dan bank", 5_300_000n, 1_300_000n),
    row("1200", "Piutang usaha", 7_000_000n),
  ),
  liabilities: part("Jumlah liabilitas", row("2110", "Utang kepada produsen", 9_000_000n)),
  equity: part(
    "Jumlah ekuitas",
    row("3100", "Simpanan pokok", 1_500_000n, 1_500_000n),
    row(null, "SHU tahun-tahun lalu", 0n),
    row(null, "SHU tahun berjalan", 1_800_000n, -200_000n),
  ),
  cashOpeningRupiah: 1_300_000n,
  cashCame: part("Jumlah kas masuk", row("1200", "Piutang usaha", 4_000_000n)),
  cashWent: part("Jumlah kas keluar"),
  cashClosingRupiah: 5_300_000n,
  trial: [
    booked("1100", "Kas dan bank", 1_300_000n, 4_000_000n, 0n),
    booked("1200", "Piutang usaha", 0n, 11_000_000n, 4_000_000n),
    booked("2110", "Utang kepada produsen", 0n, 0n, 9_000_000n),
    booked("3100", "Simpanan pokok", -1_500_000n, 0n, 0n),
    booked("4100", "Penjualan", -500_000n, 0n, 11_000_000n),
    booked("5100", "Pembelian", 700_000n, 9_000_000n, 0n),
  ],
  preparedRole: "Bendahara",
  approvedRole: "Ketua",
};

/** What organisations answer with about a time that is over, or nearly so. */
export const reportPapers = { RAT: annualReport, LAP: cityReport, LK: financialStatements };
