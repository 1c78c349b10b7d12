import { aliasedTable, and, eq, inArray, notInArray, or } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { receipts, shipments } from "#db/schema/shipments.ts";
import { type FoundTrade, isOfTrade } from "./traced-trades-reads.server.ts";

const seller = aliasedTable(organisations, "seller");

export type TraceMoment = {
  readonly at: Date;
  readonly what: "submitted" | "approved" | "ordered" | "dispatched" | "received" | "invoiced" | "paid";
  readonly number: string | null;
  readonly party: string;
};

/** What was done about a trade and when, oldest first: the buyer's deeds, and those of `tellers`. */
export async function momentsOf(
  trade: FoundTrade,
  tellers: readonly string[],
  on: Executor = db(),
): Promise<TraceMoment[]> {
  const moments: TraceMoment[] = [];
  const tell = (at: Date | null, what: TraceMoment["what"], number: string | null, party: string) => {
    if (at) moments.push({ at, what, number, party });
  };
  tell(trade.submittedAt, "submitted", null, trade.buyerName);
  tell(trade.approvedAt, "approved", null, trade.buyerName);
  if (tellers.length === 0) return moments;
  const [carried, claimed] = await Promise.all([
    carriedOf(trade, tellers, on),
    claimedOf(trade, tellers, on),
  ]);
  for (const row of carried) {
    tell(row.orderedAt, "ordered", row.orderPaper, trade.buyerName);
    tell(row.dispatchedAt, "dispatched", row.number, row.party);
    tell(row.receivedAt, "received", row.receipt, trade.buyerName);
  }
  for (const row of claimed) tell(row.issuedAt, "invoiced", row.number, row.party);
  for (const row of await paidOf(claimed, on)) tell(row.at, "paid", row.number, trade.buyerName);
  return moments.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function carriedOf(trade: FoundTrade, tellers: readonly string[], on: Executor) {
  return on
    .select({
      dispatchedAt: shipments.dispatchedAt,
      number: shipments.number,
      receivedAt: receipts.receivedAt,
      receipt: receipts.number,
      party: seller.name,
      orderedAt: documents.issuedAt,
      orderPaper: documents.number,
    })
    .from(shipments)
    .innerJoin(seller, eq(seller.id, shipments.sellerId))
    .leftJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .leftJoin(
      documents,
      and(eq(documents.subjectId, shipments.id), eq(documents.kind, "SP"), eq(documents.state, "issued")),
    )
    .where(and(isOfTrade(trade, shipments), inArray(shipments.sellerId, [...tellers])));
}

function claimedOf(trade: FoundTrade, tellers: readonly string[], on: Executor) {
  return on
    .select({ id: invoices.id, issuedAt: invoices.issuedAt, number: invoices.number, party: seller.name })
    .from(invoices)
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .where(
      and(
        or(
          isOfTrade(trade, invoices),
          inArray(
            invoices.id,
            on
              .select({ id: invoiceParts.invoiceId })
              .from(invoiceParts)
              .innerJoin(shipments, eq(shipments.id, invoiceParts.shipmentId))
              .where(isOfTrade(trade, shipments)),
          ),
        ),
        inArray(invoices.sellerId, [...tellers]),
        notInArray(invoices.state, ["draft", "discarded"]),
      ),
    );
}

async function paidOf(claimed: readonly { readonly id: string }[], on: Executor) {
  if (claimed.length === 0) return [];
  return on
    .selectDistinct({ id: payments.id, at: payments.verifiedAt, number: payments.number })
    .from(payments)
    .innerJoin(paymentAllocations, eq(paymentAllocations.paymentId, payments.id))
    .where(
      and(
        eq(payments.state, "verified"),
        inArray(
          paymentAllocations.invoiceId,
          claimed.map((row) => row.id),
        ),
      ),
    );
}
