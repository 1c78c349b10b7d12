import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { type TaxClass, type VatRule, vatOn } from "../catalogue/vat.ts";

/** A party as the tax office knows it. */
export type TaxParty = {
  readonly name: string;
  readonly address: string;
  /** NPWP as it was registered: 15 or 16 digits. */
  readonly taxNumber: string | null;
  /** What else identifies it, where it has no NPWP. */
  readonly otherNumber: string | null;
  /** A body of the government, whose treasurer pays the VAT to the state itself. */
  readonly isGovernment: boolean;
};

export type SoldLine = {
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly amountRupiah: Rupiah;
  readonly taxClass: TaxClass;
  /** What the invoice claims as VAT of it: nothing of what was delivered while its seller was not registered. */
  readonly taxRupiah: Rupiah;
  /** By which handover it was delivered, where an invoice collects several; null otherwise. */
  readonly handover: { readonly number: string; readonly day: BusinessDay } | null;
  /** The rule by which that was reckoned: of the day of its handover, whenever it is invoiced. */
  readonly vat: VatRule;
};

/** What an issued invoice of goods says about tax. */
export type TaxableInvoice = {
  readonly number: string;
  /** The day that its tax invoices bear. */
  readonly taxedOn: BusinessDay;
  readonly seller: TaxParty & { readonly isVatRegistered: boolean };
  readonly buyer: TaxParty;
  readonly lines: readonly SoldLine[];
};

/**
 * 01: on the price. 02: to a collector of the government. 04: on another base than the price. 08: exempt. From public guides, *verify* with a
 * trial import: `docs/decisions/062-invoices-by-the-set-and-their-tax-files.md`.
 */
export const transactionCodes = ["08", "01", "02", "04"] as const;
export type TransactionCode = (typeof transactionCodes)[number];

/** Hundredths of a rupiah: only the tax office counts in them. */
type Sen = bigint;

export type TaxLine = {
  readonly name: string;
  readonly unitCode: string;
  readonly priceSen: Sen;
  /** In hundredths of the unit. */
  readonly quantityHundredths: bigint;
  readonly discountSen: Sen;
  /** Always price × quantity − discount, and the amount of the invoice's line to the rupiah. */
  readonly baseSen: Sen;
  readonly otherBaseSen: Sen;
  readonly ratePercent: string;
  readonly vatSen: Sen;
};

export type TaxInvoice = {
  readonly code: TransactionCode;
  readonly reference: string;
  readonly taxedOn: BusinessDay;
  readonly sellerTin: string;
  readonly buyer: TaxParty & { readonly tin: string | null };
  readonly lines: readonly TaxLine[];
};

/** NPWP in the sixteen digits of today: the fifteen of before with a nought in front. Null when it is neither. */
export function sixteenDigits(taxNumber: string | null): string | null {
  const digits = taxNumber?.replace(/\D/g, "") ?? "";
  if (digits.length === 15) return `0${digits}`;
  return digits.length === 16 ? digits : null;
}

const UNIT_CODES: readonly { readonly of: RegExp; readonly base: bigint | null; readonly code: string }[] = [
  { of: /^(ton|tonne)$/i, base: 1_000_000n, code: "UM.0001" },
  { of: /^kg$/i, base: 1_000n, code: "UM.0003" },
  { of: /^(g|gram)$/i, base: 1n, code: "UM.0004" },
  { of: /^(l|liter|litre)$/i, base: 1_000n, code: "UM.0007" },
  { of: /^lusin$/i, base: 12n, code: "UM.0017" },
  { of: /^(pcs|buah|butir|biji|ekor)$/i, base: 1n, code: "UM.0021" },
  { of: /^(boks|box|kotak)$/i, base: null, code: "UM.0022" },
];
const OTHER_UNIT = "UM.0033";

/** Coretax's code of a unit of trade; "other" for one that it has none for. */
export function unitCode(line: Pick<SoldLine, "unit" | "basePerUnit">): string {
  const known = UNIT_CODES.find(
    ({ of, base }) => of.test(line.unit) && (base === null || base === line.basePerUnit),
  );
  return known?.code ?? OTHER_UNIT;
}

function codeOf({ taxClass, vat }: SoldLine, buyer: TaxParty): TransactionCode {
  if (taxClass === "exempt") return "08";
  if (buyer.isGovernment) return "02";
  return vat.baseNumerator === vat.baseDenominator ? "01" : "04";
}

/** False for what would be taxed today and was not when it was delivered: its seller was not registered then. */
function isOnTaxInvoice({ amountRupiah, taxClass, taxRupiah, vat }: SoldLine): boolean {
  return taxRupiah > 0n || vatOn(amountRupiah, taxClass, { isVatRegistered: true }, vat) === 0n;
}

function taxLine(line: SoldLine): TaxLine {
  const { vat } = line;
  const baseSen = line.amountRupiah * 100n;
  const otherBaseSen = divideHalfUp(baseSen * BigInt(vat.baseNumerator), BigInt(vat.baseDenominator));
  const vatSen = divideHalfUp(otherBaseSen * BigInt(vat.rateBasisPoints), 10_000n);
  const sums = { baseSen, otherBaseSen, vatSen, ratePercent: (vat.rateBasisPoints / 100).toString() };
  const hundredths = line.quantityBase * 100n;
  const isExact = hundredths % line.basePerUnit === 0n;
  const quantityHundredths = hundredths / line.basePerUnit;
  const grossSen = line.priceRupiah * quantityHundredths;
  // The tax office multiplies again, in two decimals. A line that its sum would miss (0,333 kg, or rounded up) is told as one.
  if (!isExact || grossSen < baseSen)
    return {
      name: `${goodsNamed(line)} (${measured(line)} × Rp ${line.priceRupiah})`,
      unitCode: OTHER_UNIT,
      priceSen: baseSen,
      quantityHundredths: 100n,
      discountSen: 0n,
      ...sums,
    };
  return {
    name: goodsNamed(line),
    unitCode: unitCode(line),
    priceSen: line.priceRupiah * 100n,
    quantityHundredths,
    discountSen: grossSen - baseSen,
    ...sums,
  };
}

/**
 * What was sold, and of a period's invoice by which handover: equal goods of two days stay two lines, each with the tax of its own day, and
 * are told apart. A tax invoice names kind, price and amount of what was delivered (UU PPN art. 13 (5)) and has no field for a handover.
 */
export function goodsNamed({
  description,
  handover,
}: {
  readonly description: string;
  readonly handover: { readonly number: string; readonly day: string } | null;
}): string {
  return handover === null ? description : `${description}, BAST ${handover.number} ${handover.day}`;
}

function measured({ quantityBase, basePerUnit, unit }: SoldLine): string {
  const whole = quantityBase / basePerUnit;
  const thousandths = ((quantityBase % basePerUnit) * 1000n) / basePerUnit;
  const rest = thousandths.toString().padStart(3, "0").replace(/0+$/, "");
  return `${whole}${rest === "" ? "" : `,${rest}`} ${unit}`;
}

/** Which tax invoices are made of an issued invoice, by kind of transaction: none of a seller who is not registered for VAT. */
export function transactionCodesOf({ seller, buyer, lines }: TaxableInvoice): TransactionCode[] {
  if (!seller.isVatRegistered) return [];
  return transactionCodes.filter((code) => lines.some((line) => isOf(line, code, buyer)));
}

function isOf(line: SoldLine, code: TransactionCode, buyer: TaxParty): boolean {
  return line.amountRupiah > 0n && codeOf(line, buyer) === code && isOnTaxInvoice(line);
}

/**
 * The tax invoices (faktur pajak) of an issued invoice: one per kind of transaction, because a tax invoice has one; lines of one kind that
 * were delivered under different rates stand on it each with its own. Freight and advances are not on them: freight carries no VAT of
 * ours. Neither is what was delivered without tax before its seller was registered. Refuses a seller who is not registered for VAT, who may not
 * issue any, and one without an NPWP of sixteen digits. What the lines say together is what the invoice says, to the rupiah.
 */
export function taxInvoicesOf(invoice: TaxableInvoice): TaxInvoice[] {
  const { seller, buyer } = invoice;
  if (!seller.isVatRegistered) throw new RuleBroken("invoicing.notVatRegistered");
  const sellerTin = sixteenDigits(seller.taxNumber);
  if (sellerTin === null) throw new RuleBroken("invoicing.noTaxNumber");
  const made = transactionCodes.flatMap((code) => {
    const lines = invoice.lines.filter((line) => isOf(line, code, buyer));
    return lines.length === 0
      ? []
      : [
          {
            code,
            reference: invoice.number,
            taxedOn: invoice.taxedOn,
            sellerTin,
            buyer: { ...buyer, tin: sixteenDigits(buyer.taxNumber) },
            lines: lines.map(taxLine),
          },
        ];
  });
  for (const { lines } of made)
    for (const line of lines)
      invariant(
        line.baseSen * 100n === line.priceSen * line.quantityHundredths - line.discountSen * 100n,
        "a tax base is price × quantity − discount",
      );
  return made;
}
