import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { holdCosts, moveCosts } from "../catalogue/write-costs.server.ts";
import { soldFromStock } from "./stocked-reads.server.ts";

type Sold = {
  readonly id: string;
  readonly sellerId: string;
  readonly shipmentId: string;
  readonly number: string;
  readonly issuedOn: BusinessDay;
};

/**
 * Books what the goods of these deliveries cost their seller, when they were bought to be sold, in the order given: with the issue
 * of their invoice they are sold, with its credit note they are not, until it is written anew. Goods that the seller never bought
 * have no cost here. Their lots are held in one order, whoever else sells of them.
 */
export async function bookEachSold(
  tx: LatestTransaction,
  call: Call,
  kind: "sold" | "unsold",
  invoices: readonly Sold[],
): Promise<void> {
  if (invoices.length === 0) return;
  const sold = await soldFromStock(
    invoices.map((invoice) => invoice.shipmentId),
    tx,
  );
  await holdCosts(
    tx,
    [...sold.values()].flat().map((line) => line.lotId),
  );
  for (const invoice of invoices) {
    const lines = sold.get(invoice.shipmentId);
    if (!lines) continue;
    await moveCosts(
      tx,
      call,
      {
        organisationId: invoice.sellerId,
        subjectId: invoice.id,
        narration: invoice.number,
        kind,
        on: invoice.issuedOn,
      },
      lines.map(({ soldBase, ...line }) => ({ ...line, base: soldBase, kind })),
    );
  }
}
