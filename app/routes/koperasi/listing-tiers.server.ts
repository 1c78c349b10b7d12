import type { FormFields } from "#app/http/form.server.ts";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { buyerKinds } from "#app/modules/catalogue/kind-prices.ts";

/** Where the boxes of a step are called otherwise than the input of the commands. */
export const tierFieldNames = { fromBase: "from" } as const;

/**
 * The prices by quantity that were typed, row by row; what cannot be read is left for the command to refuse. An empty row
 * between others stays where it is, so that a refusal finds the row it is about; rows after the last are left out.
 */
export function tiersWish(form: FormFields, basePerUnit: bigint | null) {
  const rows = form
    .rows("tiers")
    .map((row) => ({ from: row.text("from") ?? "", price: row.text("price") ?? "" }));
  while (rows.length > 0 && rows.at(-1)?.from === "" && rows.at(-1)?.price === "") rows.pop();
  return rows.map(({ from, price }) => ({
    fromBase: (basePerUnit && parseQuantity(from, basePerUnit)?.toString()) || from,
    priceRupiah: parseRupiah(price)?.toString() ?? price,
  }));
}

/** The prices for kinds of buyers that were typed; an empty box leaves its kind to the listing's own price. */
export function kindPricesWish(form: FormFields) {
  const typed = buyerKinds.flatMap((kind) => {
    const text = form.text(`kindPrices.${kind}`);
    return text === undefined ? [] : [[kind, parseRupiah(text)?.toString() ?? text] as const];
  });
  return Object.fromEntries(typed);
}
