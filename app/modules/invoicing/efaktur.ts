import { invariant } from "#app/kernel/errors.ts";
import type { TaxInvoice, TaxLine } from "./tax-invoice.ts";
import { type Xml, xml, xmlFile } from "./xml.ts";

// The shape of Coretax's import file, `TaxInvoiceBulk`, and of the spreadsheet that its converter reads: the same fields in the same
// order, so both are written from one list. Names are Coretax's, with its spelling ("BuyerAdress").

/** Six noughts for a head office: the place of business under an NPWP. */
const HEAD_OFFICE = "000000";
const NO_TIN = "0000000000000000";

/** What an exempt delivery names as its ground and stamp; public guides disagree which is which: *verify*. */
const EXEMPT = { addInfo: "TD.00510", stamp: "TD.01110" };

/** Hundredths as Coretax reads them: `853875.00`. */
function twoDecimals(hundredths: bigint): string {
  invariant(hundredths >= 0n, "nothing on a tax invoice is below nought");
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, "0")}`;
}

type Field = readonly [name: string, value: string];

function headFields({ code, taxedOn, reference, sellerTin, buyer }: TaxInvoice): readonly Field[] {
  const isExempt = code === "08";
  return [
    ["TaxInvoiceDate", taxedOn],
    ["TaxInvoiceOpt", "Normal"],
    ["TrxCode", code],
    ["AddInfo", isExempt ? EXEMPT.addInfo : ""],
    ["CustomDoc", ""],
    ["CustomDocMonthYear", ""],
    ["RefDesc", reference],
    ["FacilityStamp", isExempt ? EXEMPT.stamp : ""],
    ["SellerIDTKU", `${sellerTin}${HEAD_OFFICE}`],
    ["BuyerTin", buyer.tin ?? NO_TIN],
    ["BuyerDocument", buyer.tin === null ? "Other ID" : "TIN"],
    ["BuyerCountry", "IDN"],
    ["BuyerDocumentNumber", buyer.tin === null ? (buyer.otherNumber ?? "-") : "-"],
    ["BuyerName", buyer.name],
    ["BuyerAdress", buyer.address],
    ["BuyerEmail", ""],
    ["BuyerIDTKU", buyer.tin === null ? HEAD_OFFICE : `${buyer.tin}${HEAD_OFFICE}`],
  ];
}

function lineFields(line: TaxLine): readonly Field[] {
  return [
    ["Opt", "A"],
    ["Code", "000000"],
    ["Name", line.name],
    ["Unit", line.unitCode],
    ["Price", twoDecimals(line.priceSen)],
    ["Qty", twoDecimals(line.quantityHundredths)],
    ["TotalDiscount", twoDecimals(line.discountSen)],
    ["TaxBase", twoDecimals(line.baseSen)],
    ["OtherTaxBase", twoDecimals(line.otherBaseSen)],
    ["VATRate", line.ratePercent],
    ["VAT", twoDecimals(line.vatSen)],
    ["STLGRate", "0"],
    ["STLG", "0.00"],
  ];
}

const elements = (fields: readonly Field[]): Xml[] => fields.map(([name, value]) => xml(name, value));

/** The import file of Coretax over tax invoices of one seller. Refuses none at all: there would be nothing to import. */
export function efakturXml(invoices: readonly TaxInvoice[]): string {
  const [first] = invoices;
  invariant(first, "a file has an invoice");
  invariant(
    invoices.every((one) => one.sellerTin === first.sellerTin),
    "a file is one seller's",
  );
  return xmlFile(
    xml(
      "TaxInvoiceBulk",
      [
        xml("TIN", first.sellerTin),
        xml(
          "ListOfTaxInvoice",
          invoices.map((invoice) =>
            xml("TaxInvoice", [
              ...elements(headFields(invoice)),
              xml(
                "ListOfGoodService",
                invoice.lines.map((line) => xml("GoodService", elements(lineFields(line)))),
              ),
            ]),
          ),
        ),
      ],
      {
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xmlns:xsd": "http://www.w3.org/2001/XMLSchema",
      },
    ),
  );
}

const HEADINGS = [
  "Baris",
  "Tanggal Faktur",
  "Jenis Faktur",
  "Kode Transaksi",
  "Keterangan Tambahan",
  "Dokumen Pendukung",
  "Period Dok Pendukung",
  "Referensi",
  "Cap Fasilitas",
  "ID TKU Penjual",
  "NPWP/NIK Pembeli",
  "Jenis ID Pembeli",
  "Negara Pembeli",
  "Nomor Dokumen Pembeli",
  "Nama Pembeli",
  "Alamat Pembeli",
  "Email Pembeli",
  "ID TKU Pembeli",
];
const LINE_HEADINGS = [
  "Baris",
  "Barang/Jasa",
  "Kode Barang Jasa",
  "Nama Barang/Jasa",
  "Nama Satuan Ukur",
  "Harga Satuan",
  "Jumlah Barang Jasa",
  "Total Diskon",
  "DPP",
  "DPP Nilai Lain",
  "Tarif PPN",
  "PPN",
  "Tarif PPnBM",
  "PPnBM",
];

/** What the template has as figures, so that Excel and the converter reckon with them; everything else is a text, for an NPWP begins with a nought. */
const FIGURES: ReadonlySet<string> = new Set([
  "Price",
  "Qty",
  "TotalDiscount",
  "TaxBase",
  "OtherTaxBase",
  "VATRate",
  "VAT",
  "STLGRate",
  "STLG",
]);

type TemplateCell = string | number;
type TemplateSheet = { readonly name: string; readonly rows: readonly (readonly TemplateCell[])[] };

/** A spreadsheet keeps fifteen digits of a number. */
const DIGITS_MAX = 15;

/** A figure of more digits than a spreadsheet keeps stays a text: as a number it would be another sum. */
function templateCell([name, value]: Field): TemplateCell {
  return FIGURES.has(name) && value.replace(".", "").length <= DIGITS_MAX ? Number(value) : value;
}

/**
 * The same as rows of the converter's spreadsheet: `Faktur`, with its headings in the third row, and `DetailFaktur`, whose first
 * column names the row of its invoice. Both end in a row `END`. Rows and figures are numbers, days texts (DD/MM/YYYY), as in the template.
 */
export function efakturTemplate(invoices: readonly TaxInvoice[]): readonly TemplateSheet[] {
  const values = (fields: readonly Field[]) => fields.map(([, value]) => value);
  const dated = ([year, month, day]: readonly string[]) => `${day}/${month}/${year}`;
  return [
    {
      name: "Faktur",
      rows: [
        ["NPWP Penjual", "", invoices[0]?.sellerTin ?? ""],
        [],
        HEADINGS,
        ...invoices.map((invoice, at) => {
          const [day = "", ...rest] = values(headFields(invoice));
          return [at + 1, dated(day.split("-")), ...rest];
        }),
        ["END"],
      ],
    },
    {
      name: "DetailFaktur",
      rows: [
        LINE_HEADINGS,
        ...invoices.flatMap((invoice, at) =>
          invoice.lines.map((line) => [at + 1, ...lineFields(line).map(templateCell)]),
        ),
        ["END"],
      ],
    },
  ];
}
