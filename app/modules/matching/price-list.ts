import type { LotRows } from "./rows.ts";

/** Where in `tierStart` a price list of a lot begins. */
export function listOf({ priceLists }: Pick<LotRows, "priceLists">, lot: number, list: number): number {
  return lot * priceLists + list;
}
