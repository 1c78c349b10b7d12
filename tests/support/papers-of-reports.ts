import type { PartyFacts } from "#app/modules/documents/facts.ts";
import type { CityReportFacts } from "#app/modules/documents/papers/city-report-paper.ts";
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

/** What organisations answer with about a time that is over, or nearly so. */
export const reportPapers = { RAT: annualReport, LAP: cityReport };
