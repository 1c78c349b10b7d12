import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { head, peti, tlumpu, tradeCenter } from "./paper-parties.ts";

/** A share that brought a little more than was promised, of which a crate was cracked and went home. */
export const weighingSlip: FactsByKind["TIMBANG"] = {
  ...head,
  issuer: tradeCenter,
  sender: tlumpu,
  contractNumber: "KAD-03/BTC/2026",
  callOffNumber: "KAD-03/P-001",
  weighedAt: { day: "2026-03-27", time: "05:40", timeZone: "Asia/Jakarta" },
  lines: [
    {
      description: "Telur ayam ras M",
      unit: peti,
      promisedBase: 840_000n,
      weighedBase: 842_500n,
      loadedBase: 832_500n,
      rejectedBase: 10_000n,
      rejectReason: "cracked",
    },
  ],
  note: null,
  weighedBy: { name: "Hendra Wijaya", role: "Petugas gerbang" },
  broughtBy: { name: null, role: "Pengantar" },
};
