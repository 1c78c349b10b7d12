import { rupiah } from "#app/i18n/format.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { ceilingPerUnit, type PriceCeiling } from "../catalogue/price-ceiling.ts";

type PricedLine = {
  readonly basePerUnit: bigint;
  readonly unit: string;
  readonly ceilingRupiah: Rupiah;
  readonly overrideReason: string | null;
};

/** The legal ceiling for one unit of a line, in rupiah; null where the law sets none. */
export function legalCeilingOf(
  line: Pick<PricedLine, "basePerUnit">,
  ceiling: PriceCeiling | null,
): Rupiah | null {
  return ceiling === null ? null : ceilingPerUnit(ceiling, line.basePerUnit);
}

/**
 * Why a line may not be submitted at its price, or null. A price above the legal ceiling needs a written reason with
 * market evidence: a hard stop would close kitchens in weeks when the market itself stands above the ceiling.
 */
export function aboveCeilingRefusal(
  line: PricedLine,
  legalRupiah: Rupiah | null,
  place: { readonly position: number; readonly commodity: string },
): RuleBroken | null {
  if (legalRupiah === null || line.ceilingRupiah <= legalRupiah) return null;
  if (line.overrideReason !== null && line.overrideReason.trim().length >= OVERRIDE_REASON_MIN) return null;
  return new RuleBroken("orders.aboveCeiling", {
    line: place.position + 1,
    commodity: place.commodity,
    asked: rupiah(line.ceilingRupiah),
    legal: rupiah(legalRupiah),
    unit: line.unit,
  });
}

/** Shorter than this is no reason. */
export const OVERRIDE_REASON_MIN = 10;
