import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

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
