import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import {
  type ConsignedSale,
  consignedSides,
  type RecoveredLoss,
  recoveredSides,
} from "../consignment/consignment-postings.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { StatementRow } from "./statement.ts";

export type IssuedInvoice = {
  readonly id: string;
  readonly number: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly goodsRupiah: Rupiah;
  readonly freightRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
  readonly totalRupiah: Rupiah;
  /** Paid in advance and taken off: part of the total that nobody asks for again. */
  readonly advanceRupiah: Rupiah;
  readonly issuedOn: BusinessDay;
};

/**
 * What an issued invoice means in the seller's books. Of other people's goods among them only the commission is its own; of those that
 * an appeal brought, what it had paid for their loss comes back instead of a share.
 *
 *   Dr  Receivable from buyer      total
 *       Cr  Sales                      goods − Σ gross of consigned and recovered goods
 *       Cr  Payable to consignor j     share j
 *       Cr  Custody loss               Σ charged
 *       Cr  Consignment commission     Σ (gross − share − charged)
 *       Cr  Freight recovered          freight
 *       Cr  VAT collected              tax
 */
export function sellerEntry(
  invoice: IssuedInvoice,
  consigned: readonly ConsignedSale[],
  recovered: RecoveredLoss = { grossRupiah: 0n, chargedRupiah: 0n },
): Entry {
  return entryOf({
    organisationId: invoice.sellerId,
    kind: "invoice.issued",
    subjectId: invoice.id,
    occurredOn: invoice.issuedOn,
    narration: invoice.number,
    lines: [
      { account: "receivable", of: invoice.buyerId, debit: invoice.totalRupiah },
      {
        account: "sales",
        credit:
          invoice.goodsRupiah - sumOf(consigned.map((sale) => sale.grossRupiah)) - recovered.grossRupiah,
      },
      ...consignedSides(consigned),
      ...recoveredSides(recovered),
      { account: "freightRecovered", credit: invoice.freightRupiah },
      { account: "vatOut", credit: invoice.taxRupiah },
    ],
  });
}

/**
 * The same invoice in the buyer's books. Kitchens cannot claim VAT back, so it is part of what the goods cost. What was taken
 * into stock when it was accepted is owed for already, and only gets its invoice.
 *
 *   Dr  Goods received, not invoiced   stocked
 *   Dr  Purchases                  goods + tax − stocked
 *   Dr  Freight                    freight
 *       Cr  Payable to seller          total − advance
 *       Cr  Advance paid to seller     advance
 */
export function buyerEntry(invoice: IssuedInvoice, stockedRupiah: Rupiah): Entry {
  return entryOf({
    organisationId: invoice.buyerId,
    kind: "invoice.issued",
    subjectId: invoice.id,
    occurredOn: invoice.issuedOn,
    narration: invoice.number,
    lines: [
      { account: "goodsReceived", of: invoice.sellerId, debit: stockedRupiah },
      { account: "purchases", debit: invoice.goodsRupiah + invoice.taxRupiah - stockedRupiah },
      { account: "freightCost", debit: invoice.freightRupiah },
      { account: "payable", of: invoice.sellerId, credit: invoice.totalRupiah - invoice.advanceRupiah },
      { account: "advancePaid", of: invoice.sellerId, credit: invoice.advanceRupiah },
    ],
  });
}

/**
 * A call-off's invoice in the trade center's books. The goods are the koperasi's, not its own: what is theirs is owed
 * to them at once, and only freight, levy and service fee stay behind.
 *
 *   Dr  Receivable from buyer      total − advance;  total = Σ (gross − claim) + freight charged + tax
 *   Dr  Advance received           advance
 *       Cr  Payable to koperasi i      net i
 *       Cr  Freight recovered          freight charged to the buyer + Σ freight borne by koperasi
 *       Cr  Levy payable               Σ levy
 *       Cr  Service fee                Σ fee
 *       Cr  VAT collected              tax
 */
export function hubEntry(invoice: IssuedInvoice, rows: readonly StatementRow[]): Entry {
  return entryOf({
    organisationId: invoice.sellerId,
    kind: "invoice.issued",
    subjectId: invoice.id,
    occurredOn: invoice.issuedOn,
    narration: invoice.number,
    lines: [
      { account: "receivable", of: invoice.buyerId, debit: invoice.totalRupiah - invoice.advanceRupiah },
      { account: "advanceReceived", of: invoice.buyerId, debit: invoice.advanceRupiah },
      ...rows.map((row) => ({ account: "payable" as const, of: row.koperasiId, credit: row.netRupiah })),
      {
        account: "freightRecovered",
        credit: invoice.freightRupiah + sumOf(rows.map((row) => row.freightRupiah)),
      },
      { account: "levyPayable", credit: sumOf(rows.map((row) => row.levyRupiah)) },
      { account: "serviceFeeIncome", credit: sumOf(rows.map((row) => row.feeRupiah)) },
      { account: "vatOut", credit: invoice.taxRupiah },
    ],
  });
}

/**
 * One koperasi's share of a call-off in its own books.
 *
 *   Dr  Receivable from trade center   net
 *   Dr  Freight, levy, fee, claim      as deducted
 *       Cr  Sales                          gross
 */
export function koperasiEntry(
  hubId: string,
  statementId: string,
  row: StatementRow,
  on: BusinessDay,
  narration: string,
): Entry {
  return entryOf({
    organisationId: row.koperasiId,
    kind: "statement.made",
    subjectId: statementId,
    occurredOn: on,
    narration,
    lines: [
      { account: "receivable", of: hubId, debit: row.netRupiah },
      { account: "freightCost", debit: row.freightRupiah },
      { account: "levyCost", debit: row.levyRupiah },
      { account: "serviceFeeCost", debit: row.feeRupiah },
      { account: "claimCost", debit: row.claimRupiah },
      { account: "sales", credit: row.grossRupiah },
    ],
  });
}

/**
 * An advance that is asked for, in the trade center's books: the goods are yet to come, so nothing is earned.
 *
 *   Dr  Receivable from buyer      advance
 *       Cr  Advance received           advance
 */
export function advanceHubEntry(invoice: IssuedInvoice): Entry {
  return entryOf({
    organisationId: invoice.sellerId,
    kind: "invoice.issued",
    subjectId: invoice.id,
    occurredOn: invoice.issuedOn,
    narration: invoice.number,
    lines: [
      { account: "receivable", of: invoice.buyerId, debit: invoice.totalRupiah },
      { account: "advanceReceived", of: invoice.buyerId, credit: invoice.totalRupiah },
    ],
  });
}

/**
 * The same advance in the buyer's books.
 *
 *   Dr  Advance paid to seller     advance
 *       Cr  Payable to seller          advance
 */
export function advanceBuyerEntry(invoice: IssuedInvoice): Entry {
  return entryOf({
    organisationId: invoice.buyerId,
    kind: "invoice.issued",
    subjectId: invoice.id,
    occurredOn: invoice.issuedOn,
    narration: invoice.number,
    lines: [
      { account: "advancePaid", of: invoice.sellerId, debit: invoice.totalRupiah },
      { account: "payable", of: invoice.sellerId, credit: invoice.totalRupiah },
    ],
  });
}

/**
 * What being late costs, where both parties agreed that it does. No goods: neither sales nor purchases.
 *
 *   seller  Dr  Receivable from buyer   fee      buyer  Dr  Late fees           fee
 *               Cr  Late fees received      fee             Cr  Payable to seller   fee
 */
export function lateFeeEntries(invoice: IssuedInvoice): Entry[] {
  const { sellerId, buyerId, totalRupiah } = invoice;
  const deed = {
    kind: "invoice.issued",
    subjectId: invoice.id,
    occurredOn: invoice.issuedOn,
    narration: invoice.number,
  };
  return [
    entryOf({
      ...deed,
      organisationId: sellerId,
      lines: [
        { account: "receivable", of: buyerId, debit: totalRupiah },
        { account: "lateFeeIncome", credit: totalRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: buyerId,
      lines: [
        { account: "lateFeeCost", debit: totalRupiah },
        { account: "payable", of: sellerId, credit: totalRupiah },
      ],
    }),
  ];
}

/**
 * What an advance left over when its contract was over is owed back to the buyer.
 *
 *   hub    Dr  Advance received from buyer   amount      buyer  Dr  Receivable from hub    amount
 *              Cr  Payable to buyer               amount             Cr  Advance paid to hub    amount
 */
export function refundEntries(refund: {
  readonly id: string;
  readonly hubId: string;
  readonly buyerId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
}): Entry[] {
  const { hubId, buyerId, amountRupiah } = refund;
  const deed = {
    kind: "advance.returned",
    subjectId: refund.id,
    occurredOn: refund.on,
    narration: refund.narration,
  };
  return [
    entryOf({
      ...deed,
      organisationId: hubId,
      lines: [
        { account: "advanceReceived", of: buyerId, debit: amountRupiah },
        { account: "payable", of: buyerId, credit: amountRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: buyerId,
      lines: [
        { account: "receivable", of: hubId, debit: amountRupiah },
        { account: "advancePaid", of: hubId, credit: amountRupiah },
      ],
    }),
  ];
}

export type ProducerDue = { readonly producerId: string; readonly amountRupiah: Rupiah };

/**
 * What the seller owes the people whose harvest it sold with a shipment, or got accepted by an appeal, at the price agreed with them.
 *
 *   Dr  Purchases                  Σ due
 *       Cr  Payable to producer j      due j
 */
export function producersEntry(
  sellerId: string,
  subjectId: string,
  dues: readonly ProducerDue[],
  on: BusinessDay,
  narration: string,
): Entry {
  return entryOf({
    organisationId: sellerId,
    kind: "producers.due",
    subjectId,
    occurredOn: on,
    narration,
    lines: [
      { account: "purchases", debit: sumOf(dues.map((due) => due.amountRupiah)) },
      ...dues.map((due) => ({
        account: "payableProducer" as const,
        of: due.producerId,
        credit: due.amountRupiah,
      })),
    ],
  });
}
