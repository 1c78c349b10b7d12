import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { type TaxClass, type VatRule, vatOn, withVat } from "../catalogue/vat.ts";

/**
 * An order (Surat Pesanan) asks: what a buyer wants on a day, in which window, and the most it will pay. Its lines are
 * promised by sellers, shipped and received one by one; the order itself only knows what it asked for, how much of
 * that is promised, and how much budget it holds.
 *
 * Always true: no line is promised more than it asks; a submitted order of a kitchen holds the most that it can still
 * cost from one budget: quantity × ceiling and the most tax on it for what nobody has accepted, and the agreed price with
 * the seller's tax for what a seller has; who approves is not who submitted.
 */
type Asked = {
  readonly quantityBase: bigint;
  readonly basePerUnit: bigint;
  readonly ceilingRupiah: Rupiah;
};

/** The most that a line can cost, in whole rupiah, rounded half up once. */
export function lineCeiling(line: Asked): Rupiah {
  return priceOf(line.quantityBase, line.ceilingRupiah, line.basePerUnit);
}

/** The most that the goods of an order can cost, before tax. */
export function orderCeiling(lines: readonly Asked[]): Rupiah {
  return sumOf(lines.map(lineCeiling));
}

/**
 * The most VAT that an order can cost on top of its ceilings: on every line that is taxed, as if its seller were
 * registered for VAT. Who sells is not known yet; what is not charged is given back when a seller accepts.
 */
export function taxAtMost(
  lines: readonly (Asked & { readonly taxClass: TaxClass })[],
  rule: VatRule,
): Rupiah {
  return sumOf(lines.map((line) => vatOn(lineCeiling(line), line.taxClass, { isVatRegistered: true }, rule)));
}

export type Agreed = {
  readonly base: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  readonly isVatRegistered: boolean;
};

/**
 * What need not be held any more once a seller has accepted a part of a line at a price: the part of the line's hold that
 * falls to it, cut to the rupiah, less what it will cost with this seller's tax. Parts of one line never free more than
 * their share, however many sellers fill it. Nothing where the agreed price comes to as much or more.
 */
export function freedByAgreement(
  line: Asked & { readonly taxClass: TaxClass },
  agreed: Agreed,
  rule: VatRule,
): Rupiah {
  const held = lineCeiling(line) + taxAtMost([line], rule);
  const share = (held * agreed.base) / line.quantityBase;
  const goods = priceOf(agreed.base, agreed.priceRupiah, agreed.basePerUnit);
  const cost = goods + vatOn(goods, line.taxClass, agreed, rule);
  return share > cost ? share - cost : 0n;
}

/** Whether what the buyer pays this seller, tax included, stands above the legal price of the line. */
export function isAboveLegal(
  line: Pick<Asked, "basePerUnit"> & {
    readonly taxClass: TaxClass;
    readonly legalCeilingRupiah: Rupiah | null;
  },
  agreed: Omit<Agreed, "base">,
  rule: VatRule,
): boolean {
  if (line.legalCeilingRupiah === null) return false;
  const paid = withVat(agreed.priceRupiah, line.taxClass, agreed, rule);
  // Prices may be per different units; both are compared per base unit, without dividing.
  return paid * line.basePerUnit > line.legalCeilingRupiah * agreed.basePerUnit;
}

/** More than any kitchen buys in a year; a line above it is a slip of the keyboard. */
export const LINE_RUPIAH_MAX = 100_000_000_000n;

/** How much of the lines is promised, in basis points of their value at the ceiling, cut: 10,000 only when all is. */
export function promisedBasisPoints(lines: readonly (Asked & { readonly promisedBase: bigint })[]): number {
  const asked = orderCeiling(lines);
  if (asked === 0n) return 0;
  const promised = orderCeiling(lines.map((line) => ({ ...line, quantityBase: line.promisedBase })));
  const isWhole = lines.every((line) => line.promisedBase === line.quantityBase);
  const points = Number((promised * 10_000n) / asked);
  return isWhole ? 10_000 : Math.min(points, 9_999);
}
