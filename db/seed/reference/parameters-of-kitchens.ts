import { HOUSE_RULE, type ReferenceParameter } from "./parameter.ts";

/** What kitchens are bound by: their money, their days, and what children are to be fed. */
export const kitchenParameters: readonly ReferenceParameter[] = [
  // Kitchens (SPPG)
  {
    key: "kitchen.operating_days_per_week",
    value: 5,
    validFrom: "2026-04-01",
    source: "Arahan BGN, 31 Maret 2026; enam hari dengan pengecualian",
  },
  {
    key: "kitchen.cap_small_rupiah",
    value: 8_000,
    validFrom: "2025-01-06",
    source: "Juknis MBG 2025: porsi kecil",
  },
  {
    key: "kitchen.cap_large_rupiah",
    value: 10_000,
    validFrom: "2025-01-06",
    source: "Juknis MBG 2025: porsi besar",
  },
  {
    key: "kitchen.operational_max_rupiah",
    value: 3_000,
    validFrom: "2025-01-06",
    source: "Juknis MBG 2025: biaya operasional per porsi",
  },
  {
    key: "kitchen.daily_incentive_rupiah",
    value: 6_000_000,
    validFrom: "2026-01-01",
    source: "Insentif harian SPPG 2026; sedang ditinjau",
    needsChecking: true,
  },
  {
    key: "kitchen.beneficiaries_max",
    value: 2_500,
    validFrom: "2025-12-29",
    source: "Juknis 29 Desember 2025",
    needsChecking: true,
  },
  {
    key: "kitchen.beneficiaries_max_with_chef",
    value: 3_000,
    validFrom: "2025-12-29",
    source: "Juknis 29 Desember 2025: dengan juru masak bersertifikat",
    needsChecking: true,
  },
  {
    key: "kitchen.suppliers_min",
    value: 15,
    validFrom: "2026-02-01",
    source: "Arahan Kepala BGN, Februari 2026 dan April 2026",
  },
  {
    key: "kitchen.suppliers_warning",
    value: 5,
    validFrom: "2026-03-01",
    source: "Arahan Kepala BGN, Maret 2026",
  },
  {
    key: "kitchen.fund_initial_rupiah",
    value: 500_000_000,
    validFrom: "2026-01-01",
    source: "Saldo awal rekening virtual; satu artikel",
    needsChecking: true,
  },
  {
    key: "kitchen.fund_threshold_rupiah",
    value: 300_000_000,
    validFrom: "2026-01-01",
    source: "Ambang isi ulang rekening virtual; satu artikel",
    needsChecking: true,
  },
  {
    key: "kitchen.plan_days",
    value: 10,
    validFrom: "2026-04-01",
    source: "Dua pekan lima hari kerja",
    needsChecking: true,
  },

  // First and last day; the next circular is a new value.
  {
    key: "kitchen.ramadan_pause",
    value: ["2026-02-16", "2026-02-22"],
    validFrom: "2026-02-12",
    source: "SE Kepala BGN 3/2026: jeda awal Ramadan",
  },
  {
    key: "kitchen.ramadan_packages",
    value: ["2026-02-23", "2026-03-17"],
    validFrom: "2026-02-12",
    source: "SE Kepala BGN 3/2026: paket kering selama Ramadan",
  },
  {
    key: "kitchen.lebaran_stop",
    value: ["2026-03-18", "2026-03-24"],
    validFrom: "2026-02-12",
    source: "SE Kepala BGN 3/2026: libur Lebaran",
  },
  {
    key: "kitchen.dry_days_before",
    value: 1,
    validFrom: "2026-01-01",
    source: "Kebiasaan dapur: barang kering sehari sebelum pekan memasak",
    needsChecking: true,
  },
  {
    key: "kitchen.dry_window_start",
    value: "08:00",
    validFrom: "2026-01-01",
    source: "Kebiasaan dapur: barang kering H-1 pagi",
    needsChecking: true,
  },
  {
    key: "kitchen.dry_window_end",
    value: "12:00",
    validFrom: "2026-01-01",
    source: "Kebiasaan dapur: barang kering H-1 pagi",
    needsChecking: true,
  },
  {
    key: "kitchen.fresh_days_before",
    value: 1,
    validFrom: "2026-01-01",
    source: "Kebiasaan dapur: barang segar H-1 sore, dimasak mulai tengah malam",
    needsChecking: true,
  },
  {
    key: "kitchen.fresh_window_start",
    value: "14:00",
    validFrom: "2026-01-01",
    source: "Kebiasaan dapur: barang segar H-1 sore",
    needsChecking: true,
  },
  {
    key: "kitchen.fresh_window_end",
    value: "16:00",
    validFrom: "2026-01-01",
    source: "Kebiasaan dapur: barang segar H-1 sore",
    needsChecking: true,
  },

  { key: "kitchen.store_silent_days", value: 3, validFrom: "2025-01-01", source: HOUSE_RULE },

  // Nutrition: kilocalories, and grams of protein, fat and carbohydrate a day
  {
    key: "nutrition.meal_share_percent",
    value: [30, 35],
    validFrom: "2025-01-06",
    source: "Juknis MBG 2025: sekali makan 30–35 % AKG",
    needsChecking: true,
  },
  {
    // From and to, of energy, protein, fat and carbohydrate.
    key: "nutrition.swap_keeps_percent",
    value: [95, 115, 95, 130, 75, 130, 85, 120],
    validFrom: "2026-01-01",
    source: "Usulan: menu pengganti menjaga gizi menu semula",
    needsChecking: true,
  },
  {
    key: "nutrition.swap_dishes_max",
    value: 2,
    validFrom: "2026-01-01",
    source: "Usulan: paling banyak dua masakan diganti sekaligus",
    needsChecking: true,
  },
  {
    key: "nutrition.daily_needs_age_7_9",
    value: [1_650, 40, 55, 250],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): 7–9 tahun",
  },
  {
    key: "nutrition.daily_needs_boys_10_12",
    value: [2_000, 50, 65, 300],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): laki-laki 10–12 tahun",
  },
  {
    key: "nutrition.daily_needs_girls_10_12",
    value: [1_900, 55, 65, 280],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): perempuan 10–12 tahun",
  },
  {
    key: "nutrition.daily_needs_boys_13_15",
    value: [2_400, 70, 80, 350],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): laki-laki 13–15 tahun",
  },
  {
    key: "nutrition.daily_needs_girls_13_15",
    value: [2_050, 65, 70, 300],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): perempuan 13–15 tahun",
  },
  {
    key: "nutrition.daily_needs_boys_16_18",
    value: [2_650, 75, 85, 400],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): laki-laki 16–18 tahun",
  },
  {
    key: "nutrition.daily_needs_girls_16_18",
    value: [2_100, 65, 70, 300],
    validFrom: "2019-08-26",
    source: "Permenkes 28/2019 (AKG): perempuan 16–18 tahun",
  },
];
