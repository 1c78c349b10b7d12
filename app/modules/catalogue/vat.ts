import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";

/** The VAT rule in force on a day: 12 % of 11/12 of the price since January 2025 (PMK 131/2024). Read from parameters. */
export type VatRule = {
  readonly rateBasisPoints: number;
  readonly baseNumerator: number;
  readonly baseDenominator: number;
};

export type TaxClass = "exempt" | "standard";

/**
 * VAT (PPN) on one line, in whole rupiah, rounded half up once. Nothing when the seller is not registered for VAT, or
 * when the goods are basic food that is exempt. Amounts are before tax.
 */
export function vatOn(
  amount: Rupiah,
  taxClass: TaxClass,
  seller: { readonly isVatRegistered: boolean },
  rule: VatRule,
): Rupiah {
  invariant(amount >= 0n, "tax is reckoned on what is sold");
  if (!seller.isVatRegistered || taxClass === "exempt") return 0n;
  const numerator = amount * BigInt(rule.baseNumerator) * BigInt(rule.rateBasisPoints);
  return divideHalfUp(numerator, BigInt(rule.baseDenominator) * 10_000n);
}

/** A price per unit with this seller's VAT on it: what the buyer pays, and what a legal price is held against. */
export function withVat(
  price: Rupiah,
  taxClass: TaxClass,
  seller: { readonly isVatRegistered: boolean },
  rule: VatRule,
): Rupiah {
  return price + vatOn(price, taxClass, seller, rule);
}

/** VAT as a paper names it, by the rule on what is taxed: rate, base and amount; null where no tax is due. */
export function vatOnPaper(taxRupiah: Rupiah, taxedRupiah: Rupiah, rule: VatRule) {
  if (taxRupiah === 0n) return null;
  return {
    label: `PPN ${rule.rateBasisPoints / 100} % × DPP nilai lain ${rule.baseNumerator}/${rule.baseDenominator}`,
    baseRupiah: divideHalfUp(taxedRupiah * BigInt(rule.baseNumerator), BigInt(rule.baseDenominator)),
    amountRupiah: taxRupiah,
    taxedRupiah,
  };
}
