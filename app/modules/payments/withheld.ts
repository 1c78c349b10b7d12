import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";

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

/** What is paid of an invoice now, beside what was paid or reported of it before and the VAT that was kept of that. */
export type TaxedPart = {
  readonly taxRupiah: Rupiah;
  readonly totalRupiah: Rupiah;
  readonly beforeRupiah: Rupiah;
  readonly keptRupiah: Rupiah;
  readonly paysRupiah: Rupiah;
};

/**
 * The most VAT that can be kept of a part: the VAT in all that is paid of the invoice by then, a broken rupiah counted whole, less what
 * was kept of it before. Parts that keep the most add up to the VAT of the whole, however it is cut, and no parts add up to more, also when
 * one of them is taken back and paid anew.
 */
function vatOf({ taxRupiah, totalRupiah, beforeRupiah, keptRupiah, paysRupiah }: TaxedPart): Rupiah {
  if (totalRupiah === 0n) return 0n;
  const inAll = (taxRupiah * (beforeRupiah + paysRupiah) + totalRupiah - 1n) / totalRupiah;
  const left = inAll - keptRupiah;
  return left <= 0n ? 0n : left < paysRupiah ? left : paysRupiah;
}

/** The most VAT that can be kept of what is paid of invoices at once. */
export function vatWithin(parts: readonly TaxedPart[]): Rupiah {
  return sumOf(parts.map(vatOf));
}

/** How much of what was kept is of which invoice: in proportion to the most of each, and of none more than that. */
export function keptOfEach(keptRupiah: Rupiah, parts: readonly TaxedPart[]): readonly Rupiah[] {
  return share(keptRupiah, parts.map(vatOf));
}
