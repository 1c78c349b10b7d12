import type { FormFields } from "#app/http/form.server.ts";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";

/** The box of goods says which listing, and what one unit of it holds, so that amounts can be read without asking for it again. */
function goodsOf(form: FormFields): { readonly listingId: string; readonly basePerUnit: bigint } {
  const [listingId = "", base = ""] = (form.text("goods") ?? "").split(":");
  return { listingId, basePerUnit: /^[1-9]\d{0,17}$/.test(base) ? BigInt(base) : 1n };
}

/** From the boxes to what proposing an agreement takes; what cannot be read is left for it to refuse. */
export function frameworkWish(form: FormFields) {
  const { listingId, basePerUnit } = goodsOf(form);
  const [theirs, partnerId] = (form.text("partner") ?? "").split(":");
  const base = (name: string) => {
    const text = form.text(name) ?? "";
    return parseQuantity(text, basePerUnit)?.toString() ?? text;
  };
  const price = form.text("price") ?? "";
  return {
    partnerId,
    side: theirs === "seller" ? "buyer" : "seller",
    listingId,
    priceRupiah: parseRupiah(price)?.toString() ?? price,
    leastBase: form.text("least") === undefined ? "0" : base("least"),
    mostBase: base("most"),
    validFrom: form.text("validFrom"),
    validTo: form.text("validTo"),
    basis: form.text("basis"),
  };
}

/** Where the boxes are called otherwise than the input of the command. */
export const frameworkFieldNames = {
  partnerId: "partner",
  listingId: "goods",
  priceRupiah: "price",
  leastBase: "least",
  mostBase: "most",
} as const;

/** So much of an agreement for a line, in its unit. */
export function drawWish(form: FormFields) {
  const text = form.text("quantity") ?? "";
  const [orderLineId, base = ""] = (form.text("line") ?? "").split(":");
  const basePerUnit = /^[1-9]\d{0,17}$/.test(base) ? BigInt(base) : 1n;
  return {
    frameworkId: form.text("frameworkId"),
    orderLineId,
    quantityBase: parseQuantity(text, basePerUnit)?.toString() ?? text,
  };
}
