import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { head, kg, sawojajar, tlumpu } from "./paper-parties.ts";

/** An appeal against one weighing, granted in part: some of its goods were kept and some went home. */
export const appealMinutes: FactsByKind["BAB"] = {
  ...head,
  place: "Kota Malang",
  issuer: sawojajar,
  seller: tlumpu,
  handoverNumber: "031/BAST/SPPG-012/III/2026",
  deliveryNoteNumber: "018/SJ/KKMP-TLU/III/2026",
  orderNumber: "045/SP/SPPG-012/III/2026",
  weighedAt: { day: "2026-03-25", time: "14:35", timeZone: "Asia/Jakarta" },
  endedAt: { day: "2026-03-27", time: "09:10", timeZone: "Asia/Jakarta" },
  lines: [
    {
      description: "Telur ayam ras M",
      unit: kg,
      cause: "short",
      disposition: "destroyed",
      reason: "Timbangan kami dan surat jalan menunjukkan 100 kg; foto timbangan terlampir.",
      takenOffBase: 2_000n,
      askedBase: 2_000n,
      grantedBase: 1_500n,
      isOwed: true,
    },
    {
      description: "Bayam hijau",
      unit: kg,
      cause: "refused",
      disposition: "returned",
      reason: "Daun masih segar saat berangkat, seperti pada foto.",
      takenOffBase: 5_000n,
      askedBase: 4_250n,
      grantedBase: 4_250n,
      isOwed: false,
    },
  ],
  said: [
    { on: "2026-03-26", deed: "opened", words: null },
    { on: "2026-03-27", deed: "granted_in_part", words: "Timbangan kami diperiksa: kurang setengah kilo." },
  ],
  photoCount: 2,
  appealedBy: { name: "Bambang Hariyanto", role: "KKMP Tlumpu (Demo)" },
  endedBy: { name: "Agus Prasetyo", role: "SPPG Sawojajar 01 (Demo)" },
};
