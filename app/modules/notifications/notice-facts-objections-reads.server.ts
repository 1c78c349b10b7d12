import { aliasedTable, eq } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import type { FindFacts } from "./find-facts.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const seller = aliasedTable(organisations, "seller");

/** An objection to a line, for the seller or for whoever pays. The amount is what is held, or what was credited once it is answered. */
export function objected(told: "seller" | "payers"): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        objection: lineObjections,
        sellerId: invoices.sellerId,
        buyerId: invoices.buyerId,
        number: invoices.number,
        goods: invoiceLines.description,
        buyer: buyer.name,
        name: seller.name,
      })
      .from(lineObjections)
      .innerJoin(invoiceLines, eq(invoiceLines.id, lineObjections.invoiceLineId))
      .innerJoin(invoices, eq(invoices.id, lineObjections.invoiceId))
      .innerJoin(buyer, eq(buyer.id, invoices.buyerId))
      .innerJoin(seller, eq(seller.id, invoices.sellerId))
      .where(eq(lineObjections.id, id));
    if (!row) return [];
    const { objection } = row;
    const amount =
      objection.state === "answered"
        ? objection.grantedRupiah + objection.grantedTaxRupiah
        : objection.goodsRupiah + objection.taxRupiah;
    const readers = told === "seller" ? [row.sellerId] : await payersOf(row.buyerId, on);
    return readers.map((organisationId) => ({
      organisationId,
      subjectId: id,
      path: `${told === "seller" ? "penjualan" : "tagihan"}/${objection.invoiceId}`,
      params: {
        buyer: row.buyer,
        name: row.name,
        number: row.number ?? "",
        goods: row.goods,
        amount: amount.toString(),
      },
    }));
  };
}
