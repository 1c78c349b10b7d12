import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { BankAccountFacts, BilledLine, PartyFacts } from "../documents/facts.ts";
import type { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import type { InvoiceFacts } from "../documents/papers/invoice-paper.ts";
import { sixteenDigits } from "./tax-invoice.ts";
import { type Xml, xml, xmlFile } from "./xml.ts";

// UBL 2.1 (OASIS): elements in the order that its schemas demand. What a file says is what the paper says, from the same frozen facts.

const CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
const CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

const INVOICE_TYPE = "380";
const CREDIT_NOTE_TYPE = "381";
const CREDIT_TRANSFER = "30";

/** UN/ECE Recommendation 20. Quantities are told in base units and prices per so many of them: nothing is rounded. */
const UNIT_CODES: Readonly<Record<BaseUnit, string>> = { g: "GRM", ml: "MLT", piece: "H87" };

const cbc = (name: string, text: string, attributes?: Readonly<Record<string, string>>) =>
  xml(`cbc:${name}`, text, attributes);
const cac = (name: string, content: readonly (Xml | null)[]) => xml(`cac:${name}`, content);
const amount = (name: string, rupiah: Rupiah) => cbc(name, rupiah.toString(), { currencyID: "IDR" });
const maybe = (name: string, text: string | null) => (text === null ? null : cbc(name, text));
const reference = (name: string, id: string | null) => (id === null ? null : cac(name, [cbc("ID", id)]));
const quantity = (name: string, base: bigint, unit: BaseUnit) =>
  cbc(name, base.toString(), { unitCode: UNIT_CODES[unit] });

const vatScheme = cac("TaxScheme", [cbc("ID", "VAT")]);

function party(role: string, { name, address, regionName, phone, legalIds }: PartyFacts): Xml {
  const taxNumber = sixteenDigits(legalIds.find(({ label }) => label === "NPWP")?.value ?? null);
  const registered = legalIds.find(({ label }) => label !== "NPWP")?.value ?? null;
  return cac(role, [
    cac("Party", [
      cac("PartyName", [cbc("Name", name)]),
      cac("PostalAddress", [
        cbc("StreetName", address),
        cbc("CityName", regionName),
        cac("Country", [cbc("IdentificationCode", "ID")]),
      ]),
      taxNumber === null ? null : cac("PartyTaxScheme", [cbc("CompanyID", taxNumber), vatScheme]),
      cac("PartyLegalEntity", [cbc("RegistrationName", name), maybe("CompanyID", registered)]),
      phone === null ? null : cac("Contact", [cbc("Telephone", phone)]),
    ]),
  ]);
}

type Told = Pick<InvoiceFacts, "lines" | "goodsRupiah" | "charges" | "taxes" | "totalRupiah"> & {
  readonly taxNote?: string | null;
};

type Charge = Told["charges"][number];

/** What was paid in advance is no discount; it is known by its name on the paper. */
const isAdvance = ({ label, amountRupiah }: Charge) => amountRupiah < 0n && label.startsWith("Uang muka");
const sumWhere = ({ charges }: Told, isSuch: (charge: Charge) => boolean) =>
  sumOf(charges.filter(isSuch).map((charge) => charge.amountRupiah));
const taxOf = ({ taxes }: Told) => sumOf(taxes.map((tax) => tax.amountRupiah));

function taxTotal(told: Told): Xml {
  const subtotals = told.taxes.map((tax) => {
    const base = tax.baseRupiah ?? told.goodsRupiah;
    const percent = base === 0n ? "0" : ((tax.amountRupiah * 100n + base / 2n) / base).toString();
    return cac("TaxSubtotal", [
      amount("TaxableAmount", base),
      amount("TaxAmount", tax.amountRupiah),
      cac("TaxCategory", [cbc("ID", "S"), cbc("Percent", percent), vatScheme]),
    ]);
  });
  const untaxed = (id: "E" | "O", base: Rupiah) =>
    cac("TaxSubtotal", [
      amount("TaxableAmount", base),
      amount("TaxAmount", 0n),
      cac("TaxCategory", [cbc("ID", id), maybe("TaxExemptionReason", told.taxNote ?? null), vatScheme]),
    ]);
  const exempt = told.goodsRupiah - sumOf(told.taxes.map((tax) => tax.taxedRupiah ?? told.goodsRupiah));
  return cac("TaxTotal", [
    amount("TaxAmount", taxOf(told)),
    ...(subtotals.length === 0 ? [untaxed("O", told.goodsRupiah)] : subtotals),
    ...(subtotals.length > 0 && exempt > 0n ? [untaxed("E", exempt)] : []),
  ]);
}

/** What was paid before is prepaid, not a cheaper price: it stands between what it costs and what is asked for. */
function monetaryTotal(told: Told): Xml {
  const charged = sumWhere(told, (charge) => charge.amountRupiah > 0n);
  const allowed = -sumWhere(told, (charge) => charge.amountRupiah < 0n && !isAdvance(charge));
  const prepaid = -sumWhere(told, isAdvance);
  const exclusive = told.goodsRupiah + charged - allowed;
  return cac("LegalMonetaryTotal", [
    amount("LineExtensionAmount", told.goodsRupiah),
    amount("TaxExclusiveAmount", exclusive),
    amount("TaxInclusiveAmount", exclusive + taxOf(told)),
    allowed > 0n ? amount("AllowanceTotalAmount", allowed) : null,
    charged > 0n ? amount("ChargeTotalAmount", charged) : null,
    prepaid > 0n ? amount("PrepaidAmount", prepaid) : null,
    amount("PayableAmount", told.totalRupiah),
  ]);
}

const charges = (told: Told) =>
  told.charges
    .filter((charge) => !isAdvance(charge))
    .map(({ label, amountRupiah }) =>
      cac("AllowanceCharge", [
        cbc("ChargeIndicator", amountRupiah > 0n ? "true" : "false"),
        cbc("AllowanceChargeReason", label),
        amount("Amount", amountRupiah < 0n ? -amountRupiah : amountRupiah),
      ]),
    );

/** Which line of which handover is claimed, where an invoice collects several. */
function receiptLine({ handover }: BilledLine): Xml | null {
  if (!handover) return null;
  return cac("ReceiptLineReference", [
    cbc("LineID", handover.line.toString()),
    cac("DocumentReference", [cbc("ID", handover.number), cbc("IssueDate", handover.day)]),
  ]);
}

function lines(told: Told, name: string, quantityName: string): Xml[] {
  return told.lines.map((line: BilledLine, at) =>
    cac(name, [
      cbc("ID", `${at + 1}`),
      quantity(quantityName, line.quantityBase, line.unit.base),
      amount("LineExtensionAmount", line.amountRupiah),
      receiptLine(line),
      cac("Item", [maybe("Description", line.specification), cbc("Name", line.description)]),
      cac("Price", [
        amount("PriceAmount", line.priceRupiah),
        quantity("BaseQuantity", line.unit.size, line.unit.base),
      ]),
    ]),
  );
}

function payment(dueOn: string, number: string, account: BankAccountFacts | null): Xml {
  return cac("PaymentMeans", [
    cbc("PaymentMeansCode", CREDIT_TRANSFER),
    cbc("PaymentDueDate", dueOn),
    cbc("PaymentID", number),
    account === null
      ? null
      : cac("PayeeFinancialAccount", [
          cbc("ID", account.number),
          cbc("Name", account.holder),
          cac("FinancialInstitutionBranch", [cbc("Name", account.bank)]),
        ]),
  ]);
}

const root = (name: string, content: readonly (Xml | null)[]) =>
  xmlFile(
    xml(name, content, {
      xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`,
      "xmlns:cac": CAC,
      "xmlns:cbc": CBC,
    }),
  );

/** An issued invoice as UBL 2.1, from the facts on its paper. Its sums are the paper's, to the rupiah. */
export function ublInvoice(number: string, facts: InvoiceFacts): string {
  return root("Invoice", [
    cbc("UBLVersionID", "2.1"),
    cbc("ID", number),
    cbc("IssueDate", facts.issuedOn),
    cbc("DueDate", facts.dueOn),
    cbc("InvoiceTypeCode", INVOICE_TYPE),
    maybe("Note", facts.note),
    maybe("TaxPointDate", facts.taxedOn ?? null),
    cbc("DocumentCurrencyCode", "IDR"),
    cbc("LineCountNumeric", facts.lines.length.toString()),
    facts.period
      ? cac("InvoicePeriod", [cbc("StartDate", facts.period.from), cbc("EndDate", facts.period.through)])
      : null,
    reference("OrderReference", facts.orderNumber ?? facts.callOffNumber),
    ...facts.handoverNumbers.map((id) => reference("ReceiptDocumentReference", id)),
    ...(facts.handovers ?? []).map(({ number: id, day }) =>
      cac("ReceiptDocumentReference", [cbc("ID", id), cbc("IssueDate", day)]),
    ),
    reference("ContractDocumentReference", facts.contractNumber),
    party("AccountingSupplierParty", facts.issuer),
    party("AccountingCustomerParty", facts.buyer),
    facts.deliveredOn === null ? null : cac("Delivery", [cbc("ActualDeliveryDate", facts.deliveredOn)]),
    payment(facts.dueOn, facts.paymentReference ?? number, facts.account),
    ...charges(facts),
    taxTotal(facts),
    monetaryTotal(facts),
    ...lines(facts, "InvoiceLine", "InvoicedQuantity"),
  ]);
}

/** A credit note as UBL 2.1, from the facts on its paper, naming the invoice that it takes back and why. */
export function ublCreditNote(number: string, facts: CreditNoteFacts): string {
  return root("CreditNote", [
    cbc("UBLVersionID", "2.1"),
    cbc("ID", number),
    cbc("IssueDate", facts.issuedOn),
    cbc("CreditNoteTypeCode", CREDIT_NOTE_TYPE),
    maybe("Note", facts.note),
    cbc("DocumentCurrencyCode", "IDR"),
    cbc("LineCountNumeric", facts.lines.length.toString()),
    cac("DiscrepancyResponse", [cbc("ReferenceID", facts.invoiceNumber), cbc("Description", facts.reason)]),
    cac("BillingReference", [
      cac("InvoiceDocumentReference", [
        cbc("ID", facts.invoiceNumber),
        cbc("IssueDate", facts.invoiceIssuedOn),
      ]),
    ]),
    party("AccountingSupplierParty", facts.issuer),
    party("AccountingCustomerParty", facts.buyer),
    ...charges(facts),
    taxTotal(facts),
    monetaryTotal(facts),
    ...lines(facts, "CreditNoteLine", "CreditedQuantity"),
  ]);
}
