import { HOUSE_RULE, type ReferenceParameter } from "./parameter.ts";
import { goodsPaperParameters } from "./parameters-of-goods-papers.ts";
import { kitchenParameters } from "./parameters-of-kitchens.ts";

/** Every rule of the house as it stands, with its source. */
export const referenceParameters: readonly ReferenceParameter[] = [
  ...kitchenParameters,

  // Tax
  {
    key: "tax.vat_basis_points",
    value: 1_200,
    validFrom: "2025-01-01",
    source: "UU HPP dan PMK 131/2024: PPN 12 %",
  },
  {
    key: "tax.base_numerator",
    value: 11,
    validFrom: "2025-01-01",
    source: "PMK 131/2024: DPP nilai lain 11/12",
  },
  {
    key: "tax.base_denominator",
    value: 12,
    validFrom: "2025-01-01",
    source: "PMK 131/2024: DPP nilai lain 11/12",
  },
  {
    key: "tax.income_final_basis_points",
    value: 50,
    validFrom: "2026-01-01",
    source: "PP 20/2026: PPh final UMKM 0,5 %",
    needsChecking: true,
  },
  {
    key: "tax.income_final_turnover_max_rupiah",
    value: 4_800_000_000,
    validFrom: "2026-01-01",
    source: "PP 20/2026: batas omzet setahun",
    needsChecking: true,
  },
  {
    key: "tax.vat_registration_threshold_rupiah",
    value: 4_800_000_000,
    validFrom: "2014-01-01",
    source: "PMK 197/2013: ambang wajib PKP",
  },
  {
    key: "tax.government_withholding_basis_points",
    value: 150,
    validFrom: "2025-01-01",
    source: "PMK 81/2024: PPh 22 instansi pemerintah 1,5 %",
  },
  {
    key: "tax.government_withholding_no_npwp_basis_points",
    value: 300,
    validFrom: "2025-01-01",
    source: "UU PPh pasal 22 ayat (3): 100 % lebih tinggi dari 1,5 % bagi penjual tanpa NPWP",
  },
  {
    key: "tax.government_withholding_exempt_rupiah",
    value: 2_000_000,
    validFrom: "2025-01-01",
    source: "PMK 81/2024: bebas sampai Rp 2 juta yang tidak dipecah",
  },
  {
    key: "tax.vat_remittance_day",
    value: 31,
    validFrom: "2010-04-01",
    source: "UU PPN pasal 15A: PPN disetor paling lama akhir bulan berikutnya",
  },
  {
    key: "tax.withheld_remittance_day",
    value: 15,
    validFrom: "2025-01-01",
    source: "PMK 81/2024 pasal 94: PPh yang dipotong disetor paling lama tanggal 15 bulan berikutnya",
  },
  {
    key: "tax.vat_kept_remittance_day",
    value: 15,
    validFrom: "2025-01-01",
    source:
      "PMK 81/2024: PPN yang dipungut bendahara pemerintah disetor paling lama tanggal 15 bulan berikutnya",
    needsChecking: true,
  },
  {
    key: "stamp.legal_basis",
    value: "UU 10/2020",
    validFrom: "2021-01-01",
    source: "UU 10/2020: bea meterai",
  },
  { key: "stamp.value_rupiah", value: 10_000, validFrom: "2021-01-01", source: "UU 10/2020: bea meterai" },
  {
    key: "stamp.threshold_rupiah",
    value: 5_000_000,
    validFrom: "2021-01-01",
    source: "UU 10/2020: di atas Rp 5 juta",
  },

  // Koperasi loans, for guidance; the app lends nothing
  { key: "koperasi.loan_max_rupiah", value: 3_000_000_000, validFrom: "2025-07-21", source: "PMK 49/2025" },
  { key: "koperasi.loan_interest_basis_points", value: 600, validFrom: "2025-07-21", source: "PMK 49/2025" },
  { key: "koperasi.loan_months", value: 72, validFrom: "2025-07-21", source: "PMK 49/2025" },
  {
    key: "koperasi.loan_grace_months_max",
    value: 8,
    validFrom: "2025-07-21",
    source: "PMK 49/2025: masa tenggang 6 sampai 8 bulan",
  },
  {
    key: "koperasi.loan_due_day",
    value: 12,
    validFrom: "2025-07-21",
    source: "PMK 49/2025: angsuran tanggal 12",
  },

  // Contracts: how long before its last day both parties are told that one runs out.
  { key: "contract.expiry_notice_days", value: 30, validFrom: "2025-01-01", source: HOUSE_RULE },

  // Market
  { key: "market.cut_off_time", value: "12:00", validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "market.cut_off_days_before", value: 2, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "market.on_demand_allowed", value: true, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "market.on_demand_hours_before_window", value: 6, validFrom: "2025-01-01", source: HOUSE_RULE },
  {
    key: "orders.late_cancel_percent",
    value: 0,
    validFrom: "2025-01-01",
    source: "Usulan Lumbung; belum ada aturan, sepakati dengan pemasok",
  },
  { key: "market.answer_minutes", value: 120, validFrom: "2025-01-01", source: HOUSE_RULE },
  // So long before an offer lapses its seller is reminded of it.
  { key: "market.remind_minutes", value: 30, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "market.price_age_days_fresh", value: 7, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "market.price_age_days_dry", value: 30, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "market.reference_warning_basis_points", value: 1_000, validFrom: "2025-01-01", source: HOUSE_RULE },
  // An older market price is not held against what a kitchen pays.
  { key: "market.reference_age_days", value: 14, validFrom: "2025-01-01", source: HOUSE_RULE },
  // How far around itself a seller looks for demand, by road; and from what share of it goods that nobody has taken are too many.
  { key: "radar.reach_km", value: 60, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "radar.glut_percent", value: 150, validFrom: "2025-01-01", source: HOUSE_RULE },
  // On so many surveyed days in a row farms were paid less than the legal floor before anybody is alarmed.
  { key: "radar.floor_days", value: 3, validFrom: "2025-01-01", source: HOUSE_RULE },
  // From how many suppliers one line is served before each more has to spare its handling; 0 for no limit.
  { key: "market.suppliers_per_line_max", value: 3, validFrom: "2025-01-01", source: HOUSE_RULE },
  // What one supplier more costs the buyer in receiving and paying; below zero forbids it.
  { key: "market.extra_supplier_rupiah", value: 10_000, validFrom: "2025-01-01", source: HOUSE_RULE },
  {
    key: "market.supplier_share_max_basis_points",
    value: 4_000,
    validFrom: "2025-01-01",
    source: HOUSE_RULE,
  },
  {
    key: "market.margin_guide_dry_basis_points",
    value: 300,
    validFrom: "2025-01-01",
    source: "Lembar harga distributor; panduan saja",
  },
  {
    key: "market.margin_guide_egg_basis_points",
    value: 400,
    validFrom: "2025-01-01",
    source: "Lembar harga distributor; panduan saja",
  },
  {
    key: "market.margin_guide_fresh_basis_points",
    value: 500,
    validFrom: "2025-01-01",
    source: "Lembar harga distributor; panduan saja",
  },
  // So many days after a month has ended its books may be closed: by then late papers have come.
  { key: "books.closing_after_days", value: 5, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "receiving.tolerance_basis_points", value: 200, validFrom: "2025-01-01", source: HOUSE_RULE },
  {
    key: "receiving.late_after_minutes",
    value: 30,
    validFrom: "2025-01-01",
    source: "Kebiasaan dapur: terlambat bila lewat setengah jam dari jam terima",
    needsChecking: true,
  },
  // Goods that are asked for when their hour is near or past are due so many minutes later, and their seller answers within so many.
  { key: "receiving.substitute_minutes", value: 180, validFrom: "2025-01-01", source: HOUSE_RULE },
  // Until when a seller says from where it brings anew what was refused.
  { key: "receiving.replacement_minutes", value: 120, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "receiving.substitute_answer_minutes", value: 30, validFrom: "2025-01-01", source: HOUSE_RULE },
  // How long a koperasi may appeal against a weighing, and the kitchen answer it.
  { key: "receiving.appeal_hours", value: 48, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "receiving.appeal_answer_hours", value: 72, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "shipments.missed_after_days", value: 1, validFrom: "2025-01-01", source: HOUSE_RULE },
  // What trips are planned with: speed by road, what loading takes, a driver's day at the wheel, when the first vehicle leaves.
  { key: "trips.road_kmh", value: 40, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "trips.stop_minutes", value: 20, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "trips.driving_minutes_max", value: 480, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "trips.starts_at", value: "05:00", validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "allotment.answer_hours", value: 4, validFrom: "2025-01-01", source: HOUSE_RULE },
  // How long a claim waits for the trade center, for the koperasi that is heard, and then for the decision: 72 + 48 + 48 hours are
  // the seven days of musyawarah that the standard clauses give.
  { key: "disputes.answer_hours", value: 72, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "disputes.hearing_hours", value: 48, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "disputes.decision_hours", value: 48, validFrom: "2025-01-01", source: HOUSE_RULE },
  // Percent of the standard key: by capacity, by what was kept before, and for everyone alike.
  { key: "allotment.key_parts", value: [50, 30, 20], validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "allotment.memory_days", value: 90, validFrom: "2025-01-01", source: HOUSE_RULE },
  ...goodsPaperParameters,
  { key: "payment.terms_days", value: [0, 1, 3, 7, 10, 14], validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "payment.term_days", value: 7, validFrom: "2025-01-01", source: HOUSE_RULE },
  // What being late may cost at most, where seller and buyer agree that it costs anything: a day, and in all.
  {
    key: "payment.late_fee_most_basis_points",
    value: 10,
    validFrom: "2025-01-01",
    source: "Menurut perjanjian (KUHPerdata 1249); batas meniru Perpres 16/2018 pasal 79: 1‰ sehari",
    needsChecking: true,
  },
  {
    key: "payment.late_fee_cap_most_basis_points",
    value: 500,
    validFrom: "2025-01-01",
    source: "Menurut perjanjian (KUHPerdata 1249); batas meniru Perpres 16/2018: 5 % nilai kontrak",
    needsChecking: true,
  },
  // Banks are shut on these days beside weekends: what falls due then is due on the next one that they are open.
  {
    key: "banking.instant_max_rupiah",
    value: 250_000_000,
    validFrom: "2025-01-01",
    source: "Bank Indonesia: batas nominal BI-FAST per transaksi",
    needsChecking: true,
  },
  {
    key: "banking.holidays",
    value: [
      "2026-01-01",
      "2026-01-16",
      "2026-02-17",
      "2026-03-19",
      "2026-04-03",
      "2026-05-01",
      "2026-05-14",
      "2026-05-27",
      "2026-06-01",
      "2026-06-16",
      "2026-08-17",
      "2026-08-25",
      "2026-12-25",
    ],
    validFrom: "2026-01-01",
    source: "SKB 3 Menteri tentang hari libur nasional 2026; cuti bersama menurut bank",
    needsChecking: true,
  },
  // So many days after its day an unpaid invoice comes before the head of the kitchen.
  { key: "payment.head_after_days", value: 7, validFrom: "2025-01-01", source: HOUSE_RULE },
];
