import { m } from "#app/i18n/paraglide/messages.js";
import { sixteenDigits } from "../invoicing/tax-invoice.ts";
import type { TaxReturn } from "../invoicing/tax-return.ts";
import { day, rupiah, type Sheet, text, whole } from "./sheet.ts";

const tin = (taxNumber: string | null) => sixteenDigits(taxNumber) ?? "";

/**
 * Nota retur as data for Coretax (`InputTaxInvoiceReturn`): one row a note, one row a line of it, under the names of the tax office beside what a
 * person looks for. The number of the tax invoice is Coretax's own: whoever uploads fills it in, and finds it by the invoice that stands
 * beside it (*verify* the columns against the template of the day).
 */
export function taxReturnSheets(rows: readonly TaxReturn[]): readonly Sheet[] {
  return [
    {
      name: "Retur",
      head: [
        "No",
        m.invoicing_return_number(),
        m.invoicing_return_invoice(),
        m.invoicing_return_invoice_on(),
        "TIN",
        m.invoicing_return_buyer(),
        "SellerTIN",
        m.invoicing_return_seller(),
        "InvoiceNumber",
        "ReturnDate",
        "ReturnTaxBase",
        "ReturnOtherTaxBase",
        "ReturnVAT",
        "ReturnSTLG",
        m.invoicing_return_reason(),
      ],
      rows: rows.map((row, at) => [
        whole(at + 1),
        text(row.number),
        text(row.invoiceNumber),
        day(row.invoiceIssuedOn),
        text(tin(row.buyer.taxNumber)),
        text(row.buyer.name),
        text(tin(row.seller.taxNumber)),
        text(row.seller.name),
        text(""),
        day(row.issuedOn),
        rupiah(row.goodsRupiah),
        rupiah(row.baseRupiah),
        rupiah(row.taxRupiah),
        rupiah(0n),
        text(row.reason),
      ]),
    },
    {
      name: "DetailRetur",
      head: [
        "No",
        "Name",
        "Unit",
        "ReturnDiscount",
        "ReturnTaxBase",
        "ReturnOtherTaxBase",
        "ReturnVAT",
        "ReturnSTLG",
      ],
      rows: rows.flatMap((row, at) =>
        row.lines.map((line) => [
          whole(at + 1),
          text(line.name),
          text(line.unit),
          rupiah(0n),
          rupiah(line.amountRupiah),
          rupiah(line.baseRupiah),
          rupiah(line.taxRupiah),
          rupiah(0n),
        ]),
      ),
    },
  ];
}
