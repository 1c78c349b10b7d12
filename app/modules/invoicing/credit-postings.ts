import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { BorneStatement } from "./credit-bearing.ts";

export type PostedCredit = {
  readonly creditNoteId: string;
  readonly number: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly goodsRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
  readonly totalRupiah: Rupiah;
  readonly refundRupiah: Rupiah;
  readonly statements: readonly BorneStatement[];
  readonly hubRupiah: Rupiah;
  /** What of it lowers the buyer's stock, the cost of what it sold of it, and its losses, each no more than nothing. */
  readonly stock: {
    readonly inventoryRupiah: Rupiah;
    readonly soldRupiah: Rupiah;
    readonly goneRupiah: Rupiah;
  };
  readonly on: BusinessDay;
};

/**
 * What a granted claim means in the trade center's books and the buyer's, or a granted objection in the seller's and the buyer's: then no
 * koperasi bears any of it. What koperasi bear is owed to them no more; the rest
 * is the trade center's own cost. What the buyer had paid already is owed back to it. Goods that the buyer has in stock cost so much
 * less: what is left of them, what it sold of them, and what it lost of them.
 *
 *   hub    Dr  Payable to koperasi i      borne i
 *          Dr  Claims                     borne by the trade center
 *          Dr  VAT collected              tax
 *              Cr  Receivable from buyer      total − paid already
 *              Cr  Payable to buyer           paid already
 *   buyer  Dr  Payable to hub             total − paid already
 *          Dr  Receivable from hub        paid already
 *              Cr  Inventory                  of what is left
 *              Cr  Cost of goods sold         of what was sold
 *              Cr  Stock losses               of what is gone
 *              Cr  Purchases                  goods + tax − those three
 */
export function creditEntries(credit: PostedCredit): Entry[] {
  const { sellerId, buyerId, totalRupiah, refundRupiah, stock } = credit;
  const lowered = stock.inventoryRupiah + stock.soldRupiah + stock.goneRupiah;
  const deed = {
    kind: "claim.credited",
    subjectId: credit.creditNoteId,
    occurredOn: credit.on,
    narration: credit.number,
  };
  return [
    entryOf({
      ...deed,
      organisationId: sellerId,
      lines: [
        ...credit.statements.map((one) => ({
          account: "payable" as const,
          of: one.koperasiId,
          debit: one.borneRupiah,
        })),
        { account: "claimCost", debit: credit.hubRupiah },
        { account: "vatOut", debit: credit.taxRupiah },
        { account: "receivable", of: buyerId, credit: totalRupiah - refundRupiah },
        { account: "payable", of: buyerId, credit: refundRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: buyerId,
      lines: [
        { account: "payable", of: sellerId, debit: totalRupiah - refundRupiah },
        { account: "receivable", of: sellerId, debit: refundRupiah },
        { account: "inventory", credit: -stock.inventoryRupiah },
        { account: "costOfGoodsSold", credit: -stock.soldRupiah },
        { account: "stockLoss", credit: -stock.goneRupiah },
        { account: "purchases", credit: totalRupiah + lowered },
      ],
    }),
  ];
}

/**
 * What a koperasi bears of a claim, in its own books.
 *
 *   Dr  Claims                         borne
 *       Cr  Receivable from trade center   borne
 */
export function statementCorrectedEntry(correction: {
  readonly correctionId: string;
  readonly koperasiId: string;
  readonly hubId: string;
  readonly borneRupiah: Rupiah;
  readonly number: string;
  readonly on: BusinessDay;
}): Entry {
  return entryOf({
    organisationId: correction.koperasiId,
    kind: "statement.corrected",
    subjectId: correction.correctionId,
    occurredOn: correction.on,
    narration: correction.number,
    lines: [
      { account: "claimCost", debit: correction.borneRupiah },
      { account: "receivable", of: correction.hubId, credit: correction.borneRupiah },
    ],
  });
}
