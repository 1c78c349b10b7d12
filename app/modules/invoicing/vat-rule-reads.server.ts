import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import type { VatRule } from "./tax.ts";

/** The VAT rule in force on a day, out of the dated parameters. */
export async function vatRuleOn(day: BusinessDay, on: Executor): Promise<VatRule> {
  const [rateBasisPoints, baseNumerator, baseDenominator] = await Promise.all([
    numberParameter(on, "tax.vat_basis_points", { day }),
    numberParameter(on, "tax.base_numerator", { day }),
    numberParameter(on, "tax.base_denominator", { day }),
  ]);
  return { rateBasisPoints, baseNumerator, baseDenominator };
}
