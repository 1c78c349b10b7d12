import { type SupplyWish, supplyTexts } from "#app/modules/catalogue/supply-reads.server.ts";
import { readSupply, type SupplyLot } from "#app/modules/catalogue/supply-row.ts";
import { inTransaction } from "#db/transaction.server.ts";

/** What a market may promise, as a clearing reads it. */
export function supplyOf(wish: SupplyWish): Promise<SupplyLot[]> {
  return inTransaction(
    async (tx) => {
      const lots: SupplyLot[] = [];
      for await (const page of supplyTexts(tx, wish)) lots.push(...page.map(readSupply));
      return lots;
    },
    { readOnly: true },
  );
}
