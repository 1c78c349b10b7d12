import { HOUSE_RULE, type ReferenceParameter } from "./parameter.ts";

const OF_ANIMALS = "Permentan 11/2020 (NKV: daging, telur); ikan: SKP (KKP); verifikasi dengan dinas";
const HALAL = "UU 33/2014 dan PP 42/2024; verifikasi dengan dinas";

/**
 * Which papers goods need, by commodity. Call-offs ask for them from the first; on the market one that ran out hides the goods, and one
 * that was never handed in does so from the day of `trade.missing_certificate_hides`, of which sellers are told ninety days before.
 * What a later row adds is told as long before it begins.
 */
export const goodsPaperParameters: readonly ReferenceParameter[] = [
  {
    key: "trade.hygiene_certificate_for",
    value: ["AYM", "DSP", "NLA", "BDG", "TKL"],
    validFrom: "2025-01-01",
    source: "Permentan 11/2020 (NKV); verifikasi dengan dinas",
    needsChecking: true,
  },
  {
    key: "trade.hygiene_certificate_for",
    value: ["AYM", "DSP", "NLA", "BDG", "TKL", "TLR"],
    validFrom: "2027-02-15",
    source: OF_ANIMALS,
    needsChecking: true,
  },
  {
    key: "trade.halal_certificate_for",
    value: ["AYM", "DSP"],
    validFrom: "2025-01-01",
    source: HALAL,
    needsChecking: true,
  },
  // What small makers process. What is only grown or fished is exempt.
  {
    key: "trade.halal_certificate_for",
    value: ["AYM", "DSP", "TMP", "THU", "TPG", "SPS", "SUS", "KCP", "BBU", "KRP"],
    validFrom: "2027-07-01",
    source: HALAL,
    needsChecking: true,
  },
  {
    key: "trade.food_permit_for",
    value: ["TPG", "SPS", "SUS", "MYK", "MYP", "GLA", "GRM", "KCP", "BBU", "KRP"],
    validFrom: "2027-07-01",
    source: "UU 18/2012 pasal 91; PerBPOM 22/2018 (PIRT) dan 23/2023 (MD); verifikasi dengan dinas",
    needsChecking: true,
  },
  { key: "trade.missing_certificate_hides", value: false, validFrom: "2025-01-01", source: HOUSE_RULE },
  { key: "trade.missing_certificate_hides", value: true, validFrom: "2027-02-15", source: HOUSE_RULE },
];
