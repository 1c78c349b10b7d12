import { aliasedTable, eq } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { receipts } from "#db/schema/shipments.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { goodsWords } from "../shipments/appeal.ts";
import { appealLinesOf } from "../shipments/appeal-facts-reads.server.ts";
import type { FindFacts } from "./find-facts.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const seller = aliasedTable(organisations, "seller");

/** An appeal against a weighing, for these of its parties; each is told of the other. */
export function appealed(told: readonly ("sellerId" | "buyerId")[]): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({ appeal: appeals, number: receipts.number, buyer: buyer.name, seller: seller.name })
      .from(appeals)
      .innerJoin(receipts, eq(receipts.shipmentId, appeals.shipmentId))
      .innerJoin(buyer, eq(buyer.id, appeals.buyerId))
      .innerJoin(seller, eq(seller.id, appeals.sellerId))
      .where(eq(appeals.id, id));
    if (!row) return [];
    const lines = await appealLinesOf(id, on);
    const goods = goodsWords(lines.map((line) => ({ ...line, base: line.askedBase })));
    return told.map((party) => ({
      organisationId: row.appeal[party],
      subjectId: id,
      path: `${party === "sellerId" ? "kirim" : "terima"}/${row.appeal.shipmentId}/banding`,
      params: { name: party === "sellerId" ? row.buyer : row.seller, number: row.number, goods },
    }));
  };
}
