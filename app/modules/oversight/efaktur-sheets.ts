import { efakturTemplate } from "../invoicing/efaktur.ts";
import type { TaxInvoice } from "../invoicing/tax-invoice.ts";
import { plain, type Sheet, text } from "./sheet.ts";

/** Tax invoices as a file for the template of Coretax's converter, sheet by sheet and row by row as it reads them. */
export function efakturSheets(invoices: readonly TaxInvoice[]): Sheet[] {
  return efakturTemplate(invoices).map(({ name, rows: [head = [], ...rows] }) => ({
    name,
    head: head.map(String),
    rows: rows.map((row) => row.map((cell) => (typeof cell === "number" ? plain(cell) : text(cell)))),
  }));
}
