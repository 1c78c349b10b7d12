import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";
import { type TaxParty, unitCode } from "./tax-invoice.ts";

/** What of an invoice with VAT was credited, as its credit note says: goods, and the tax that goes with them. */
export type CreditedTax = {
  readonly number: string;
  /** The numbers that Coretax gave to it and to the tax invoice that it lowers; null until one is written down. */
  readonly taxNumber: string | null;
  readonly taxInvoiceNumber: string | null;
  readonly issuedOn: BusinessDay;
  readonly invoiceNumber: string;
  readonly invoiceIssuedOn: BusinessDay;
  readonly reason: string;
  readonly seller: TaxParty;
  readonly buyer: TaxParty;
  readonly lines: readonly {
    readonly description: string;
    readonly unit: string;
    readonly basePerUnit: bigint;
    readonly quantityBase: bigint;
    /** Rupiah per unit of trade. */
    readonly priceRupiah: Rupiah;
    readonly amountRupiah: Rupiah;
  }[];
  /** The other base (11/12) of those goods, and their VAT. */
  readonly baseRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
};

type ReturnLine = {
  readonly name: string;
  readonly unit: string;
  readonly unitCode: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly amountRupiah: Rupiah;
  readonly baseRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
};

/** A nota retur: the lines of a credit note, each with its part of base and VAT; together they are the note, to the rupiah. */
export type TaxReturn = Omit<CreditedTax, "lines"> & {
  readonly goodsRupiah: Rupiah;
  readonly lines: readonly ReturnLine[];
};

/** The nota retur of a credit note. Of a line that costs nothing there is none to give back; a note without goods has no lines. */
export function taxReturnOf(credit: CreditedTax): TaxReturn {
  const told = credit.lines.filter((line) => line.amountRupiah > 0n);
  const weights = told.map((line) => line.amountRupiah);
  const bases = weights.length === 0 ? [] : share(credit.baseRupiah, weights);
  const taxes = weights.length === 0 ? [] : share(credit.taxRupiah, weights);
  return {
    ...credit,
    goodsRupiah: weights.reduce((sum, amount) => sum + amount, 0n),
    lines: told.map(({ description, ...line }, at) => ({
      ...line,
      name: description,
      unitCode: unitCode(line),
      baseRupiah: bases[at] ?? 0n,
      taxRupiah: taxes[at] ?? 0n,
    })),
  };
}
