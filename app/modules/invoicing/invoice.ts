import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { type TaxClass, type VatRule, vatOn } from "../catalogue/vat.ts";

/**
 * An invoice claims what was weighed and accepted, at the agreed price, and not a gram more. Each line is rounded to a
 * whole rupiah once; the total is the sum of its lines, never a rounding of an unrounded sum.
 */
export type AcceptedLine = {
  readonly shipmentLineId: string;
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly acceptedBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly taxClass: TaxClass;
  /** The tax that was frozen when the goods were received; absent where it is reckoned now. */
  readonly taxRupiah?: Rupiah | null;
};

export type InvoiceLineDraft = AcceptedLine & { readonly amountRupiah: Rupiah; readonly taxRupiah: Rupiah };

export type InvoiceDraft = {
  readonly lines: readonly InvoiceLineDraft[];
  readonly goodsRupiah: Rupiah;
  readonly freightRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
  readonly totalRupiah: Rupiah;
};

/** Draws up an invoice over accepted lines; lines of which nothing was accepted fall away. Freight carries no VAT of ours. */
export function draftOf(
  accepted: readonly AcceptedLine[],
  terms: {
    readonly seller: { readonly isVatRegistered: boolean };
    readonly vat: VatRule;
    readonly freightRupiah: Rupiah;
  },
): InvoiceDraft {
  const lines = accepted
    .filter((line) => line.acceptedBase > 0n)
    .map((line) => {
      const amountRupiah = priceOf(line.acceptedBase, line.priceRupiah, line.basePerUnit);
      return {
        ...line,
        amountRupiah,
        taxRupiah: line.taxRupiah ?? vatOn(amountRupiah, line.taxClass, terms.seller, terms.vat),
      };
    });
  const goodsRupiah = sumOf(lines.map((line) => line.amountRupiah));
  const taxRupiah = sumOf(lines.map((line) => line.taxRupiah));
  const freightRupiah = lines.length > 0 ? terms.freightRupiah : 0n;
  return {
    lines,
    goodsRupiah,
    freightRupiah,
    taxRupiah,
    totalRupiah: goodsRupiah + freightRupiah + taxRupiah,
  };
}

/** What of an invoice is still to be paid: its total less advances, credit notes and what was paid. */
export function openOf(invoice: {
  readonly totalRupiah: Rupiah;
  readonly advanceRupiah: Rupiah;
  readonly creditedRupiah: Rupiah;
  readonly paidRupiah: Rupiah;
}): Rupiah {
  return invoice.totalRupiah - invoice.advanceRupiah - invoice.creditedRupiah - invoice.paidRupiah;
}

/** What a buyer is asked for now: what is open, less what it says to have paid, and less what waits with its objections. */
export function askedOf(
  invoice: Parameters<typeof openOf>[0] & { readonly reportedRupiah: Rupiah; readonly heldRupiah: Rupiah },
): Rupiah {
  return openOf(invoice) - invoice.reportedRupiah - invoice.heldRupiah;
}
