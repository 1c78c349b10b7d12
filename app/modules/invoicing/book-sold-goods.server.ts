import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { moveCosts } from "../catalogue/write-costs.server.ts";
import { soldFromStock } from "./stocked-reads.server.ts";

/**
 * Books what the goods of an invoice cost their seller, when they were bought to be sold: with its issue they are sold, with its
 * credit note they are not, until it is written anew. Goods that the seller never bought have no cost here.
 */
export async function bookSoldGoods(
  tx: LatestTransaction,
  call: Call,
  kind: "sold" | "unsold",
  invoice: {
    readonly id: string;
    readonly sellerId: string;
    readonly shipmentId: string;
    readonly number: string;
    readonly issuedOn: BusinessDay;
  },
): Promise<void> {
  const lines = await soldFromStock(invoice.shipmentId, tx);
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
