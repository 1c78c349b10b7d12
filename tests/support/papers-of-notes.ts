import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { head, kg, priced, tlumpu } from "./paper-parties.ts";

const line = priced("Telur ayam ras M", "Panen 24 Maret 2026", kg, 60_000n, 26_000n);

/** What the koperasi of the demo buys of one breeder for a promise of 100 kg, of which 60 kg are theirs. */
export const purchaseNote: FactsByKind["NB"] = {
  ...head,
  issuer: tlumpu,
  producer: { name: "Telur Pak Darmo (Demo)", kindLabel: "Produsen", regionName: "Turi" },
  deliveryDay: "2026-03-27",
  lines: [line],
  totalRupiah: line.amountRupiah,
  payDays: 2,
  writtenBy: { name: "Bambang Hariyanto", role: "Pengurus koperasi" },
};
