import { creditEntries } from "#app/modules/invoicing/credit-postings.ts";
import type { IssuedInvoice } from "#app/modules/invoicing/invoice-postings.ts";
import type { Entry } from "#app/modules/ledger/entry.ts";
import { cardFeeEntry } from "#app/modules/payments/card-postings.ts";
import { paymentEntries } from "#app/modules/payments/payment-postings.ts";

/** So much of an invoice's goods and of its tax, credited after an objection. */
export function creditedOf(issued: IssuedInvoice, percent: bigint): Entry[] {
  const [goodsRupiah, taxRupiah] = [issued.goodsRupiah, issued.taxRupiah].map(
    (sum) => (sum * percent) / 100n,
  );
  if (!goodsRupiah || taxRupiah === undefined) return [];
  return creditEntries({
    creditNoteId: "crn_1",
    number: "NK-1",
    sellerId: issued.sellerId,
    buyerId: issued.buyerId,
    goodsRupiah,
    taxRupiah,
    totalRupiah: goodsRupiah + taxRupiah,
    refundRupiah: 0n,
    statements: [],
    hubRupiah: goodsRupiah,
    stock: { inventoryRupiah: 0n, soldRupiah: 0n, goneRupiah: 0n },
    on: issued.issuedOn,
  });
}

/** A payment of half of it, of which the buyer withheld a part and a card's provider took one. */
export function paidOf(
  issued: IssuedInvoice,
  { withheldPercent, cardFeeRupiah }: { readonly withheldPercent: bigint; readonly cardFeeRupiah: bigint },
): Entry[] {
  const withheldRupiah = (issued.goodsRupiah * withheldPercent) / 100n;
  return [
    ...paymentEntries({
      id: "pay_1",
      rail: "transfer",
      payerId: issued.buyerId,
      payeeId: issued.sellerId,
      amountRupiah: issued.totalRupiah / 2n + 1n,
      withheldRupiah,
      vatKeptRupiah: 0n,
      depositRupiah: 0n,
      assignmentId: null,
      on: issued.issuedOn,
      narration: "KW-1",
    }),
    ...(cardFeeRupiah > 0n
      ? [
          cardFeeEntry(issued.sellerId, cardFeeRupiah, {
            subjectId: "txn_1",
            on: issued.issuedOn,
            narration: "txn_1",
          }),
        ]
      : []),
  ];
}
