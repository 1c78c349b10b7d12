import type { PaperCell, PaperColumn, PaperTable } from "#app/kernel/paper.ts";
import type { BilledLine } from "../facts.ts";
import { columnRupiah, exactUnit, figureOf, formalDay } from "../formal.ts";

/** A line of goods at a price, with its supplier or its handover named where a paper has several. */
type TableLine = BilledLine & { readonly supplier?: string | null };

/**
 * The table of a paper that asks for or claims money: number, goods, quantity, unit, price, amount.
 * The price stays per unit of trade; where the quantity had to be written in another unit the price says which.
 */
export function pricedTable(lines: readonly TableLine[]): PaperTable {
  const hasSupplier = lines.some((line) => (line.supplier ?? null) !== null);
  const columns: PaperColumn[] = [
    { title: "No", cell: "mark", grow: 0 },
    { title: "Uraian barang", cell: "text", grow: 3 },
    ...(hasSupplier ? [{ title: "Penyedia", cell: "text", grow: 2 } as const] : []),
    { title: "Jumlah", cell: "figure", grow: 0 },
    { title: "Satuan", cell: "mark", grow: 0 },
    { title: "Harga satuan", cell: "figure", grow: 0 },
    { title: "Nilai (Rp)", cell: "figure", grow: 0 },
  ];
  return {
    kind: "table",
    columns,
    rows: lines.map((line, at) => pricedRow(line, at, hasSupplier)),
    total: null,
  };
}

function pricedRow(line: TableLine, at: number, hasSupplier: boolean): PaperCell[] {
  const unit = exactUnit(line.unit, [line.quantityBase]);
  const price = columnRupiah(line.priceRupiah);
  return [
    (at + 1).toString(),
    describedCell(line.description, line.specification, handoverNamed(line)),
    ...(hasSupplier ? [line.supplier ?? "–"] : []),
    figureOf(line.quantityBase, unit),
    unit.name,
    unit.name === line.unit.name ? price : { text: price, note: `per ${line.unit.name}` },
    columnRupiah(line.amountRupiah),
  ];
}

/** Equal goods of two days differ by it alone. */
function handoverNamed({ handover }: TableLine): string | null {
  return handover ? `BAST ${handover.number}, ${formalDay(handover.day)}` : null;
}

/** Goods with what is special about them in the small second line. */
export function describedCell(description: string, ...details: readonly (string | null)[]): PaperCell {
  const note = details.filter((detail) => detail !== null && detail !== "").join(" · ");
  return note === "" ? description : { text: description, note };
}
