const DECIMALS_MAX = 3;

/**
 * Base units in units, as somebody would type them into a box: never more than there is, in steps that are whole base units,
 * so that reading it back gives a quantity again. Empty for nothing.
 */
export function stockText(base: bigint, basePerUnit: bigint): string {
  let decimals = DECIMALS_MAX;
  while (decimals > 0 && basePerUnit % 10n ** BigInt(decimals) !== 0n) decimals -= 1;
  const steps = base / (basePerUnit / 10n ** BigInt(decimals));
  if (steps <= 0n) return "";
  const digits = steps.toString().padStart(decimals + 1, "0");
  const comma = digits.length - decimals;
  const fraction = digits.slice(comma).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, comma) : `${digits.slice(0, comma)},${fraction}`;
}
