import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { FactsByKind } from "../documents/paper-of.ts";
import { type BookFacts, type BookKind, bookWords, runningBalance } from "../documents/papers/book-paper.ts";
import type { SuppliedFacts } from "../documents/papers/period-recap-paper.ts";
import { documentTitles } from "../documents/series.ts";
import type { Sheet, SheetCell } from "../oversight/sheet.ts";
import type { PeriodKind } from "./period-papers.ts";

/**
 * The papers of a period as spreadsheets, from the very facts that the papers show: one cannot say another sum than the other.
 * In formal Indonesian, as the papers are. Amounts, quantities and days are cells to be added up.
 */
const text = (value: string | null): SheetCell =>
  value === null || value === "" ? { kind: "empty" } : { kind: "text", value };
const rupiah = (value: bigint): SheetCell => ({ kind: "rupiah", value });
const whole = (value: number): SheetCell => ({ kind: "whole", value });
const day = (value: string): SheetCell => ({ kind: "day", value });

/** Kilograms and litres with three decimals, pieces whole. */
function measure(quantityBase: bigint, base: BaseUnit): [SheetCell, SheetCell] {
  if (base === "piece") return [{ kind: "whole", value: quantityBase }, text("buah")];
  return [{ kind: "kilograms", grams: quantityBase }, text(base === "g" ? "kg" : "liter")];
}

type Goods = {
  readonly description: string;
  readonly unit: { readonly base: BaseUnit };
  readonly quantityBase: bigint;
};
const goodsCells = ({ description, unit, quantityBase }: Goods): SheetCell[] => [
  text(description),
  ...measure(quantityBase, unit.base),
];

function bookSheet(kind: BookKind, facts: BookFacts): Sheet {
  const words = bookWords[kind];
  return {
    name: documentTitles[kind],
    head: ["Tanggal", "Nomor bukti", "Uraian", "Keterangan", words.incoming, words.outgoing, "Saldo"],
    rows: [
      [
        day(facts.startsOn),
        text(null),
        text(words.opening),
        text(null),
        rupiah(0n),
        rupiah(0n),
        rupiah(facts.openingRupiah),
      ],
      ...runningBalance(facts).map((row) => [
        day(row.day),
        text(row.reference),
        text(row.text),
        text(row.note),
        rupiah(row.inRupiah),
        rupiah(row.outRupiah),
        rupiah(row.balanceRupiah),
      ]),
    ],
  };
}

function suppliersSheet(name: string, suppliers: readonly SuppliedFacts[]): Sheet {
  return {
    name,
    head: ["Pemasok", "Jenis", "Kota", "Daerah sendiri", "NIB", "Kiriman", "Belanja"],
    rows: suppliers.map((row) => [
      text(row.name),
      text(row.kindLabel),
      text(row.cityName),
      text(row.isLocal ? "ya" : "tidak"),
      text(row.businessNumber),
      whole(row.deliveries),
      rupiah(row.spentRupiah),
    ]),
  };
}

function recapSheets(facts: FactsByKind["REKAP"]): Sheet[] {
  return [
    {
      name: "Dana",
      head: ["Pos", "Rupiah"],
      rows: [
        [text("Pagu"), rupiah(facts.budgetRupiah)],
        [text("Belanja yang diterima"), rupiah(facts.spentRupiah)],
        [text("Masih ditahan pesanan"), rupiah(facts.heldRupiah)],
        [text("Sisa yang bebas"), rupiah(facts.leftRupiah)],
        [text("Sudah ditagihkan penyedia"), rupiah(facts.invoicedRupiah)],
        [text("Koreksi buku tanpa penyedia"), rupiah(facts.unsuppliedRupiah)],
        [text("Koreksi buku di luar nilai barang"), rupiah(facts.unweighedRupiah)],
      ],
    },
    {
      name: "Per hari",
      head: ["Tanggal", "Pagu menurut porsi", "Kiriman", "Belanja"],
      rows: facts.days.map((row) => [
        day(row.day),
        rupiah(row.capRupiah),
        whole(row.deliveries),
        rupiah(row.spentRupiah),
      ]),
    },
    suppliersSheet("Per penyedia", facts.suppliers),
    {
      name: "Per barang",
      head: ["Uraian barang", "Diterima", "Satuan", "Belanja"],
      rows: facts.goods.map((row) => [...goodsCells(row), rupiah(row.spentRupiah)]),
    },
  ];
}

function planSheets(facts: FactsByKind["RAB"]): Sheet[] {
  return [
    {
      name: "Pagu menurut porsi",
      head: ["Tanggal", "Porsi kecil", "Porsi besar", "Pagu"],
      rows: facts.days.map((row) => [
        day(row.day),
        whole(row.smallPortions),
        whole(row.largePortions),
        rupiah(row.capRupiah),
      ]),
    },
    {
      name: "Rencana belanja",
      head: ["Uraian barang", "Jumlah", "Satuan", "Nilai"],
      rows: facts.lines.map((row) => [...goodsCells(row), rupiah(row.amountRupiah)]),
    },
  ];
}

/** The sheets of one paper. */
export function sheetsOfPaper<Kind extends PeriodKind>(kind: Kind, facts: FactsByKind[Kind]): Sheet[];
export function sheetsOfPaper(kind: PeriodKind, facts: FactsByKind[PeriodKind]): Sheet[] {
  switch (kind) {
    case "RAB":
      return planSheets(facts as FactsByKind["RAB"]);
    case "BKU":
    case "BPB":
    case "BANK":
      return [bookSheet(kind, facts as FactsByKind["BKU"])];
    case "REKAP":
      return recapSheets(facts as FactsByKind["REKAP"]);
    case "DPS":
      return [suppliersSheet(documentTitles.DPS, (facts as FactsByKind["DPS"]).suppliers)];
  }
}
