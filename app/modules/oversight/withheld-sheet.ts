import { m } from "#app/i18n/paraglide/messages.js";
import { divideHalfUp } from "#app/kernel/money.ts";
import type { KeptVat, WithheldTax } from "../payments/withheld.ts";
import { day, plain, rupiah, type Sheet, text, whole } from "./sheet.ts";

/** Six noughts for a head office: the place of business under an NPWP. */
const HEAD_OFFICE = "000000";

/** An NPWP as sixteen digits: one of fifteen gets a nought before it. Empty where nobody wrote it down. */
function tinOf(taxNumber: string | null): string {
  const digits = (taxNumber ?? "").replace(/\D/g, "");
  return digits.length === 15 ? `0${digits}` : digits;
}

/** What was withheld of its base in percent, to a hundredth of it: 1.5, as Coretax writes a rate. */
function ratePercent({
  withheldRupiah,
  baseRupiah,
}: Pick<WithheldTax, "withheldRupiah" | "baseRupiah">): number {
  return Number(divideHalfUp(withheldRupiah * 10_000n, baseRupiah)) / 100;
}

/**
 * Tax withheld as data for e-Bupot: the fields of Coretax's `BpuBulk` under its names and in its order, beside what a person looks for. The code
 * of the tax object, the ground of the certificate, and out of which money a treasurer paid (with its SP2D) are not known here and stay empty:
 * whoever uploads fills them in (*verify*).
 */
export function withheldSheet(rows: readonly WithheldTax[], ownTaxNumber: string | null): Sheet {
  const own = tinOf(ownTaxNumber);
  const place = (tin: string) => (tin === "" ? "" : `${tin}${HEAD_OFFICE}`);
  return {
    name: "e-Bupot",
    head: [
      m.payments_withheld_side(),
      m.payments_withheld_partner(),
      "TIN",
      "TaxPeriodMonth",
      "TaxPeriodYear",
      "CounterpartTin",
      "IDPlaceOfBusinessActivityOfIncomeRecipient",
      "TaxCertificate",
      "TaxObjectCode",
      "TaxBase",
      "Rate",
      "Document",
      "DocumentNumber",
      "DocumentDate",
      "IDPlaceOfBusinessActivity",
      "GovTreasurerOpt",
      "SP2DNumber",
      "WithholdingDate",
      m.payments_withheld_amount(),
      m.payments_withheld_slip(),
    ],
    rows: rows.map((row) => {
      const partner = tinOf(row.partnerTaxNumber);
      const keptBack = row.side === "withholder";
      const [withholder, recipient] = keptBack ? [own, partner] : [partner, own];
      return [
        text(keptBack ? m.payments_withheld_by_us() : m.payments_withheld_of_us()),
        text(row.partnerName),
        text(withholder),
        whole(Number(row.on.slice(5, 7))),
        whole(Number(row.on.slice(0, 4))),
        text(recipient),
        text(place(recipient)),
        text(""),
        text(""),
        rupiah(row.baseRupiah),
        row.baseRupiah > 0n ? plain(ratePercent(row)) : text(""),
        text("CommercialInvoice"),
        text(row.invoices),
        day(row.on),
        text(place(withholder)),
        text(""),
        text(""),
        day(row.on),
        rupiah(row.withheldRupiah),
        text(row.slip),
      ];
    }),
  };
}

/**
 * VAT that a treasurer keeps and pays to the state, for the return of either side: the seller's tax invoices of code 02 that were paid so,
 * with the number of the slip. E-Bupot has no VAT, so it stands on a sheet of its own.
 */
export function keptVatSheet(rows: readonly KeptVat[]): Sheet {
  return {
    name: m.payments_vat_kept_sheet(),
    head: [
      m.payments_withheld_side(),
      m.payments_withheld_partner(),
      "NPWP",
      m.payments_vat_kept_invoices(),
      m.payments_vat_kept_on(),
      m.payments_vat_kept_base(),
      m.payments_vat_kept_rupiah(),
      m.payments_withheld_slip(),
    ],
    rows: rows.map((row) => [
      text(row.side === "withholder" ? m.payments_withheld_by_us() : m.payments_withheld_of_us()),
      text(row.partnerName),
      text(tinOf(row.partnerTaxNumber)),
      text(row.invoices),
      day(row.on),
      rupiah(row.baseRupiah),
      rupiah(row.vatRupiah),
      text(row.slip),
    ]),
  };
}
