import { buffer } from "node:stream/consumers";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { divideHalfUp, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { vatOn } from "#app/modules/catalogue/vat.ts";
import { efakturTemplate, efakturXml } from "#app/modules/invoicing/efaktur.ts";
import {
  type SoldLine,
  sixteenDigits,
  type TaxableInvoice,
  taxInvoicesOf,
} from "#app/modules/invoicing/tax-invoice.ts";
import { xml, xmlFile } from "#app/modules/invoicing/xml.ts";
import { efakturSheets } from "#app/modules/oversight/efaktur-sheets.ts";
import { withheldSheet } from "#app/modules/oversight/withheld-sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { openSheets } from "#app/platform/open-sheets.server.ts";
import { all, one, read } from "#tests/support/strict-xml.ts";

// Goal: what a bookkeeping program and the tax office read is what the invoice says, in files that they accept. Method: every file is
// read back by a strict reader of its own; sums are compared with the lines, and elements with the order that the schemas demand.

const hundredths = (text: string) => {
  const [, whole = "", part = ""] = /^(\d+)\.(\d\d)$/.exec(text) ?? [];
  return BigInt(whole + part);
};

const VAT = { rateBasisPoints: 1200, baseNumerator: 11, baseDenominator: 12 };

const line = (wish: Partial<SoldLine>): SoldLine => {
  const priced = {
    description: "Minyak goreng",
    unit: "kg",
    basePerUnit: 1000n,
    quantityBase: 50_000n,
    priceRupiah: 18_630n,
    taxClass: "standard" as const,
    vat: VAT,
    handover: null,
    ...wish,
  };
  const amountRupiah = priceOf(priced.quantityBase, priced.priceRupiah, priced.basePerUnit);
  const taxRupiah = vatOn(amountRupiah, priced.taxClass, { isVatRegistered: true }, priced.vat);
  return { ...priced, amountRupiah, taxRupiah };
};

const invoice = (lines: readonly SoldLine[], wish: Partial<TaxableInvoice> = {}): TaxableInvoice => ({
  number: "001/INV/BUMD/III/2026",
  taxedOn: businessDay("2026-03-27"),
  seller: {
    name: "BUMD Pangan",
    address: "Jalan Uji 1",
    taxNumber: "012345678651000",
    otherNumber: null,
    isGovernment: false,
    isVatRegistered: true,
  },
  buyer: {
    name: "SPPG Bendogerit & Yayasan <Uji>",
    address: 'Jalan "Uji" 2',
    taxNumber: null,
    otherNumber: "NIB 9120001234567",
    isGovernment: false,
  },
  lines,
  ...wish,
});

test("the figures of the golden invoices", () => {
  const made = read(
    efakturXml(taxInvoicesOf(invoice([line({}), line({ quantityBase: 33_000n, priceRupiah: 17_500n })]))),
  );
  const lines = all(made, "GoodService").map((good) =>
    ["Price", "Qty", "TotalDiscount", "TaxBase", "OtherTaxBase", "VATRate", "VAT", "Unit"].map((name) =>
      one(good, name),
    ),
  );
  expect(lines).toEqual([
    ["18630.00", "50.00", "0.00", "931500.00", "853875.00", "12", "102465.00", "UM.0003"],
    ["17500.00", "33.00", "0.00", "577500.00", "529375.00", "12", "63525.00", "UM.0003"],
  ]);
  expect(one(made, "TrxCode")).toBe("04");
  expect(one(made, "TIN")).toBe("0012345678651000");
});

test("three times 0,333 kg is three rounded lines, never one rounding of a sum", () => {
  const small = line({ quantityBase: 333n, priceRupiah: 10_001n });
  const [made] = taxInvoicesOf(invoice([small, small, small]));
  expect(made?.lines.map((one) => one.baseSen)).toEqual([333_000n, 333_000n, 333_000n]);
  expect(made?.lines.map((one) => [one.quantityHundredths, one.discountSen])).toEqual([
    [100n, 0n],
    [100n, 0n],
    [100n, 0n],
  ]);
  expect(made?.lines[0]?.name).toContain("0,333 kg × Rp 10001");
});

const anyLine = fc
  .record({
    quantityBase: fc.bigInt({ min: 0n, max: 50_000_000n }),
    priceRupiah: fc.bigInt({ min: 0n, max: 2_000_000_000n }),
    basePerUnit: fc.constantFrom(1n, 12n, 1000n, 15_000n),
    unit: fc.constantFrom("kg", "peti", "butir", "lusin", "liter"),
    taxClass: fc.constantFrom<SoldLine["taxClass"][]>("exempt", "standard"),
    description: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  })
  .map((wish) => line(wish));

test("every tax base is what the tax office multiplies, and all of them are the invoice, to the rupiah", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), (lines) => {
      const made = taxInvoicesOf(invoice(lines));
      const claimed = sumOf(lines.map((one) => one.amountRupiah));
      if (claimed === 0n) {
        expect(made).toEqual([]);
        return;
      }
      const goods = all(read(efakturXml(made)), "GoodService");
      for (const good of goods) {
        const at = (name: string) => hundredths(one(good, name));
        expect(at("Price") * at("Qty") - at("TotalDiscount") * 100n).toBe(at("TaxBase") * 100n);
        expect(at("OtherTaxBase")).toBe(divideHalfUp(at("TaxBase") * 11n, 12n));
        expect(at("VAT")).toBe(divideHalfUp(at("OtherTaxBase") * 12n, 100n));
      }
      expect(sumOf(goods.map((good) => hundredths(one(good, "TaxBase"))))).toBe(claimed * 100n);
      // The spreadsheet says the same in the same order.
      const [, detail] = efakturTemplate(made);
      expect(
        detail?.rows.slice(1, -1).map(({ [8]: base }) => (typeof base === "number" ? base.toFixed(2) : base)),
      ).toEqual(goods.map((good) => one(good, "TaxBase")));
      expect(detail?.rows.at(-1)).toEqual(["END"]);
    }),
    { numRuns: 200 },
  );
});

test("equal goods of two handovers are told apart, whole or told as one", () => {
  const handover = (number: string, day: string) => ({ number, day: businessDay(day) });
  const lines = [
    line({ handover: handover("016/BAST/S/III/2026", "2026-03-24") }),
    line({ handover: handover("019/BAST/S/III/2026", "2026-03-27") }),
    line({
      handover: handover("019/BAST/S/III/2026", "2026-03-27"),
      quantityBase: 333n,
      priceRupiah: 10_001n,
    }),
  ];
  const made = taxInvoicesOf(invoice(lines));
  const names = [
    "Minyak goreng, BAST 016/BAST/S/III/2026 2026-03-24",
    "Minyak goreng, BAST 019/BAST/S/III/2026 2026-03-27",
    "Minyak goreng, BAST 019/BAST/S/III/2026 2026-03-27 (0,333 kg × Rp 10001)",
  ];
  expect(all(read(efakturXml(made)), "Name").map(({ text }) => text)).toEqual(names);
  expect(
    efakturTemplate(made)[1]
      ?.rows.slice(1, -1)
      .map((row) => row[3]),
  ).toEqual(names);
});

test("each kind of transaction has a tax invoice of its own", () => {
  const lines = [line({ taxClass: "exempt" }), line({})];
  const codes = (made: TaxableInvoice) => taxInvoicesOf(made).map((one) => one.code);
  expect(codes(invoice(lines))).toEqual(["08", "04"]);
  const treasurer = { ...invoice([]).buyer, isGovernment: true };
  expect(codes(invoice(lines, { buyer: treasurer }))).toEqual(["08", "02"]);
  // A rule on the price itself is another kind of transaction; two rates on a part of it are one, each line with its own.
  const full = line({ vat: { rateBasisPoints: 1200, baseNumerator: 1, baseDenominator: 1 } });
  const dearer = line({ vat: { ...VAT, rateBasisPoints: 1500 } });
  expect(codes(invoice([...lines, full, dearer]))).toEqual(["08", "01", "04"]);
  const taxed = all(read(efakturXml(taxInvoicesOf(invoice([...lines, dearer])))), "TaxInvoice")[1];
  expect(taxed && all(taxed, "VATRate").map(({ text }) => text)).toEqual(["12", "15"]);
  // What was delivered before its seller was registered carries no tax, and is on no tax invoice.
  expect(codes(invoice([lines[0] ?? full, { ...full, taxRupiah: 0n }]))).toEqual(["08"]);
  const exempt = all(read(efakturXml(taxInvoicesOf(invoice(lines)))), "TaxInvoice")[0];
  expect(exempt && [one(exempt, "AddInfo"), one(exempt, "FacilityStamp")]).toEqual(["TD.00510", "TD.01110"]);
});

test("a buyer without an NPWP is named by another number, one with fifteen digits by sixteen", () => {
  const without = read(efakturXml(taxInvoicesOf(invoice([line({})]))));
  expect(
    ["BuyerTin", "BuyerDocument", "BuyerDocumentNumber", "BuyerIDTKU"].map((name) => one(without, name)),
  ).toEqual(["0000000000000000", "Other ID", "NIB 9120001234567", "000000"]);
  const buyer = { ...invoice([]).buyer, taxNumber: "01.234.567.8-651.000" };
  const known = read(efakturXml(taxInvoicesOf(invoice([line({})], { buyer }))));
  expect(
    ["BuyerTin", "BuyerDocument", "BuyerDocumentNumber", "BuyerIDTKU"].map((name) => one(known, name)),
  ).toEqual(["0012345678651000", "TIN", "-", "0012345678651000000000"]);
  expect(sixteenDigits("3572011234567890")).toBe("3572011234567890");
  expect(sixteenDigits("123")).toBeNull();
});

test("who may not make tax invoices is told so", () => {
  const { seller } = invoice([]);
  const refused = (change: Partial<typeof seller>) => () =>
    taxInvoicesOf(invoice([line({})], { seller: { ...seller, ...change } }));
  expect(refused({ isVatRegistered: false })).toThrow("invoicing.notVatRegistered");
  expect(refused({ taxNumber: null })).toThrow("invoicing.noTaxNumber");
  expect(refused({ taxNumber: "12345" })).toThrow("invoicing.noTaxNumber");
});

test("fields of a tax invoice stand in the order of its schema", () => {
  const made = read(efakturXml(taxInvoicesOf(invoice([line({})]))));
  expect(made.children.map((child) => child.name)).toEqual(["TIN", "ListOfTaxInvoice"]);
  expect(
    all(made, "TaxInvoice")[0]
      ?.children.map((child) => child.name)
      .join(" "),
  ).toBe(
    "TaxInvoiceDate TaxInvoiceOpt TrxCode AddInfo CustomDoc CustomDocMonthYear RefDesc FacilityStamp SellerIDTKU BuyerTin BuyerDocument BuyerCountry BuyerDocumentNumber BuyerName BuyerAdress BuyerEmail BuyerIDTKU ListOfGoodService",
  );
  expect(
    all(made, "GoodService")[0]
      ?.children.map((child) => child.name)
      .join(" "),
  ).toBe("Opt Code Name Unit Price Qty TotalDiscount TaxBase OtherTaxBase VATRate VAT STLGRate STLG");
  const [head] = efakturTemplate(taxInvoicesOf(invoice([line({})])));
  expect(head?.rows[2]).toHaveLength(head?.rows[3]?.length ?? 0);
  expect(head?.rows[3]?.slice(0, 4)).toEqual([1, "27/03/2026", "Normal", "04"]);
});

// Titles, their rows, and which cells are figures: as the tax office's template has them, which public programs write alike.
test("the spreadsheet has the sheets, rows and figures of the template, read back from the file", async () => {
  const made = taxInvoicesOf(invoice([line({}), line({ quantityBase: 333n, priceRupiah: 10_001n })]));
  const sheets = efakturSheets(made);
  expect(sheets.map(({ name }) => name)).toEqual(["Faktur", "DetailFaktur"]);
  const opened = openSheets(Uint8Array.from(await buffer(xlsxOf(sheets))));
  const [faktur, detail] = "grids" in opened ? opened.grids : [];
  expect(faktur?.[0]?.[2]).toBe("0012345678651000");
  expect(faktur?.[2]?.slice(0, 5)).toEqual([
    "Baris",
    "Tanggal Faktur",
    "Jenis Faktur",
    "Kode Transaksi",
    "Keterangan Tambahan",
  ]);
  expect(faktur?.[3]?.slice(0, 4)).toEqual([1, "27/03/2026", "Normal", "04"]);
  expect(faktur?.[4]?.[0]).toBe("END");
  expect(detail?.[0]?.slice(5, 9)).toEqual(["Harga Satuan", "Jumlah Barang Jasa", "Total Diskon", "DPP"]);
  expect(detail?.[1]).toEqual([
    1,
    "A",
    "000000",
    "Minyak goreng",
    "UM.0003",
    18_630,
    50,
    0,
    931_500,
    853_875,
    12,
    102_465,
    0,
    0,
  ]);
  expect(detail?.[2]?.slice(5)).toEqual([3_330, 1, 0, 3_330, 3_052.5, 12, 366.3, 0, 0]);
  expect(detail?.[3]?.[0]).toBe("END");
});

test("any text comes back as it was, without what XML cannot hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const kept = read(xmlFile(xml("a", [xml("b", text)])));
      const plain = text.replace(/[\t\n\r]+/g, " ").replace(/[\ud800-\udfff]/gu, "");
      expect(one(kept, "b")).toBe(
        [...plain].filter((mark) => mark >= " " && mark !== "\ufffe" && mark !== "\uffff").join(""),
      );
    }),
  );
  const nasty = `<!-- ]]> & "PT" 'CV' \u0000 \ud800`;
  expect(one(read(xmlFile(xml("a", [xml("b", nasty)]))), "b")).toBe(`<!-- ]]> & "PT" 'CV'  `);
});

test("what was withheld is told in the fields of Coretax and in their order, its rate as a number", () => {
  const { head, rows } = withheldSheet(
    [
      {
        side: "withholder",
        partnerName: "KKMP Tlumpu",
        partnerTaxNumber: "01.234.567.8-651.000",
        on: businessDay("2026-07-06"),
        baseRupiah: 2_720_000n,
        withheldRupiah: 40_800n,
        slip: "BP-2026-0001",
        invoices: "001/INV/KKMP-TLU/VII/2026",
      },
    ],
    "12.345.678.9-012.345",
  );
  const fields =
    "TaxPeriodMonth TaxPeriodYear CounterpartTin IDPlaceOfBusinessActivityOfIncomeRecipient TaxCertificate TaxObjectCode TaxBase Rate Document DocumentNumber DocumentDate IDPlaceOfBusinessActivity GovTreasurerOpt SP2DNumber WithholdingDate";
  const from = head.indexOf("TaxPeriodMonth");
  expect(head.slice(from, from + 15)).toEqual(fields.split(" "));
  expect(rows[0]).toHaveLength(head.length);
  expect(rows[0]?.[head.indexOf("Rate")]).toEqual({ kind: "plain", value: 1.5 });
  expect(rows[0]?.[head.indexOf("WithholdingDate")]).toEqual({ kind: "day", value: "2026-07-06" });
});
