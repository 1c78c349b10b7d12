import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { bank, goods, goodsRupiah, head, sawojajar, tlumpu } from "./paper-parties.ts";

export const treasurer = { name: "Siti Rahmawati", role: "Bendahara" };

/** What a koperasi claims for a delivery, and the receipt for a transfer that settled two of its invoices. */
export const invoicePapers: Pick<FactsByKind, "INV" | "KW"> = {
  INV: {
    ...head,
    issuer: tlumpu,
    buyer: sawojajar,
    orderNumber: "045/SP/SPPG-012/III/2026",
    handoverNumbers: ["019/BAST/SPPG-012/III/2026"],
    contractNumber: null,
    callOffNumber: null,
    deliveredOn: "2026-03-27",
    lines: goods,
    goodsRupiah,
    charges: [
      { label: "Ongkos kirim sampai dapur", amountRupiah: 150_000n },
      { label: "Potongan mutu wortel", amountRupiah: -42_600n },
    ],
    taxes: [
      {
        label: "PPN 12 % atas minyak goreng (DPP nilai lain 11/12)",
        baseRupiah: 518_100n,
        amountRupiah: 62_172n,
      },
    ],
    taxNote: "Barang kebutuhan pokok pada tagihan ini dibebaskan dari PPN.",
    totalRupiah: goodsRupiah + 150_000n - 42_600n + 62_172n,
    dueOn: "2026-04-03",
    account: bank,
    paymentReference: null,
    note: null,
    issuedBy: treasurer,
  },
  KW: {
    ...head,
    issuedOn: "2026-04-02",
    issuer: tlumpu,
    payer: sawojajar,
    amountRupiah: 103_545_850n,
    purpose: "Pembayaran bahan pangan yang diserahterimakan tanggal 23 sampai dengan 27 Maret 2026",
    settles: [
      { invoiceNumber: "021/INV/KKMP-TLU/III/2026", issuedOn: "2026-03-25", amountRupiah: 84_327_650n },
      { invoiceNumber: "022/INV/KKMP-TLU/III/2026", issuedOn: "2026-03-27", amountRupiah: 19_200_000n },
    ],
    transferredOn: "2026-04-01",
    bankName: "Bank Contoh Mandiri",
    bankReference: "FT26091-0088812",
    stampDuty: { aboveRupiah: 5_000_000n, dutyRupiah: 10_000n, legalBasis: "UU 10/2020" },
    note: null,
    receivedBy: treasurer,
  },
};
