import { z } from "zod";
import { sumOf } from "#app/kernel/money.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import type { Paper, PaperBlock, PaperCell, PaperColumn } from "#app/kernel/paper.ts";
import { baseUnits } from "#app/kernel/quantity.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";
import { FormalDay, formalText, headFacts } from "../facts.ts";
import { columnRupiah, formalDay, formalQuantity, formalRupiah, plainUnits } from "../formal.ts";
import { composePaper, factOf, notesBlock, type PaperIssue, signatureOf } from "../paper.ts";

/** More than any city has kelurahan, kitchens, sellers or kinds of goods. */
const ROWS_MAX = 2000;
const Count = z.int().min(0);

/**
 * Laporan Dinas: what the agency of a city reports of one month, from what its own screens show. Every table comes to its total, what
 * is local is part of what was bought, and no seller brought more often than it was to come, or the paper is not issued.
 */
export const CityReportFacts = z
  .object({
    ...headFacts,
    cityName: formalText(120),
    startsOn: FormalDay,
    endsOn: FormalDay,
    /** False while the month runs: the figures still move. */
    isOver: z.boolean(),
    /** Kelurahan of the city, with a koperasi or without. */
    villages: Count,
    koperasi: z
      .array(
        z.object({
          name: formalText(200),
          villageName: formalText(120),
          isActive: z.boolean(),
          deliveries: Count,
          soldRupiah: RupiahText,
        }),
      )
      .max(ROWS_MAX),
    soldRupiah: RupiahText,
    /** What buyers of the city accepted, and what of it sellers of the city brought. */
    bought: z
      .array(z.object({ goods: formalText(200), boughtRupiah: RupiahText, localRupiah: RupiahText }))
      .max(ROWS_MAX),
    boughtRupiah: RupiahText,
    localRupiah: RupiahText,
    /** What sellers of the city brought to buyers elsewhere. */
    sentOutRupiah: RupiahText,
    /** Lines that kitchens ordered of goods with a legal ceiling, and those for which they allowed more, with the most that was allowed above it. */
    ceilings: z
      .array(
        z.object({
          goods: formalText(200),
          unit: formalText(40),
          lines: Count,
          above: Count,
          mostAboveRupiah: RupiahText,
        }),
      )
      .max(ROWS_MAX),
    deliveries: z
      .array(
        z.object({
          sellerName: formalText(200),
          cityName: formalText(120),
          due: Count,
          onTime: Count,
          late: Count,
          /** Given up by the buyer, because it had not left when it was due. */
          letGo: Count,
        }),
      )
      .max(ROWS_MAX),
    /** What kitchens ordered and nobody promised. */
    unmet: z
      .array(
        z.object({
          goods: formalText(200),
          base: z.enum(baseUnits),
          missingBase: PositiveQuantityText,
          kitchens: Count,
        }),
      )
      .max(ROWS_MAX),
    kitchens: z
      .array(z.object({ name: formalText(200), villageName: formalText(120), suppliers: Count }))
      .max(ROWS_MAX),
    /** How many suppliers the rule in force asks of a kitchen. */
    suppliersLeast: Count,
    /** After the handover, about call-offs that the city's koperasi shared: made, granted and refused in the month. */
    claims: z.object({ opened: Count, granted: Count, refused: Count, grantedRupiah: RupiahText }),
  })
  .refine((facts) => facts.soldRupiah === sumOf(facts.koperasi.map((row) => row.soldRupiah)), {
    error: "documents.totalSum",
    path: ["soldRupiah"],
  })
  .refine((facts) => facts.boughtRupiah === sumOf(facts.bought.map((row) => row.boughtRupiah)), {
    error: "documents.totalSum",
    path: ["boughtRupiah"],
  })
  .refine((facts) => facts.localRupiah === sumOf(facts.bought.map((row) => row.localRupiah)), {
    error: "documents.totalSum",
    path: ["localRupiah"],
  })
  .refine(
    (facts) =>
      facts.bought.every((row) => row.localRupiah <= row.boughtRupiah) &&
      facts.ceilings.every((row) => row.above <= row.lines) &&
      facts.deliveries.every((row) => row.onTime + row.late + row.letGo <= row.due),
    { error: "documents.totalSum", path: ["bought"] },
  );
export type CityReportFacts = z.output<typeof CityReportFacts>;

/** Koperasi that brought something in the month. */
export function tradingOf(facts: Pick<CityReportFacts, "koperasi">): number {
  return facts.koperasi.filter((row) => row.deliveries > 0).length;
}

export function cityReportPaper(facts: CityReportFacts, issue: PaperIssue): Paper {
  const due = count(facts.deliveries, (row) => row.due);
  const onTime = count(facts.deliveries, (row) => row.onTime);
  return composePaper(facts, issue, {
    kind: "LAP",
    parties: [],
    facts: [
      factOf("Wilayah", facts.cityName),
      factOf("Periode", `${formalDay(facts.startsOn)} – ${formalDay(facts.endsOn)}`),
      factOf("Keadaan", facts.isOver ? "Bulan sudah berakhir" : "Sementara, bulan masih berjalan"),
      factOf("Koperasi yang berdagang", `${tradingOf(facts)} dari ${facts.villages} kelurahan`),
      factOf("Penjualan koperasi", formalRupiah(facts.soldRupiah)),
      factOf("Belanja dari penjual kota ini", formalShare(facts.localRupiah, facts.boughtRupiah)),
      factOf("Kiriman tepat waktu", formalShare(BigInt(onTime), BigInt(due))),
      factOf("Dijual ke luar kota", formalRupiah(facts.sentOutRupiah)),
    ],
    body: [
      ...tableBlocks(koperasiTable(facts)),
      ...tableBlocks(localTable(facts)),
      ...tableBlocks(ceilingTable(facts)),
      ...tableBlocks(deliveryTable(facts)),
      ...tableBlocks(unmetTable(facts)),
      ...tableBlocks(kitchenTable(facts)),
      notesBlock("Keterangan", [
        `Klaim setelah serah terima yang melibatkan koperasi kota ini: ${facts.claims.opened} diajukan, ${facts.claims.granted} dikabulkan (${formalRupiah(facts.claims.grantedRupiah)}), ${facts.claims.refused} ditolak.`,
        "Nilai perdagangan adalah barang yang diterima pembeli menurut berita acara, dengan harga sepakat, tanpa PPN.",
        facts.isOver ? null : "Bulan masih berjalan: angka dapat berubah.",
      ]),
    ],
    signatures: [
      signatureOf("Disusun oleh", { name: null, role: "Petugas Dinas" }),
      signatureOf("Mengetahui", { name: null, role: "Kepala Dinas" }),
    ],
  });
}

type Listed = {
  readonly title: string;
  /** Said in place of a table without rows. */
  readonly none: string;
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly (readonly PaperCell[])[];
  readonly total: readonly PaperCell[] | null;
};

function tableBlocks({ title, none, columns, rows, total }: Listed): PaperBlock[] {
  return [
    { kind: "heading", text: title },
    rows.length === 0 ? { kind: "paragraph", text: none } : { kind: "table", columns, rows, total },
  ];
}

function koperasiTable(facts: CityReportFacts): Listed {
  return {
    title: "Perdagangan koperasi",
    none: "Belum ada koperasi yang terdaftar di kota ini.",
    columns: [serial, words("Koperasi"), words("Kelurahan"), figure("Kiriman"), figure("Penjualan (Rp)")],
    rows: facts.koperasi.map((row, at) => [
      `${at + 1}`,
      row.isActive ? row.name : { text: row.name, note: "belum aktif" },
      row.villageName,
      `${row.deliveries}`,
      columnRupiah(row.soldRupiah),
    ]),
    total: [
      "",
      "Jumlah",
      "",
      `${count(facts.koperasi, (row) => row.deliveries)}`,
      columnRupiah(facts.soldRupiah),
    ],
  };
}

function localTable(facts: CityReportFacts): Listed {
  return {
    title: "Belanja di kota ini dan bagian penjual setempat",
    none: "Tidak ada barang yang diterima pembeli kota ini.",
    columns: [
      serial,
      words("Barang"),
      figure("Diterima (Rp)"),
      figure("Dari kota ini (Rp)"),
      figure("Bagian"),
    ],
    rows: facts.bought.map((row, at) => [
      `${at + 1}`,
      row.goods,
      columnRupiah(row.boughtRupiah),
      columnRupiah(row.localRupiah),
      formalShare(row.localRupiah, row.boughtRupiah),
    ]),
    total: [
      "",
      "Jumlah",
      columnRupiah(facts.boughtRupiah),
      columnRupiah(facts.localRupiah),
      formalShare(facts.localRupiah, facts.boughtRupiah),
    ],
  };
}

function ceilingTable(facts: CityReportFacts): Listed {
  return {
    title: "Harga terhadap batas resmi",
    none: "Tidak ada pesanan barang yang mempunyai batas harga resmi.",
    columns: [
      serial,
      words("Barang"),
      figure("Baris pesanan"),
      figure("Di atas batas"),
      figure("Selisih terbesar (Rp)"),
    ],
    rows: facts.ceilings.map((row, at) => [
      `${at + 1}`,
      { text: row.goods, note: `per ${row.unit}` },
      `${row.lines}`,
      `${row.above}`,
      columnRupiah(row.mostAboveRupiah),
    ]),
    total: null,
  };
}

function deliveryTable(facts: CityReportFacts): Listed {
  const rows = facts.deliveries;
  return {
    title: "Ketepatan kiriman kepada dapur",
    none: "Tidak ada kiriman untuk pesanan kota ini.",
    columns: [
      serial,
      words("Penjual"),
      figure("Kiriman"),
      figure("Tepat waktu"),
      figure("Terlambat"),
      figure("Dilepas"),
    ],
    rows: rows.map((row, at) => [
      `${at + 1}`,
      { text: row.sellerName, note: row.cityName },
      `${row.due}`,
      `${row.onTime}`,
      `${row.late}`,
      `${row.letGo}`,
    ]),
    total: [
      "",
      "Jumlah",
      `${count(rows, (row) => row.due)}`,
      `${count(rows, (row) => row.onTime)}`,
      `${count(rows, (row) => row.late)}`,
      `${count(rows, (row) => row.letGo)}`,
    ],
  };
}

function unmetTable(facts: CityReportFacts): Listed {
  return {
    title: "Permintaan dapur yang tidak disanggupi",
    none: "Semua yang dipesan dapur disanggupi.",
    columns: [serial, words("Barang"), figure("Kurang"), figure("Dapur")],
    rows: facts.unmet.map((row, at) => [
      `${at + 1}`,
      row.goods,
      formalQuantity(row.missingBase, plainUnits[row.base]),
      `${row.kitchens}`,
    ]),
    total: null,
  };
}

function kitchenTable(facts: CityReportFacts): Listed {
  return {
    title: `Banyaknya pemasok tiap dapur (paling sedikit ${facts.suppliersLeast})`,
    none: "Belum ada dapur yang terdaftar di kota ini.",
    columns: [serial, words("Dapur"), words("Kelurahan"), figure("Pemasok"), figure("Kurang")],
    rows: facts.kitchens.map((row, at) => [
      `${at + 1}`,
      row.name,
      row.villageName,
      `${row.suppliers}`,
      `${Math.max(0, facts.suppliersLeast - row.suppliers)}`,
    ]),
    total: null,
  };
}

const serial: PaperColumn = { title: "No", cell: "mark", grow: 0 };
const words = (title: string): PaperColumn => ({ title, cell: "text", grow: 1 });
const figure = (title: string): PaperColumn => ({ title, cell: "figure", grow: 0 });

function count<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** 3 of 8 → "37,5 %"; "–" of nothing. Cut off, not rounded: what is not all is never said to be 100 %. */
function formalShare(part: bigint, total: bigint): string {
  if (total <= 0n) return "–";
  const tenths = (part * 1000n) / total;
  return `${tenths / 10n}${tenths % 10n === 0n ? "" : `,${tenths % 10n}`} %`;
}
