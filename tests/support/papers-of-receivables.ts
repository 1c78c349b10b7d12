import type { VerifiedReceivableFacts } from "#app/modules/documents/papers/verified-receivable-paper.ts";
import { head, sawojajar, tlumpu } from "./paper-parties.ts";

/** What a koperasi shows a bank: that a kitchen owes it for goods which were weighed and accepted. */
export const verifiedReceivable: VerifiedReceivableFacts = {
  ...head,
  issuer: tlumpu,
  buyer: sawojajar,
  invoiceNumber: "031/INV/KKMP-TLU/III/2026",
  orderNumber: "045/SP/SPPG-012/III/2026",
  callOffNumber: null,
  handoverNumbers: ["018/BAST/SPPG-012/III/2026"],
  deliveredOn: "2026-03-27",
  fund: "Bahan pangan",
  dueOn: "2026-04-03",
  openRupiah: 12_480_000n,
  verifiedBy: { name: "Siti Rahmawati", role: "Penjual" },
};
