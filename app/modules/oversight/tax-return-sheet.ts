import { m } from "#app/i18n/paraglide/messages.js";
import { sixteenDigits } from "../invoicing/tax-invoice.ts";
import type { TaxReturn } from "../invoicing/tax-return.ts";
import { day, rupiah, type Sheet, text, whole } from "./sheet.ts";

/** So many units of trade, with as many of three decimals as it takes. */
function decimal(base: bigint, perUnit: bigint): string {
  const thousandths = ((base % perUnit) * 1000n) / perUnit;
  const rest = thousandths.toString().padStart(3, "0").replace(/0+$/, "");
  return `${base / perUnit}${rest === "" ? "" : `.${rest}`}`;
}

const tin = (taxNumber: string | null) => sixteenDigits(taxNumber) ?? "";

/**
 * Nota retur as data for Coretax (`InputTaxInvoiceReturn`): one row a note, one row a line of it, under the names of the tax office and in its
 * order, beside what a person looks for, but for `Quantity`: that of the whole line of the tax invoice, which a note does not know. Numbers are Coretax's own, as they were written down at the invoice; one that is not known yet is
 * empty, and is found by the invoice that stands beside it. Names and order are those that two public programs write alike; *verify* with a
 * trial import: whether lines that are not given back must stand with noughts (public guides say so of the converter's template), what
 * `ReturnOtherTaxBaseCheck` means, and whether an amount without goods may be one piece.
 */
export function taxReturnSheets(rows: readonly TaxReturn[]): readonly Sheet[] {
  return [
    {
      name: "Retur",
      head: [
        "No",
        m.invoicing_return_number(),
        m.invoicing_return_tax_number(),
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
        text(row.taxNumber ?? ""),
        text(row.invoiceNumber),
        day(row.invoiceIssuedOn),
        text(tin(row.buyer.taxNumber)),
        text(row.buyer.name),
        text(tin(row.seller.taxNumber)),
        text(row.seller.name),
        text(row.taxInvoiceNumber ?? ""),
        day(row.issuedOn),
        rupiah(row.goodsRupiah),
        rupiah(row.baseRupiah),
        rupiah(row.taxRupiah),
        rupiah(0n),
        text(row.reason),
      ]),
    },
    lineSheet(rows),
  ];
}

/** One row a line of a note, beside the row of its note. */
function lineSheet(rows: readonly TaxReturn[]): Sheet {
  return {
    name: "DetailRetur",
    head: [
      "No",
      "Type",
      "Name",
      "Code",
      "Unit",
      "UnitPrice",
      "STLGRate",
      "ReturnQuantity",
      "ReturnDiscount",
      "ReturnTaxBase",
      "ReturnOtherTaxBase",
      "ReturnOtherTaxBaseCheck",
      "ReturnVAT",
      "ReturnSTLG",
    ],
    rows: rows.flatMap((row, at) =>
      row.lines.map((line) => [
        whole(at + 1),
        text("A"),
        text(line.name),
        text("000000"),
        text(line.unitCode),
        rupiah(line.priceRupiah),
        rupiah(0n),
        text(decimal(line.quantityBase, line.basePerUnit)),
        rupiah(0n),
        rupiah(line.amountRupiah),
        rupiah(line.baseRupiah),
        text("false"),
        rupiah(line.taxRupiah),
        rupiah(0n),
      ]),
    ),
  };
}
