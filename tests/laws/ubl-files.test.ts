import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { ublCreditNote, ublInvoice } from "#app/modules/invoicing/ubl.ts";
import { paperFacts } from "#tests/support/papers.ts";
import { all, type Node, one, read } from "#tests/support/strict-xml.ts";

// Goal: a bookkeeping program reads as UBL 2.1 what the paper says. Method: every file is read back by a strict reader, its sums are
// compared with the paper's, and its elements with the order that the schemas demand.

/** Elements of UBL 2.1 in the order of their schemas, as far as they are used here. */
const ORDER: Readonly<Record<string, string>> = {
  Invoice:
    "UBLVersionID ID IssueDate DueDate InvoiceTypeCode Note TaxPointDate DocumentCurrencyCode LineCountNumeric InvoicePeriod OrderReference ReceiptDocumentReference ContractDocumentReference AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans AllowanceCharge TaxTotal LegalMonetaryTotal InvoiceLine",
  CreditNote:
    "UBLVersionID ID IssueDate CreditNoteTypeCode Note DocumentCurrencyCode LineCountNumeric DiscrepancyResponse BillingReference AccountingSupplierParty AccountingCustomerParty AllowanceCharge TaxTotal LegalMonetaryTotal CreditNoteLine",
  Party: "PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact",
  PostalAddress: "StreetName CityName Country",
  PartyTaxScheme: "CompanyID TaxScheme",
  PartyLegalEntity: "RegistrationName CompanyID",
  PaymentMeans: "PaymentMeansCode PaymentDueDate PaymentID PayeeFinancialAccount",
  PayeeFinancialAccount: "ID Name FinancialInstitutionBranch",
  AllowanceCharge: "ChargeIndicator AllowanceChargeReason Amount",
  TaxTotal: "TaxAmount TaxSubtotal",
  TaxSubtotal: "TaxableAmount TaxAmount TaxCategory",
  TaxCategory: "ID Percent TaxExemptionReason TaxScheme",
  LegalMonetaryTotal:
    "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableAmount",
  InvoiceLine: "ID InvoicedQuantity LineExtensionAmount ReceiptLineReference Item Price",
  CreditNoteLine: "ID CreditedQuantity LineExtensionAmount ReceiptLineReference Item Price",
  InvoicePeriod: "StartDate EndDate",
  ReceiptDocumentReference: "ID IssueDate",
  ReceiptLineReference: "LineID DocumentReference",
  DocumentReference: "ID IssueDate",
  Item: "Description Name",
  Price: "PriceAmount BaseQuantity",
  DiscrepancyResponse: "ReferenceID Description",
  InvoiceDocumentReference: "ID IssueDate",
};

function expectOrder(node: Node): void {
  const order = ORDER[node.name.replace(/^\w+:/, "")]?.split(" ");
  const names = node.children.map((child) => child.name.replace(/^\w+:/, ""));
  if (order) {
    const places = names.map((name) => order.indexOf(name));
    expect(places, `${node.name}: ${names}`).not.toContain(-1);
    expect(places, `${node.name}: ${names}`).toEqual([...places].sort((a, b) => a - b));
  }
  for (const child of node.children) expectOrder(child);
}

test("an invoice as UBL says what its paper says, in the order of the schema", () => {
  const facts = paperFacts.INV;
  const made = read(ublInvoice("001/INV/KKMP-TLU/III/2026", facts));
  expectOrder(made);
  expect(made.name).toBe("Invoice");
  const amount = (name: string) => BigInt(one(made, `cbc:${name}`) || "0");
  expect(amount("PayableAmount")).toBe(facts.totalRupiah);
  expect(amount("TaxInclusiveAmount") - amount("PrepaidAmount")).toBe(facts.totalRupiah);
  expect(amount("TaxExclusiveAmount") + sumOf(facts.taxes.map((tax) => tax.amountRupiah))).toBe(
    amount("TaxInclusiveAmount"),
  );
  const lines = all(made, "cac:InvoiceLine");
  expect(lines).toHaveLength(facts.lines.length);
  for (const told of lines) {
    const [quantity, base, price] = ["InvoicedQuantity", "BaseQuantity", "PriceAmount"].map((name) =>
      BigInt(one(told, `cbc:${name}`)),
    );
    expect(priceOf(quantity ?? 0n, price ?? 0n, base ?? 1n).toString()).toBe(
      one(told, "cbc:LineExtensionAmount"),
    );
  }
});

test("a line of an invoice over a period names its handover, its day and which line of it", () => {
  const facts = paperFacts.INV;
  const handover = { number: "016/BAST/SPPG-012/III/2026", day: "2026-03-24", line: 2 };
  const lines = facts.lines.map((one, at) => (at === 0 ? { ...one, handover } : one));
  const period = { from: "2026-03-23", through: "2026-03-29" };
  const handovers = [{ ...handover, orderNumber: null, amountRupiah: 1n }];
  const [first, second] = [
    read(
      ublInvoice("022/INV/KKMP-TLU/III/2026", { ...facts, lines, period, handovers, taxedOn: "2026-03-31" }),
    ),
    read(
      ublCreditNote("001/NK/KKMP-TLU/III/2026", {
        ...paperFacts.NK,
        lines: [{ ...lines[0], handover } as never],
      }),
    ),
  ].map((made) => {
    expectOrder(made);
    return all(made, "cac:ReceiptLineReference").map((told) => [
      one(told, "cbc:LineID"),
      one(told, "cbc:ID"),
      one(told, "cbc:IssueDate"),
    ]);
  });
  expect(first).toEqual([["2", handover.number, handover.day]]);
  expect(second).toEqual(first);
});

test("an advance that was paid stands between what it costs and what is asked for", () => {
  const facts = paperFacts.INV;
  const paid = { label: "Uang muka yang sudah dibayar", amountRupiah: -1_000_000n };
  const told = { ...facts, charges: [...facts.charges, paid], totalRupiah: facts.totalRupiah - 1_000_000n };
  const made = read(ublInvoice("001/INV/KKMP-TLU/III/2026", told));
  expectOrder(made);
  expect(one(made, "cbc:PrepaidAmount")).toBe("1000000");
  expect(one(made, "cbc:PayableAmount")).toBe(told.totalRupiah.toString());
});

test("a credit note as UBL names its invoice and why, in the order of the schema", () => {
  const facts = paperFacts.NK;
  const made = read(ublCreditNote("001/NK/KKMP-TLU/III/2026", facts));
  expectOrder(made);
  expect(made.name).toBe("CreditNote");
  expect(one(made, "cbc:ReferenceID")).toBe(facts.invoiceNumber);
  expect(one(made, "cbc:Description")).toBe(facts.reason);
  expect(one(made, "cbc:PayableAmount")).toBe(facts.totalRupiah.toString());
  expect(all(made, "cac:CreditNoteLine")).toHaveLength(facts.lines.length);
});
