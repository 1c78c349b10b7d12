import { sumOf } from "#app/kernel/money.ts";
import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { goods, head, kg, peti, priced, sawojajar, tlumpu } from "./paper-parties.ts";

const line = priced("Telur ayam ras M", "Panen 24 Maret 2026", kg, 60_000n, 26_000n);

/** What the koperasi of the demo buys of one breeder for a promise of 100 kg, of which 60 kg are theirs. */
const purchaseNote: FactsByKind["NB"] = {
  ...head,
  issuer: tlumpu,
  producer: { name: "Telur Pak Darmo (Demo)", kindLabel: "Produsen", regionName: "Turi" },
  deliveryDay: "2026-03-27",
  lines: [line],
  totalRupiah: line.amountRupiah,
  payDays: 2,
  writtenBy: { name: "Bambang Hariyanto", role: "Pengurus koperasi" },
};

/** As many lines of the order as one page holds beside what was left. */
const accepted = goods.slice(0, 3);

/** What the koperasi took on of the kitchen's order, and what it left: a part of one line, and all of another. */
const orderConfirmation: FactsByKind["KP"] = {
  ...head,
  issuer: tlumpu,
  buyer: sawojajar,
  delivery: { day: "2026-03-27", start: "14:00", end: "16:00", timeZone: "Asia/Jakarta" },
  deliveryAddress: "Dapur SPPG Sawojajar 01, Jalan Danau Contoh Blok B 4, Kota Malang",
  lines: accepted,
  left: [
    {
      description: "Telur ayam ras",
      specification: "Mutu M, retak paling banyak 2 %",
      unit: kg,
      askedBase: 200_000n,
      leftBase: 31_500n,
      reason: null,
    },
    {
      description: "Bayam",
      specification: null,
      unit: peti,
      askedBase: 45_000n,
      leftBase: 45_000n,
      reason: "Panen bayam terendam hujan",
    },
  ],
  taxes: [],
  totalRupiah: sumOf(accepted.map((one) => one.amountRupiah)),
  paymentTermDays: 7,
  confirmedBy: { name: "Bambang Hariyanto", role: "Koperasi Kelurahan Merah Putih" },
};

/** A month of the same breeder: what was owed before, what was bought, taken back and paid, and what is left. */
const producerStatement: FactsByKind["RPP"] = {
  ...head,
  issuedOn: "2026-04-01",
  issuer: tlumpu,
  producer: purchaseNote.producer,
  startsOn: "2026-03-01",
  endsOn: "2026-03-31",
  openingRupiah: 780_000n,
  lines: [
    { on: "2026-03-04", move: "paid", goods: null, reference: "FT26063-0041", amountRupiah: 780_000n },
    {
      on: "2026-03-27",
      move: "bought",
      goods: "Telur ayam ras M",
      reference: "022/NB/KKMP-TLU/III/2026",
      amountRupiah: 1_560_000n,
    },
    { on: "2026-03-28", move: "bought", goods: "Telur ayam ras M", reference: null, amountRupiah: 520_000n },
    {
      on: "2026-03-29",
      move: "boughtBack",
      goods: "Telur ayam ras M",
      reference: null,
      amountRupiah: 520_000n,
    },
    { on: "2026-03-30", move: "paid", goods: null, reference: "FT26089-0107", amountRupiah: 1_000_000n },
  ],
  closingRupiah: 560_000n,
  issuedBy: { name: "Siti Rahmawati", role: "Koperasi Kelurahan Merah Putih" },
};

export const notePapers = { NB: purchaseNote, KP: orderConfirmation, RPP: producerStatement };
