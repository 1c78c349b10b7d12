import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";

/** Income tax that was withheld of one payment, for the side that kept it back or the side it was kept from. */
export type WithheldTax = {
  readonly side: "withholder" | "recipient";
  readonly partnerName: string;
  readonly partnerTaxNumber: string | null;
  /** Number of the bukti potong. */
  readonly slip: string;
  readonly on: BusinessDay;
  readonly invoices: string;
  /** What the invoices come to without VAT: the tax is withheld of that. */
  readonly baseRupiah: Rupiah;
  readonly withheldRupiah: Rupiah;
};

/** VAT of one payment that the payer's treasurer hands to the state, and the invoices it is of. */
export type KeptVat = Omit<WithheldTax, "withheldRupiah"> & { readonly vatRupiah: Rupiah };

type TaxedPart = { readonly taxRupiah: Rupiah; readonly totalRupiah: Rupiah; readonly paysRupiah: Rupiah };

/** The VAT in what is paid of invoices: of each its part, a broken rupiah counted whole. Never more than their tax together. */
export function vatWithin(parts: readonly TaxedPart[]): Rupiah {
  return sumOf(
    parts.map(({ taxRupiah, totalRupiah, paysRupiah }) =>
      totalRupiah === 0n ? 0n : (taxRupiah * paysRupiah + totalRupiah - 1n) / totalRupiah,
    ),
  );
}
